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
	variant       = flag.String("variant", "", "slide: slide 19's loop, whose last batch is as large as the others")
)

// checkNode knows of 100 nodes that 85 can hibernate and 42 do.
func checkNode(node lab.Task) (canHibernate, isHibernated bool) {
	if err := lab.Process(context.Background(), node); err != nil {
		return false, false
	}
	return node.ID%100 < 85, node.ID%100 < 42
}

func checkHibernation(replicaNodes []lab.Task, batchSize int) (uint64, uint64) {
	var canBeHibernated, hibernated uint64

	for i := 0; i < len(replicaNodes); {
		// The last batch might be smaller.
		if remaining := len(replicaNodes) - i; remaining < batchSize {
			batchSize = remaining
		}

		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func(index int) {
				defer wg.Done()

				canHibernate, isHibernated := checkNode(replicaNodes[index])

				// Atomic operations: no count is lost.
				if canHibernate {
					atomic.AddUint64(&canBeHibernated, 1)
				}
				if isHibernated {
					atomic.AddUint64(&hibernated, 1)
				}
			}(i + j)
		}
		wg.Wait() // Wait for this batch to complete
		i += batchSize
	}

	return canBeHibernated, hibernated
}

// The loop is slide 19's, to the line. Wrong on purpose: a last batch that is not full reads behind the end of replicaNodes.
func checkAsOnSlide19(replicaNodes []lab.Task, size int) (uint64, uint64) {
	var canBeHibernated uint64 = 0
	var hibernated uint64 = 0

	batchSize := size
	for i := 0; i < len(replicaNodes); {
		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func(j int) {
				defer wg.Done()

				canHibernate, isHibernated := checkNode(replicaNodes[i+j])

				// Atomic operations - thread-safe!
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
	check := checkHibernation
	if *variant == "slide" {
		check = checkAsOnSlide19
	}
	can, are := check(nodes, *batchSizeFlag)
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
