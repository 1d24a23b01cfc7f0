// deadlock 14, deadlock 27
package main

import "sync"

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
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); transfer(&a, &b) }()
	go func() { defer wg.Done(); transfer(&b, &a) }()
	// Both lock their own account first.
	wg.Wait()
}
