// deadlock 16
package main

import (
	"sync"
	"time"
)

type registry struct {
	mu    sync.RWMutex
	names []string
}

func (r *registry) count() int {
	// A writer that waits keeps out who comes, also who reads already.
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.names)
}

func (r *registry) print() {
	r.mu.RLock()
	defer r.mu.RUnlock()
	println(r.count())
}

func (r *registry) add(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names = append(r.names, name)
}

func main() {
	var r registry
	go r.print()
	go r.add("a")
	for range time.Tick(time.Second) {
	}
}
