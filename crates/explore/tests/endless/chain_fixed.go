// nothing
package main

import (
	"sync"
	"time"
)

// Who waits for a lock whose holder waits for something else waits in no ring.
func main() {
	var mu, other sync.Mutex
	stop := make(chan bool)
	go func() {
		mu.Lock()
		defer mu.Unlock()
		other.Lock()
		defer other.Unlock()
		<-stop
	}()
	go func() {
		other.Lock()
		other.Unlock()
	}()
	for range time.Tick(time.Second) {
		go func() {
			mu.Lock()
			mu.Unlock()
		}()
		select {
		case stop <- true:
		default:
		}
	}
}
