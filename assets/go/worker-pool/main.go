// Worker pool: a fixed number of goroutines take the tasks from a channel (slide 5's pattern in its true form: no worker
// waits for another, as they do in batches).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	workers = flag.Int("workers", 5, "goroutines that take tasks")
	buffer  = flag.Int("buffer", 0, "tasks that wait in the channel")
	kill    = flag.String("kill", "", "workers that are killed, by number: 0,3")
	killAt  = flag.Duration("kill-at", 120*time.Millisecond, "when they are killed")
)

func processWithWorkerPool(tasks []lab.Task) {
	jobs := make(chan lab.Task, *buffer)
	healthy, cancel := context.WithCancel(context.Background())
	defer cancel()
	doomed, killThem := context.WithCancel(healthy)
	defer killThem()
	if *kill != "" && *killAt > 0 {
		time.AfterFunc(*killAt, killThem)
	}

	var wg sync.WaitGroup
	for w := 0; w < *workers; w++ {
		ctx := healthy
		if isKilled(w) {
			ctx = doomed
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			for task := range jobs {
				_ = lab.Process(ctx, task)
				if ctx.Err() != nil {
					return // Killed, and the task is lost
				}
			}
		}()
	}

	for _, task := range tasks {
		jobs <- task // Blocks until a worker is free
	}
	close(jobs) // No more tasks: the workers' loops end

	wg.Wait()
}

func isKilled(worker int) bool {
	for _, killed := range lab.Numbers(*kill) {
		if killed == worker {
			return true
		}
	}
	return false
}

func main() {
	tasks := lab.Setup()
	defer lab.Report()
	processWithWorkerPool(tasks)
	fmt.Println(lab.Summary())
}
