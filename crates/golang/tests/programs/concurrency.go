package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func worker(ctx context.Context, id int, jobs <-chan int, results chan<- string, wg *sync.WaitGroup) {
	defer wg.Done()
	for {
		select {
		case j, ok := <-jobs:
			if !ok {
				return
			}
			results <- fmt.Sprintf("w%d:%d", id, j*j)
		case <-ctx.Done():
			return
		}
	}
}

type Counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *Counter) Inc(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[k]++
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	jobs, results := make(chan int, 10), make(chan string, 10)
	var wg sync.WaitGroup
	for i := 0; i < 3; i++ {
		wg.Add(1)
		go worker(ctx, i, jobs, results, &wg)
	}
	for i := 0; i < 5; i++ {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	close(results)
	n := 0
	for range results {
		n++
	}
	fmt.Println(n)
	c := Counter{n: map[string]int{}}
	var total atomic.Int64
	for i := 0; i < 10; i++ {
		wg.Go(func() {
			c.Inc("a")
			total.Add(int64(i))
		})
	}
	wg.Wait()
	fmt.Println(c.n["a"], total.Load())
	<-ctx.Done()
	fmt.Println(ctx.Err(), errors.Is(ctx.Err(), context.DeadlineExceeded), context.Cause(ctx))
	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once", i) })
	}
	tick := time.NewTicker(10 * time.Millisecond)
	for i := 0; i < 3; i++ {
		<-tick.C
	}
	tick.Stop()
	timer := time.AfterFunc(time.Hour, func() {})
	fmt.Println(timer.Stop(), timer.Stop())
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if r := recover(); r != nil {
				fmt.Println("recovered:", r)
			}
		}()
		var m map[string]int
		m["x"] = 1
	}()
	<-done
	func() {
		defer func() { fmt.Println(recover()) }()
		ch := make(chan int)
		close(ch)
		close(ch)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		ch := make(chan int)
		close(ch)
		ch <- 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var x interface{} = "s"
		_ = x.(int)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var x interface{}
		_ = x.(fmt.Stringer)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		a := []int{1, 2, 3}
		i := 5
		_ = a[1:i]
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		a := map[interface{}]int{}
		a[[]int{1}] = 2
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var wg sync.WaitGroup
		wg.Done()
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		x := -1
		_ = make([]int, x)
	}()
	var rw sync.RWMutex
	rw.RLock()
	rw.RLock()
	fmt.Println(rw.TryLock())
	rw.RUnlock()
	rw.RUnlock()
	cond := sync.NewCond(&sync.Mutex{})
	ready := false
	go func() {
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Broadcast()
	}()
	cond.L.Lock()
	for !ready {
		cond.Wait()
	}
	cond.L.Unlock()
	fmt.Println("ready")
	vctx := context.WithValue(context.Background(), "k", 42)
	fmt.Println(vctx.Value("k"), vctx.Value("z"))
	ch := make(chan int)
	<-ch
}
