// Batched: a WaitGroup per batch bounds how many goroutines there are (the talk's approach 3, slide 7).
package main

import (
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var batchSizeFlag = flag.Int("batch", 5, "goroutines at a time")

func processTasksInBatches(tasks []lab.Task, batchSize int) {
	for i := 0; i < len(tasks); {
		// The last batch might be smaller.
		remaining := len(tasks) - i
		if remaining < batchSize {
			batchSize = remaining
		}

		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			index := i + j
			go func(idx int) {
				defer wg.Done()
				lab.ProcessTask(tasks[idx])
			}(index)
		}

		wg.Wait() // Wait for this batch to complete
		i += batchSize
	}
}

func main() {
	tasks := lab.Setup("goroutines=50")
	defer lab.Report()
	processTasksInBatches(tasks, *batchSizeFlag)
	fmt.Println(lab.Summary())
}
