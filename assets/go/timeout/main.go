// Timeout: one for the whole work (the talk's Q8); with -variant=per-task one for each operation. There the operation knows
// nothing of its timeout: its goroutine is left behind and works until it ends, and done has room for its answer, so that
// it can end.
//
//	go run ./timeout
//	go run ./timeout -variant=per-task -timeout=1s
package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"goroutinelab/lab"
)

var (
	variant = flag.String("variant", "", "per-task")
	timeout = flag.Duration("timeout", 5*time.Second, "for the whole work, or for each operation; 0 for none")
)

func processAll(items []lab.Task) error {
	ctx, cancel := withTimeout(context.Background())
	defer cancel()

	err := doWork(ctx, items)
	if err == context.DeadlineExceeded {
		fmt.Println("operation timed out after", lab.Elapsed())
	}
	return err
}

func doWork(ctx context.Context, items []lab.Task) error {
	for _, item := range items {
		if err := lab.Process(ctx, item); err != nil {
			return err
		}
	}
	return nil
}

// Per-operation timeout
func processWithTimeout(item lab.Task) error {
	ctx, cancel := withTimeout(context.Background())
	defer cancel()

	done := make(chan error, 1)
	go func() {
		done <- lab.Process(context.Background(), item)
	}()

	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// withTimeout is context.WithTimeout; of 0 it is none.
func withTimeout(ctx context.Context) (context.Context, context.CancelFunc) {
	if *timeout == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, *timeout)
}

func main() {
	tasks := lab.Setup("tasks=10", "latency=uniform:200..2000ms")
	defer lab.Report()
	if *variant == "per-task" {
		for _, task := range tasks {
			if err := processWithTimeout(task); err != nil {
				fmt.Printf("task %d: %v\n", task.ID, err)
			}
		}
	} else if err := processAll(tasks); err != nil {
		fmt.Println("error:", err)
	}
	fmt.Println(lab.Summary())
}
