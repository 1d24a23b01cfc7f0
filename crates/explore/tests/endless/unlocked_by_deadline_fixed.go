// nothing
package main

import (
	"context"
	"sync"
	"time"
)

// The lock is released when a deadline has passed, long after the run is stopped.
func main() {
	var mu sync.Mutex
	ctx, cancel := context.WithTimeout(context.Background(), 1_000_000*time.Hour)
	defer cancel()
	go func() {
		mu.Lock()
		go func() {
			<-ctx.Done()
			mu.Unlock()
		}()
	}()
	for range time.Tick(time.Second) {
		go mu.Lock()
	}
}
