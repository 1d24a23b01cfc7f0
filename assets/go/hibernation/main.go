// Hibernation check: batches of goroutines count with atomic counters (slides 18 to 20).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"sync/atomic"

	"goroutinelab/lab"
)

var (
	batchSizeFlag = flag.Int("batch", 10, "nodes that are checked at a time")
	variant       = flag.String("variant", "", "slide: the last batch is not made smaller, as on slide 19")
)

// checkNode knows of 100 nodes that 85 can hibernate and 42 do.
func checkNode(node lab.Task) (canHibernate, isHibernated bool) {
	if err := lab.Process(context.Background(), node); err != nil {
		return false, false
	}
	return node.ID%100 < 85, node.ID%100 < 42
}

func checkHibernation(replicaNodes []lab.Task) (uint64, uint64) {
	var canBeHibernated, hibernated uint64

	batchSize := *batchSizeFlag
	for i := 0; i < len(replicaNodes); {
		if remaining := len(replicaNodes) - i; remaining < batchSize && *variant != "slide" {
			batchSize = remaining
		}

		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func(j int) {
				defer wg.Done()

				canHibernate, isHibernated := checkNode(replicaNodes[i+j])

				// Atomic operations: no goroutine loses another's count.
				if canHibernate {
					atomic.AddUint64(&canBeHibernated, 1)
				}
				if isHibernated {
					atomic.AddUint64(&hibernated, 1)
				}
			}(j)
		}
		wg.Wait()
		i += batchSize
	}

	return canBeHibernated, hibernated
}

func main() {
	nodes := lab.Setup("latency=50ms")
	defer lab.Report()
	can, are := checkHibernation(nodes)
	status := "partially hibernated"
	switch are {
	case 0:
		status = "not hibernated"
	case uint64(len(nodes)):
		status = "hibernated"
	}
	fmt.Printf("%d can be hibernated, %d are: %s\n", can, are, status)
	fmt.Println(lab.Summary())
}
