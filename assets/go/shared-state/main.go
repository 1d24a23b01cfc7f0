// Shared state: a mutex around it, or one goroutine that owns it and a channel to it (Q7).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "empty for a mutex, or: channel")

type counts struct{ ok, failed int }

func (c *counts) add(err error) {
	if err != nil {
		c.failed++
	} else {
		c.ok++
	}
}

func countUnderMutex(tasks []lab.Task) counts {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var state counts
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			err := lab.Process(context.Background(), t)
			mu.Lock()
			state.add(err)
			mu.Unlock()
		}(task)
	}
	wg.Wait()
	return state
}

func countByOwner(tasks []lab.Task) counts {
	results := make(chan error)
	final := make(chan counts)
	go func() {
		var state counts // Nobody else can see it.
		for err := range results {
			state.add(err)
		}
		final <- state
	}()

	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			results <- lab.Process(context.Background(), t)
		}(task)
	}
	wg.Wait()
	close(results)
	return <-final
}

func main() {
	tasks := lab.Setup("tasks=10", "fail=1")
	defer lab.Report()
	count := countUnderMutex
	if *variant == "channel" {
		count = countByOwner
	}
	state := count(tasks)
	fmt.Printf("%d ok, %d failed\n", state.ok, state.failed)
	fmt.Println(lab.Summary())
}
