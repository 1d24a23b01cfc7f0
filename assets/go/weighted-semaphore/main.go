// Weighted semaphore: a light task takes one permit, a heavy one ten (the talk's advanced pattern 2). Who waits, waits in
// line: a heavy task at the head holds up light ones that would still fit.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"golang.org/x/sync/semaphore"

	"goroutinelab/lab"
)

var (
	permits = flag.Int("permits", 20, "permits that the semaphore has")
	heavy   = flag.Int("heavy", 10, "every so many tasks one is heavy")
)

func processWithWeights(ctx context.Context, items []lab.Task) {
	sem := semaphore.NewWeighted(int64(*permits))
	var wg sync.WaitGroup

	for _, item := range items {
		wg.Add(1)
		go func(i lab.Task) {
			defer wg.Done()
			weight := weightOf(i)
			if err := sem.Acquire(ctx, weight); err != nil {
				return
			}
			defer sem.Release(weight)
			_ = lab.Process(ctx, i)
		}(item)
	}
	wg.Wait()
}

// weightOf is 1 for a light task, 10 for a heavy one.
func weightOf(t lab.Task) int64 {
	if (t.ID+1)%*heavy == 0 {
		return 10
	}
	return 1
}

func main() {
	tasks := lab.Setup("tasks=24", "latency=uniform:50..200ms")
	defer lab.Report()
	processWithWeights(context.Background(), tasks)
	fmt.Println(lab.Summary())
}
