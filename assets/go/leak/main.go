// Leak: goroutines that never end: a channel that nobody closes, a loop without an exit (slide 23, Q4).
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
	variant = flag.String("variant", "", "empty for the channel, or: fixed, loop, loop-fixed")
	workers = flag.Int("workers", 5, "goroutines that receive from the channel")
	period  = flag.Duration("period", 33*time.Millisecond, "time between two heartbeats of a loop")
)

// Wrong on purpose: jobs is never closed, so that all workers wait for ever.
func processWithoutClose(tasks []lab.Task) {
	jobs := startWorkers(tasks)
	for _, task := range tasks {
		jobs <- task
	}
	done.Wait()
}

func processAndClose(tasks []lab.Task) {
	jobs := startWorkers(tasks)
	for _, task := range tasks {
		jobs <- task
	}
	close(jobs) // The workers' loops end.
	done.Wait()
}

var done sync.WaitGroup

func startWorkers(tasks []lab.Task) chan<- lab.Task {
	done.Add(len(tasks))
	jobs := make(chan lab.Task)
	for w := 0; w < *workers; w++ {
		go func() {
			for task := range jobs {
				lab.ProcessTask(task)
				done.Done()
			}
		}()
	}
	return jobs
}

// Wrong on purpose: each task leaves a goroutine behind.
func processWithHeartbeats(tasks []lab.Task) {
	for _, task := range tasks {
		go func() {
			for {
				time.Sleep(*period) // No exit condition!
			}
		}()
		lab.ProcessTask(task)
	}
}

func processAndCancelHeartbeats(tasks []lab.Task) {
	for _, task := range tasks {
		ctx, cancel := context.WithCancel(context.Background())
		done.Add(1)
		go func() {
			defer done.Done()
			for {
				select {
				case <-ctx.Done():
					return
				default:
					time.Sleep(*period)
				}
			}
		}()
		lab.ProcessTask(task)
		cancel() // Seen after the heartbeat that is under way.
	}
	done.Wait()
}

func main() {
	tasks := lab.Setup("tasks=10")
	defer lab.Report()
	switch *variant {
	case "":
		processWithoutClose(tasks)
	case "fixed":
		processAndClose(tasks)
	case "loop":
		processWithHeartbeats(tasks)
	case "loop-fixed":
		processAndCancelHeartbeats(tasks)
	}
	fmt.Println(lab.Summary())
	fmt.Printf("goroutines left: %d\n", runtime.NumGoroutine()-1)
}
