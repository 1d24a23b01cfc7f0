// Done channel: each goroutine of a batch signals its end on a channel, where a WaitGroup would do (the talk's
// "Alternative 1").
package main

import (
	"flag"
	"fmt"

	"goroutinelab/lab"
)

var batchSizeFlag = flag.Int("batch", 5, "goroutines at a time")

func processWithDoneChannel(tasks []lab.Task, batchSize int) {
	for i := 0; i < len(tasks); i += batchSize {
		if remaining := len(tasks) - i; remaining < batchSize {
			batchSize = remaining
		}

		done := make(chan bool, batchSize)

		for j := 0; j < batchSize; j++ {
			go func(idx int) {
				lab.ProcessTask(tasks[idx])
				done <- true // Send completion signal
			}(i + j)
		}

		// Wait for all goroutines of the batch.
		for j := 0; j < batchSize; j++ {
			<-done // Receive completion signal
		}
	}
}

func main() {
	tasks := lab.Setup()
	defer lab.Report()
	processWithDoneChannel(tasks, *batchSizeFlag)
	fmt.Println(lab.Summary())
}
