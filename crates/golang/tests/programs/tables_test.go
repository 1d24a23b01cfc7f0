package pool

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// process forgets what is left behind the last full batch.
func process(items, batchSize int) int {
	var processed atomic.Int64
	for i := 0; i+batchSize <= items; i += batchSize {
		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				processed.Add(1)
			}()
		}
		wg.Wait()
	}
	return int(processed.Load())
}

func TestTable(t *testing.T) {
	tests := []struct {
		name      string
		items     int
		batchSize int
		want      int
	}{
		{"small", 10, 2, 10},
		{"not full", 11, 2, 11},
		{"edge", 1, 1, 1},
		{"too large", 3, 5, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if result := process(tt.items, tt.batchSize); result != tt.want {
				t.Errorf("got %d, want %d", result, tt.want)
			}
		})
	}
}

func TestStress(t *testing.T) {
	var ran atomic.Int64
	t.Run("all", func(t *testing.T) {
		for i := 0; i < 1000; i++ {
			t.Run(fmt.Sprintf("iteration-%d", i), func(t *testing.T) {
				t.Parallel()
				ran.Add(1)
				if result := process(6, 3); result != 6 {
					t.Errorf("got %d, want 6", result)
				}
			})
		}
		if ran.Load() != 0 {
			t.Error("a parallel test did not wait for the others to be started")
		}
	})
	if ran.Load() != 1000 {
		t.Errorf("%d of 1000 ran", ran.Load())
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal("it failed:", err)
	}
}

func TestHelper(t *testing.T) {
	t.Cleanup(func() { t.Log("cleaned up") })
	check(t, nil)
	check(t, errors.New("no connection"))
	t.Log("not reached")
}

func TestSkipped(t *testing.T) {
	t.Skip("not today")
}
