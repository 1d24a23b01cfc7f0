// leak 15
package timeout

import (
	"context"
	"testing"
	"time"
)

func get(ctx context.Context) error {
	answer := make(chan int)
	go func() {
		time.Sleep(5 * time.Millisecond)
		// Nobody receives after a timeout: the channel needs a buffer of one.
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
