// nothing
package main

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"time"
)

// Everybody waits for something that another one has still at hand, each in another way.
var (
	byName   = map[string]chan int{}
	byValue  = map[any]bool{}
	requests = make(chan chan int, 4)
	direct   = make(chan chan int)
	shared   sync.Map
	pointer  atomic.Pointer[gate]
	anything any
	listener func()
)

type gate struct {
	mu    sync.Mutex
	ready sync.WaitGroup
}

func (g *gate) open() { g.ready.Done() }

func waiting() chan int {
	done := make(chan int)
	go func() { <-done }()
	return done
}

func values(of chan int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for value := range of {
			if !yield(value) {
				return
			}
		}
	}
}

func byDeadline() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	go func() {
		defer cancel()
		<-ctx.Done()
	}()
}

func byTimer() {
	fired := waiting()
	time.AfterFunc(time.Hour, func() { close(fired) })
}

func bySleeper() {
	locked := &gate{}
	locked.mu.Lock()
	go locked.mu.Lock()
	go func() {
		time.Sleep(time.Hour)
		locked.mu.Unlock()
	}()
}

func byMethods() {
	g, later := &gate{}, &gate{}
	g.ready.Add(1)
	pointer.Store(g)
	go g.ready.Wait()
	later.ready.Add(1)
	go later.ready.Wait()
	listener = later.open
}

func byIterator() chan int {
	next := waiting()
	go func() {
		for value := range values(next) {
			fmt.Println(value)
		}
	}()
	return next
}

func byValues() {
	byName["a"] = waiting()
	byValue[waiting()] = true
	requests <- waiting()
	go func() { direct <- waiting() }()
	shared.Store("b", waiting())
	anything = [1]any{[]chan int{waiting()}}
}

func main() {
	byDeadline()
	byTimer()
	bySleeper()
	byMethods()
	byValues()
	next := byIterator()
	for range time.Tick(time.Millisecond) {
		select {
		case next <- 1:
		default:
		}
	}
}
