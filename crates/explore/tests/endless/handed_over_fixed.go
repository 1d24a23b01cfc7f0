// nothing
package main

import (
	"sync"
	"time"
)

// A goroutine waits for a lock that it has got itself: another one releases it.
func wait() {
	var mu sync.Mutex
	for {
		mu.Lock()
		go func() {
			time.Sleep(time.Minute)
			mu.Unlock()
		}()
	}
}

func main() {
	go wait()
	for range time.Tick(time.Second) {
	}
}
