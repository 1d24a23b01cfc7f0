// panic 20
package main

import (
	"sync"
	"sync/atomic"
)

func main() {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			// Two atomic operations are not one.
			n.Store(n.Load() + 1)
		})
	}
	wg.Wait()
	if n.Load() != 2 {
		panic("lost an increment")
	}
}
