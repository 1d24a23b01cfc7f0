// deadlock 17
package main

import (
	"sync"
	"time"
)

type account struct {
	mu sync.Mutex
	n  int
}

func transfer(from, to *account) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.n--
	to.n++
}

func main() {
	var a, b account
	go transfer(&a, &b)
	go transfer(&b, &a)
	// A third one waits for them, and is no part of the ring.
	go transfer(&a, &account{})
	for range time.Tick(time.Second) {
	}
}
