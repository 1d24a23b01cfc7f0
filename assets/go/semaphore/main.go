// Semaphore: a goroutine per task, but the loop acquires a permit before it starts one (advanced patterns, 2).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"golang.org/x/sync/semaphore"

	"goroutinelab/lab"
)

var permits = flag.Int64("permits", 10, "goroutines at a time")

func processWithSemaphore(ctx context.Context, tasks []lab.Task) error {
	sem := semaphore.NewWeighted(*permits)

	for _, task := range tasks {
		// Acquire a permit: blocks while all are taken.
		if err := sem.Acquire(ctx, 1); err != nil {
			return err
		}

		go func(t lab.Task) {
			defer sem.Release(1)
			lab.ProcessTask(t)
		}(task)
	}

	// All permits are back when all tasks are done.
	return sem.Acquire(ctx, *permits)
}

func main() {
	tasks := lab.Setup()
	defer lab.Report()
	if err := processWithSemaphore(context.Background(), tasks); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	fmt.Println(lab.Summary())
}
