//go:build go1.22

package main

import (
	"sync"

	"goroutinelab/lab"
)

// The same text as captureTask, but since Go 1.22 each round has a task of its own. The first line of this file asks
// for that language; a module that says go 1.22 has it everywhere.
func captureTask122(tasks []lab.Task) {
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
