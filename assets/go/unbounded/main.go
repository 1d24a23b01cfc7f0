// Unbounded: a goroutine per task, all at once, under one WaitGroup (the talk's approach 2).
package main

import (
	"fmt"
	"sync"

	"goroutinelab/lab"
)

func processTasksWithWaitGroup(tasks []lab.Task) {
	var wg sync.WaitGroup

	for _, task := range tasks {
		wg.Add(1) // Increment counter

		go func(t lab.Task) {
			defer wg.Done() // Decrement counter when done
			lab.ProcessTask(t)
		}(task)
	}

	wg.Wait() // Wait for all goroutines to complete
}

func main() {
	tasks := lab.Setup("goroutines=50")
	defer lab.Report()
	processTasksWithWaitGroup(tasks)
	fmt.Println(lab.Summary())
}
