// nothing
package main

import (
	"sync"
	"time"
)

// A goroutine that has ended has got the lock, and another one is to release it long after the run is stopped.
func main() {
	var mu sync.Mutex
	for range time.Tick(time.Second) {
		go func() {
			mu.Lock()
			time.AfterFunc(1_000_000*time.Hour, mu.Unlock)
		}()
	}
}
