// Declarations of the package golang.org/x/sync/semaphore, as programs see them. A function without a body is native.
package semaphore

import "context"

func NewWeighted(n int64) *Weighted

type Weighted struct {
	handle uintptr
}

func (s *Weighted) Acquire(ctx context.Context, n int64) error
func (s *Weighted) TryAcquire(n int64) bool
func (s *Weighted) Release(n int64)
