// Pipeline: generate, square, filter, each a goroutine, with channels between them (advanced pattern 3).
package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	variant = flag.String("variant", "", "empty to take all results, or: leak, cancel to take only the first")
	process = flag.String("process", "list:10,40,10,100", "time that each takes for an item: generate, square, filter, consume")
	buffer  = flag.Int("buffer", 0, "items that each channel between two stages holds")
)

type item struct {
	task lab.Task
	n    int
}

var stages sync.WaitGroup

func pipeline(ctx context.Context, input []lab.Task, times []time.Duration) <-chan item {
	// Stage 1: Generate
	gen := func() <-chan item {
		out := stage()
		go func() {
			defer stages.Done()
			defer close(out)
			for _, task := range input {
				lab.Begin(task)
				time.Sleep(times[0])
				if !send(ctx, out, item{task, task.ID + 1}) {
					return
				}
			}
		}()
		return out
	}

	// Stage 2: Square
	square := func(in <-chan item) <-chan item {
		out := stage()
		go func() {
			defer stages.Done()
			defer close(out)
			for it := range in {
				time.Sleep(times[1])
				if !send(ctx, out, item{it.task, it.n * it.n}) {
					return
				}
			}
		}()
		return out
	}

	// Stage 3: Filter
	filter := func(in <-chan item) <-chan item {
		out := stage()
		go func() {
			defer stages.Done()
			defer close(out)
			for it := range in {
				time.Sleep(times[2])
				if it.n%2 != 0 {
					lab.End(it.task, nil) // Odd: not wanted.
				} else if !send(ctx, out, it) {
					return
				}
			}
		}()
		return out
	}

	// Connect stages
	return filter(square(gen()))
}

func stage() chan item {
	stages.Add(1)
	return make(chan item, *buffer)
}

// send is what each stage does with ctx. It looks at ctx only here: a cancel does not interrupt the work.
func send(ctx context.Context, out chan<- item, it item) bool {
	select {
	case out <- it:
		return true
	case <-ctx.Done():
		lab.End(it.task, ctx.Err())
		return false
	}
}

func main() {
	tasks := lab.Setup("tasks=8")
	defer lab.Report()
	times := lab.Durations(*process, 4)
	ctx, cancel := context.Background(), func() {}
	if *variant == "cancel" {
		ctx, cancel = context.WithCancel(ctx)
	}

	count, sum := 0, 0
	for it := range pipeline(ctx, tasks, times) {
		time.Sleep(times[3])
		lab.End(it.task, nil)
		count++
		sum += it.n
		if *variant != "" {
			break // The consumer wants no more.
		}
	}
	cancel()
	if *variant == "cancel" {
		stages.Wait()
	}
	fmt.Printf("even squares: %d, sum %d; goroutines left: %d\n", count, sum, runtime.NumGoroutine()-1)
	fmt.Println(lab.Summary())
}
