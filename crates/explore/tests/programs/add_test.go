// panic 21, test 23
package add

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestAdd(t *testing.T) {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		go func() {
			// Too late: Wait may return before.
			wg.Add(1)
			n.Add(1)
			wg.Done()
		}()
	}
	wg.Wait()
	if n.Load() != 2 {
		t.Fatal("not all are done")
	}
}
