// nothing
package main

import "sync"

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
	a, b := account{id: 1}, account{id: 2}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); transfer(&a, &b) }()
	go func() { defer wg.Done(); transfer(&b, &a) }()
	wg.Wait()
}
