// Forgotten Done: who waits for it waits for ever (slide 23, and the talk's best practice 1).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "empty for no Done at all, or: recover, panic, fixed")

var wg sync.WaitGroup

// Wrong on purpose.
func withoutDone(t lab.Task) {
	lab.ProcessTask(t)
	// Forgot wg.Done()!
}

// Wrong on purpose: a panic goes past Done. Had nobody recovered it, it would have ended the process.
func recovered(t lab.Task) {
	defer sayPanic()
	work(t)
	wg.Done()
}

// Deferred, Done is called; but a panic that nobody recovers ends the process all the same.
func panicking(t lab.Task) {
	defer wg.Done()
	work(t)
}

func deferred(t lab.Task) {
	defer wg.Done()
	defer sayPanic()
	work(t)
}

// work panics where a task fails.
func work(t lab.Task) {
	if err := lab.Process(context.Background(), t); err != nil {
		panic(err)
	}
}

func sayPanic() {
	if r := recover(); r != nil {
		fmt.Println("recovered:", r)
	}
}

func main() {
	tasks := lab.Setup("tasks=5", "latency=uniform:50..150ms", "fail=1")
	defer lab.Report()
	process := withoutDone
	switch *variant {
	case "recover":
		process = recovered
	case "panic":
		process = panicking
	case "fixed":
		process = deferred
	}
	for _, task := range tasks {
		wg.Add(1)
		go process(task)
	}
	wg.Wait() // Waits for ever, if a Done is missing.
	fmt.Println(lab.Summary())
}
