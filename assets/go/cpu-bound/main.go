// CPU-bound: goroutines that compute run at once on as many processors as there are, and no more (Q9).
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"

	"goroutinelab/lab"
)

var procs = flag.Int("procs", 1, "GOMAXPROCS: how many goroutines run at the same time")

func computeAll(tasks []lab.Task) (sum uint64) {
	runtime.GOMAXPROCS(*procs)
	results := make([]uint64, len(tasks))
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			lab.Begin(t)
			results[t.ID] = compute(t.Latency)
			lab.End(t, t.Err())
		}(task)
	}
	wg.Wait()
	for _, result := range results {
		sum += result
	}
	return sum
}

// compute keeps a processor busy for about d: a round takes about a nanosecond.
func compute(d time.Duration) uint64 {
	x := uint64(1)
	for i := time.Duration(0); i < d; i++ {
		x = x*6364136223846793005 + 1442695040888963407
	}
	return x
}

func main() {
	tasks := lab.Setup("tasks=8")
	defer lab.Report()
	fmt.Printf("checksum %016x\n", computeAll(tasks))
	fmt.Println(lab.Summary())
}
