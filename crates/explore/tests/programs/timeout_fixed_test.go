// nothing
package timeout

import (
	"context"
	"testing"
	"time"
)

func get(ctx context.Context) error {
	answer := make(chan int, 1)
	go func() {
		time.Sleep(5 * time.Millisecond)
		// It goes into the buffer.
		answer <- 1
	}()
	select {
	case <-answer:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestGet(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_ = get(ctx)
}
