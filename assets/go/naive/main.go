// Naive: a goroutine per task, and nobody waits for them (the talk's approach 1). With -variant=server main is a server
// that lives on after the handler has returned, and its goroutines with it.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"time"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "server: main lives on")

func processTasksNaive(tasks []lab.Task) {
	for _, task := range tasks {
		go func(t lab.Task) {
			lab.ProcessTask(t) // Do the work
		}(task)
	}
	// Function returns immediately!
}

// serve is what main does in a server. http.ListenAndServe never returns; this one does once the program is quiet, so
// that a run has an end.
func serve(tasks []lab.Task) {
	processTasksNaive(tasks)
	fmt.Println("the handler returned after", lab.Elapsed())
	for runtime.NumGoroutine() > 1 {
		time.Sleep(333 * time.Millisecond)
	}
}

func main() {
	tasks := lab.Setup("goroutines=50")
	defer lab.Report()
	if *variant == "server" {
		serve(tasks)
	} else {
		processTasksNaive(tasks)
	}
	fmt.Println(lab.Summary())
}
