// nothing
package main

import (
	"sync"
	"sync/atomic"
)

type hits struct{ n int64 }

func (h *hits) add() { atomic.AddInt64(&h.n, 1) }

func (h *hits) total() int64 { return atomic.LoadInt64(&h.n) }

func main() {
	// Before others know of it, and after they have ended, it need not be atomic.
	h := hits{n: 1}
	h.n++
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			h.add()
			_ = h.total()
		})
	}
	wg.Wait()
	h.n++
}
