package main

import "sync"

func main() {
	var wg sync.WaitGroup
	results := make(chan int, 9)
	for i := range 9 {
		wg.Add(1)
		go func() {
			results <- i * i
			wg.Done()
		}()
	}
	wg.Wait()
	sum := 0
	for range 9 {
		sum += <-results
	}
}
