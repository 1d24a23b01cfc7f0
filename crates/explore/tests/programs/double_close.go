// panic 17
package main

import "sync"

func main() {
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			select {
			case <-done:
			default:
				// Both may come here.
				close(done)
			}
		}()
	}
	wg.Wait()
}
