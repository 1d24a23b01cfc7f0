// deadlock 28
package main

import (
	"sync"
	"time"
)

func heartbeat() {
	for range time.Tick(time.Millisecond) {
	}
}

func work(wg *sync.WaitGroup, ok bool) {
	if !ok {
		// It forgets to say that it is done.
		return
	}
	wg.Done()
}

func main() {
	go heartbeat()
	var wg sync.WaitGroup
	wg.Add(2)
	go work(&wg, true)
	go work(&wg, false)
	wg.Wait()
}
