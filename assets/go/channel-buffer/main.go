// Channel buffer: a producer and a consumer of different speed, with and without room between them (questions, Q3).
package main

import (
	"flag"
	"fmt"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	buffer  = flag.Int("buffer", 0, "values that the channel holds")
	process = flag.String("process", "20ms", "how long the consumer takes for each value: a duration, or list:…")
)

func produceAndConsume(tasks []lab.Task) {
	consume := lab.Durations(*process, len(tasks))
	ch := make(chan lab.Task, *buffer)

	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for task := range ch {
			time.Sleep(consume[task.ID])
		}
	}()

	for _, task := range tasks {
		lab.ProcessTask(task) // Make the value
		ch <- task            // Blocks if there is no room, until the consumer receives
	}
	close(ch)
	fmt.Println("the producer is done after", lab.Elapsed())

	wg.Wait()
	fmt.Println("the consumer is done after", lab.Elapsed())
}

func main() {
	tasks := lab.Setup("tasks=20", "latency=10ms")
	defer lab.Report()
	produceAndConsume(tasks)
	fmt.Println(lab.Summary())
}
