// nothing
package main

import (
	"context"
	"sync"
	"time"
)

var (
	once  sync.Once
	value map[string]int
)

func get() int {
	once.Do(func() { value = map[string]int{"a": 1} })
	return value["a"]
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if get() != 1 {
				panic("not set")
			}
		})
	}
	after := 0
	time.AfterFunc(time.Millisecond, func() {
		after++
		cancel()
	})
	<-ctx.Done()
	wg.Wait()
	if after != 1 {
		panic("not called")
	}
}
