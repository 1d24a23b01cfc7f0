// Closed channel: the first answer is enough, and whoever answers next panics.
package main

import (
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "empty for a plain send, or: select, twice, fixed")

var (
	wg      sync.WaitGroup
	results = make(chan int)
)

// Wrong on purpose: main has closed results after the first.
func send(t lab.Task) {
	defer wg.Done()
	lab.ProcessTask(t)
	results <- t.ID
}

// Wrong on purpose: default is for a channel that is not ready, and a closed one is.
func sendOrDefault(t lab.Task) {
	defer wg.Done()
	lab.ProcessTask(t)
	select {
	case results <- t.ID:
	default:
	}
}

// Wrong on purpose: everyone who is done closes the channel.
func closeResults(t lab.Task) {
	defer wg.Done()
	lab.ProcessTask(t)
	close(results)
}

func firstOf(tasks []lab.Task, answer func(lab.Task)) {
	start(tasks, answer)
	<-results
	fmt.Println("the first answer came after", lab.Elapsed())
	if *variant != "twice" {
		close(results)
	}
	wg.Wait()
}

// Right: the channel is closed when nobody sends any more.
func firstAndRest(tasks []lab.Task) {
	start(tasks, send)
	go func() {
		wg.Wait()
		close(results)
	}()
	<-results
	fmt.Println("the first answer came after", lab.Elapsed())
	for range results {
	}
}

func start(tasks []lab.Task, answer func(lab.Task)) {
	for _, task := range tasks {
		wg.Add(1)
		go answer(task)
	}
}

func main() {
	tasks := lab.Setup("tasks=3", "latency=uniform:50..150ms")
	defer lab.Report()
	switch *variant {
	case "":
		firstOf(tasks, send)
	case "select":
		firstOf(tasks, sendOrDefault)
	case "twice":
		firstOf(tasks, closeResults)
	case "fixed":
		firstAndRest(tasks)
	}
	fmt.Println(lab.Summary())
}
