//go:build go1.25

package main

import (
	"sync"

	"goroutinelab/lab"
)

// Since Go 1.25 Go does all three: Add, the go statement, and Done at the end.
func startWithGo(tasks []lab.Task) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Go(func() {
			work(task)
		})
	}
	wg.Wait()
}
