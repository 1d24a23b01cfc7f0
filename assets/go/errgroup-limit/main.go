// errgroup.SetLimit: a goroutine per task, and Go blocks while as many as the limit are running (slide 26's errgroup).
// After the first error the rest still start, and return at once, since they look at the context.
package main

import (
	"context"
	"flag"
	"fmt"

	"golang.org/x/sync/errgroup"

	"goroutinelab/lab"
)

var limit = flag.Int("limit", 10, "goroutines at a time")

func processWithLimit(ctx context.Context, tasks []lab.Task) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(*limit)

	for _, task := range tasks {
		task := task // A copy for each goroutine
		g.Go(func() error {
			return lab.Process(ctx, task)
		})
	}

	return g.Wait() // The first error
}

func main() {
	tasks := lab.Setup()
	defer lab.Report()
	if err := processWithLimit(context.Background(), tasks); err != nil {
		fmt.Println("first error:", err)
	}
	fmt.Println(lab.Summary())
}
