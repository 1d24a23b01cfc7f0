// nothing
package main

import (
	"sync"
	"time"
)

// A goroutine that has ended has got the lock, and another one releases it.
func main() {
	var mu sync.Mutex
	for range time.Tick(time.Second) {
		go func() {
			mu.Lock()
			time.AfterFunc(time.Minute, mu.Unlock)
		}()
	}
}
