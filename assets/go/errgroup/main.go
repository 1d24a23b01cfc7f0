// Errgroup: the first error cancels the rest, and Wait returns it (the talk's advanced pattern 1, and Q2's second
// approach): a deployment to many environments that stops when one of them fails.
package main

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"goroutinelab/lab"
)

func processWithErrGroup(ctx context.Context, items []lab.Task) error {
	g, ctx := errgroup.WithContext(ctx)

	for _, item := range items {
		item := item // Capture loop variable
		g.Go(func() error {
			return lab.Process(ctx, item)
		})
	}

	// Wait for all goroutines and return first error
	if err := g.Wait(); err != nil {
		return err
	}

	return nil
}

func main() {
	tasks := lab.Setup("tasks=10", "latency=uniform:50..300ms", "fail=2")
	defer lab.Report()
	err := processWithErrGroup(context.Background(), tasks)
	fmt.Println(lab.Summary())
	if err != nil {
		fmt.Println("error:", err)
		lab.Exit(1)
	}
}
