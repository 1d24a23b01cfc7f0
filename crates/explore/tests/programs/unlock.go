// fatal 13, fatal 15
package main

import "sync"

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			if !mu.TryLock() {
				mu.Unlock()
			}
			mu.Unlock()
			wg.Done()
		}()
	}
	wg.Wait()
}
