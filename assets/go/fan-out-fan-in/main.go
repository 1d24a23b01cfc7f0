// Fan-out/fan-in: independent queries at once, and all results in one response (slides 8 and 9: CI, CD and user status).
package main

import (
	"context"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

func fetchWorkflowStatus(ctx context.Context, queries []lab.Task) []error {
	// A variable for each goroutine. Slide 9 has err and err1, and only looks at err: an error of CD gets lost.
	errs := make([]error, len(queries))

	var wg sync.WaitGroup
	wg.Add(len(queries))

	// FAN-OUT
	for i, query := range queries {
		go func(i int, query lab.Task) {
			defer wg.Done()
			errs[i] = lab.Process(ctx, query)
		}(i, query)
	}

	// FAN-IN
	wg.Wait()
	return errs
}

func main() {
	queries := lab.Setup("tasks=3", "latency=list:200,300,150")
	defer lab.Report()
	for i, err := range fetchWorkflowStatus(context.Background(), queries) {
		if err != nil {
			fmt.Printf("query %d: %v\n", i, err)
		}
	}
	fmt.Println(lab.Summary())
}
