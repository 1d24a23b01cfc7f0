// Loop capture: before Go 1.22 all rounds of a loop share one variable (the talk's best practice 2). The module says
// go 1.19, so this file has the old meaning with any Go; go122.go has the new one.
package main

import (
	"flag"
	"fmt"
	"sync"
	"sync/atomic"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "empty for the shared variable, or: fixed, go122")

// Wrong on purpose: when the goroutines run, the loop is over, and task is the last one. go vet sees it only if the
// last statement of the loop is go func() { … }().
func captureTask(tasks []lab.Task) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		process := func() {
			defer wg.Done()
			processTask(task)
		}
		go process()
	}
	wg.Wait()
}

func passTask(tasks []lab.Task) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			processTask(t)
		}(task)
	}
	wg.Wait()
}

var different int64
var ran sync.Map

func processTask(t lab.Task) {
	if _, again := ran.LoadOrStore(t.ID, true); !again {
		atomic.AddInt64(&different, 1)
	}
	lab.ProcessTask(t)
}

func main() {
	tasks := lab.Setup("tasks=5")
	defer lab.Report()
	switch *variant {
	case "":
		captureTask(tasks)
	case "fixed":
		passTask(tasks)
	case "go122":
		captureTask122(tasks)
	}
	fmt.Printf("different tasks that ran: %d of %d\n", different, len(tasks))
}
