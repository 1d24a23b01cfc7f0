// Error channel: goroutines send their errors to who collects them (the talk's Q2, first approach). As printed it is
// wrong: it receives a value for each task, but only failures are sent, so it deadlocks unless every task fails. With
// -variant=fixed every goroutine sends its result, nil too.
package main

import (
	"context"
	"flag"
	"fmt"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "fixed")

func processAndCollect(items []lab.Task) {
	errChan := make(chan error, len(items))
	for _, item := range items {
		go func(i lab.Task) {
			if err := process(i); err != nil {
				errChan <- err
			}
		}(item)
	}

	// Collect errors
	for i := 0; i < len(items); i++ {
		if err := <-errChan; err != nil {
			fmt.Println("error:", err)
		}
	}
}

func processAndCollectFixed(items []lab.Task) {
	results := make(chan error, len(items))
	for _, item := range items {
		go func(i lab.Task) {
			results <- process(i) // Always: nil says that it went well.
		}(item)
	}

	for range items {
		if err := <-results; err != nil {
			fmt.Println("error:", err)
		}
	}
}

func process(t lab.Task) error {
	return lab.Process(context.Background(), t)
}

func main() {
	tasks := lab.Setup("tasks=10", "latency=uniform:50..300ms", "fail=3,7")
	defer lab.Report()
	if *variant == "fixed" {
		processAndCollectFixed(tasks)
	} else {
		processAndCollect(tasks)
	}
	fmt.Println(lab.Summary())
}
