// Collect errors: every task runs to its end, and a mutex guards the slice of what went wrong (the talk's Q2, third
// approach).
package main

import (
	"context"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

func processAll(items []lab.Task) []error {
	var mu sync.Mutex
	var errs []error

	var wg sync.WaitGroup
	for _, item := range items {
		wg.Add(1)
		go func(i lab.Task) {
			defer wg.Done()
			if err := lab.Process(context.Background(), i); err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
			}
		}(item)
	}
	wg.Wait()
	return errs
}

func main() {
	tasks := lab.Setup("tasks=10", "latency=uniform:50..300ms", "fail=3,5,7")
	defer lab.Report()
	for _, err := range processAll(tasks) {
		fmt.Println("error:", err)
	}
	fmt.Println(lab.Summary())
}
