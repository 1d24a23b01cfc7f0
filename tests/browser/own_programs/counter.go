package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	hits := 0
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			time.Sleep(10 * time.Millisecond)
			hits++
			time.Sleep(10 * time.Millisecond)
		})
	}
	wg.Wait()
	fmt.Println("hits:", hits)
}
