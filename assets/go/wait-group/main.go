// WaitGroup misuse: Add that comes too late, Done that comes once too often, and a counter that touches zero while there
// is more to do; each with its correction.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "empty for Add in the goroutine, or: fixed, go, negative, reuse, reuse-fixed")

var wg sync.WaitGroup

// Wrong on purpose: when main comes to Wait, no goroutine has called Add yet. go vet sees it only if Add is the first
// statement of go func() { … }().
func addInGoroutine(tasks []lab.Task) {
	for _, task := range tasks {
		process := func(t lab.Task) {
			wg.Add(1)
			defer wg.Done()
			work(t)
		}
		go process(task)
	}
	wg.Wait() // The counter is zero: returns at once.
}

func addBeforeGo(tasks []lab.Task) {
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done() // Once, however the function ends.
			work(t)
		}(task)
	}
	wg.Wait()
}

// Wrong on purpose: a task that fails calls Done twice.
func doneTwice(tasks []lab.Task) {
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			if err := work(t); err != nil {
				wg.Done() // The deferred one follows.
			}
		}(task)
	}
	wg.Wait()
}

// Wrong on purpose: Done comes before the Add of what follows. If nothing else is under way, the counter is zero in
// between and Wait is released, though there is more to do.
func crawlDoneFirst(pages []lab.Task, page int) {
	work(pages[page])
	wg.Done()
	for link := 2*page + 1; link <= 2*page+2 && link < len(pages); link++ {
		wg.Add(1)
		go crawlDoneFirst(pages, link)
	}
}

func crawl(pages []lab.Task, page int) {
	defer wg.Done() // After the Add of what follows.
	work(pages[page])
	for link := 2*page + 1; link <= 2*page+2 && link < len(pages); link++ {
		wg.Add(1)
		go crawl(pages, link)
	}
}

// startCrawl reads the first page. Each page links to two others.
func startCrawl(pages []lab.Task, crawl func([]lab.Task, int)) {
	wg.Add(1)
	go crawl(pages, 0)
	wg.Wait()
}

func work(t lab.Task) error {
	err := lab.Process(context.Background(), t)
	if err != nil {
		fmt.Println("error:", err)
	}
	return err
}

func main() {
	tasks := lab.Setup("tasks=5", "latency=uniform:50..150ms", "fail=1")
	switch *variant {
	case "":
		addInGoroutine(tasks)
	case "fixed":
		addBeforeGo(tasks)
	case "go":
		startWithGo(tasks)
	case "negative":
		doneTwice(tasks)
	case "reuse":
		startCrawl(tasks, crawlDoneFirst)
	case "reuse-fixed":
		startCrawl(tasks, crawl)
	}
	fmt.Println(lab.Summary())
	lab.Report() // Not deferred: where main panics, it has not returned.
}
