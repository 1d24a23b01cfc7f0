// race 11, race 16
package main

import (
	"sync"
	"sync/atomic"
)

type hits struct{ n int64 }

func (h *hits) add() { atomic.AddInt64(&h.n, 1) }

// Only the writes are atomic.
func (h *hits) total() int64 {
	// The copy of a struct reads its fields.
	seen := h.n
	return seen
}

func main() {
	var h hits
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			h.add()
			_ = h.total()
		})
	}
	wg.Wait()
}
