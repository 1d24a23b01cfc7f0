// nothing
package main

import (
	"sync"
	"time"
)

// A goroutine waits for a lock that it has got itself: another one is to release it, and sleeps until after the run is stopped.
func wait() {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		time.Sleep(1_000_000 * time.Hour)
		mu.Unlock()
	}()
	mu.Lock()
}

func main() {
	go wait()
	for range time.Tick(time.Second) {
	}
}
