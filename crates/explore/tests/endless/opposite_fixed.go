// nothing
package main

import (
	"sync"
	"time"
)

type account struct {
	mu sync.Mutex
	id int
	n  int
}

func transfer(from, to *account) {
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.n--
	to.n++
}

func main() {
	a, b := &account{id: 1}, &account{id: 2}
	for range time.Tick(time.Second) {
		go transfer(a, b)
		go transfer(b, a)
	}
}
