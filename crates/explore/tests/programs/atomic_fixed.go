// nothing
package main

import (
	"sync"
	"sync/atomic"
)

func main() {
	var n atomic.Int64
	var wg sync.WaitGroup
	plain := 0
	for range 2 {
		wg.Go(func() {
			if n.Add(1) == 2 {
				plain = 2
			}
		})
	}
	wg.Wait()
	if n.Load() != 2 || plain != 2 {
		panic("lost an increment")
	}
}
