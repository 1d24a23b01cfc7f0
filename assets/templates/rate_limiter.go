package main

import (
	"fmt"
	"sync"
	"time"
)

// Ten requests a second, however many goroutines ask.
func main() {
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()

	var wg sync.WaitGroup
	for request := range 8 {
		wg.Go(func() {
			<-ticker.C
			fmt.Println("request", request)
			time.Sleep(30 * time.Millisecond)
		})
	}
	wg.Wait()
}
