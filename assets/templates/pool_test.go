// Tests of a worker pool: with the race detector, under stress, and from a table.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// processWithWorkerPool processes items, batchSize at a time, and returns how many were processed.
func processWithWorkerPool(items, batchSize int) int {
	var processed atomic.Int64
	for i := 0; i < items; i += batchSize {
		var wg sync.WaitGroup
		for range min(batchSize, items-i) {
			wg.Add(1)
			go func() {
				defer wg.Done()
				time.Sleep(time.Millisecond)
				processed.Add(1)
			}()
		}
		wg.Wait()
	}
	return int(processed.Load())
}

// Wrong on purpose, and it passes all the same. The race detector finds it: that of go test -race, and the Lab's.
func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	counter := 0
	for i := 0; i < 100; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			counter++ // Race detector will catch this!
		}()
	}
	wg.Wait()
	t.Log(counter)
}

func TestStress(t *testing.T) {
	for i := 0; i < 1000; i++ {
		t.Run(fmt.Sprintf("iteration-%d", i), func(t *testing.T) {
			t.Parallel()
			if result := processWithWorkerPool(5, 2); result != 5 {
				t.Errorf("got %d, want 5", result)
			}
		})
	}
}

func TestWorkerPool(t *testing.T) {
	tests := []struct {
		name                   string
		items, batchSize, want int
	}{
		{"small", 10, 2, 10},
		{"large", 1000, 10, 1000},
		{"edge", 1, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result := processWithWorkerPool(tt.items, tt.batchSize)
			if result != tt.want {
				t.Errorf("got %d, want %d", result, tt.want)
			}
		})
	}
}
