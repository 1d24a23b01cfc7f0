package main

import "sync"

func main() {
	var wg sync.WaitGroup
	ch := make(chan int, 2)
	var mu sync.Mutex
	n := 0
	for i := 0; i < 9; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			n++
			mu.Unlock()
			select {
			case ch <- i:
			default:
			}
		}()
	}
	wg.Wait()
	close(ch)
	for range ch {
	}
}
