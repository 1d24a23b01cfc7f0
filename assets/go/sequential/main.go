// Sequential: one task after the other, on the main goroutine.
package main

import (
	"fmt"

	"goroutinelab/lab"
)

func processTasksSequentially(tasks []lab.Task) {
	for _, task := range tasks {
		lab.ProcessTask(task)
	}
}

func main() {
	tasks := lab.Setup("goroutines=50")
	defer lab.Report()
	processTasksSequentially(tasks)
	fmt.Println(lab.Summary())
}
