// Naive: a goroutine per task, and nobody waits for them (the talk's approach 1).
package main

import (
	"fmt"

	"goroutinelab/lab"
)

func processTasksNaive(tasks []lab.Task) {
	for _, task := range tasks {
		go func(t lab.Task) {
			lab.ProcessTask(t) // Do the work
		}(task)
	}
	// Function returns immediately!
}

func main() {
	tasks := lab.Setup("goroutines=50")
	defer lab.Report()
	processTasksNaive(tasks)
	fmt.Println(lab.Summary())
}
