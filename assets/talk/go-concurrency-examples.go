// Seven programs of the talk "Go Concurrency at Scale" in one file, which needs nothing but Go:
//
//	go run go-concurrency-examples.go
//
// What it prints does not depend on chance, apart from times on a busy machine: these are rounded.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// work stands for a call over the network.
const work = 100 * time.Millisecond

func main() {
	examples := []struct {
		title string
		run   func()
	}{
		{"1. Worker pool: batches of 5", workerPool},
		{"2. Fan-out, fan-in: CI and CD status", fanOutFanIn},
		{"3. Results of many clusters in a sync.Map", clusterTest},
		{"4. Hibernation check: atomic counters", hibernationCheck},
		{"5. Context cancellation: the client leaves", clientDisconnect},
		{"6. SSE broker: a broadcast that does not block", sseBroker},
		{"7. Graceful shutdown", gracefulShutdown},
	}
	for _, example := range examples {
		fmt.Println(example.title)
		example.run()
		fmt.Println()
	}
}

// 1. The talk's approach 3: a WaitGroup for each batch.
func workerPool() {
	const tasks = 12
	batchSize := 5
	var done int64
	start := time.Now()
	for i := 0; i < tasks; {
		// The last batch might be smaller.
		if remaining := tasks - i; remaining < batchSize {
			batchSize = remaining
		}
		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func() {
				defer wg.Done()
				time.Sleep(work)
				atomic.AddInt64(&done, 1)
			}()
		}
		wg.Wait()
		i += batchSize
		fmt.Printf("  %d of %d tasks are done\n", done, tasks)
	}
	fmt.Printf("  %d tasks took %v\n", tasks, since(start))
}

// 2. Two independent queries at once. Each has its own result and its own error, and both errors are looked at.
func fanOutFanIn() {
	fetch := func(name string, takes time.Duration) (string, error) {
		time.Sleep(takes)
		return name + " succeeded", nil
	}
	var ci, cd string
	var errCI, errCD error
	start := time.Now()
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		ci, errCI = fetch("CI", 2*work)
	}()
	go func() {
		defer wg.Done()
		cd, errCD = fetch("CD", 3*work)
	}()
	wg.Wait()
	for _, err := range []error{errCI, errCD} {
		if err != nil {
			fmt.Println("  error:", err)
		}
	}
	fmt.Printf("  %s, %s, in %v instead of %v\n", ci, cd, since(start), 5*work)
}

// 3. One goroutine for each cluster; the map may be written to by all of them.
func clusterTest() {
	errUnreachable := errors.New("cannot be reached")
	var results sync.Map
	var wg sync.WaitGroup
	for cluster := 0; cluster < 8; cluster++ {
		wg.Add(1)
		go func(cluster int) {
			defer wg.Done()
			time.Sleep(work)
			var err error
			if cluster == 3 {
				err = errUnreachable
			}
			results.Store(cluster, err)
		}(cluster)
	}
	wg.Wait()
	for cluster := 0; cluster < 8; cluster++ {
		if err, _ := results.Load(cluster); err != nil {
			fmt.Printf("  cluster %d %v\n", cluster, err)
		}
	}
}

// 4. Batches of goroutines count into two variables, and no count is lost.
func hibernationCheck() {
	const nodes, most = 100, 10
	var canBeHibernated, hibernated uint64
	for i := 0; i < nodes; i += most {
		var wg sync.WaitGroup
		for node := i; node < i+most && node < nodes; node++ {
			wg.Add(1)
			go func(node int) {
				defer wg.Done()
				time.Sleep(work / 10)
				if node < 85 {
					atomic.AddUint64(&canBeHibernated, 1)
				}
				if node < 42 {
					atomic.AddUint64(&hibernated, 1)
				}
			}(node)
		}
		wg.Wait()
	}
	fmt.Printf("  %d can be hibernated, %d are\n", canBeHibernated, hibernated)
}

// 5. The context of a request ends when the client leaves, and whoever looks at it stops.
func clientDisconnect() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	time.AfterFunc(5*work/2, cancel) // The client closes the browser.
	done := 0
	for task := 0; task < 10; task++ {
		select {
		case <-ctx.Done():
		case <-time.After(work):
			done++
			continue
		}
		break
	}
	fmt.Printf("  %d of 10 tasks are done: %v\n", done, ctx.Err())
}

// 6. A client whose channel is full is dropped, so that it does not hold up the others.
func sseBroker() {
	type client struct {
		name     string
		messages chan int
		takes    time.Duration
		got      int
	}
	clients := []*client{
		{name: "fast", messages: make(chan int, 2), takes: work / 10},
		{name: "slow", messages: make(chan int, 2), takes: 10 * work},
	}
	connected := map[*client]bool{}
	var wg sync.WaitGroup
	for _, c := range clients {
		connected[c] = true
		wg.Add(1)
		go func(c *client) {
			defer wg.Done()
			for range c.messages {
				time.Sleep(c.takes)
				c.got++
			}
		}(c)
	}
	for message := 0; message < 6; message++ {
		for _, c := range clients {
			if !connected[c] {
				continue
			}
			select {
			case c.messages <- message:
			default: // Full: too slow.
				fmt.Printf("  message %d: the %s client is dropped\n", message, c.name)
				delete(connected, c)
				close(c.messages)
			}
		}
		time.Sleep(work)
	}
	for c := range connected {
		close(c.messages)
	}
	wg.Wait()
	for _, c := range clients {
		fmt.Printf("  the %s client got %d messages\n", c.name, c.got)
	}
}

// 7. Accept nothing more, let what is in flight finish within a deadline, cancel the rest.
func gracefulShutdown() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var finished, cancelled int64
	var inFlight sync.WaitGroup
	for request := 1; request <= 6; request++ {
		inFlight.Add(1)
		go func(takes time.Duration) {
			defer inFlight.Done()
			select {
			case <-time.After(takes):
				atomic.AddInt64(&finished, 1)
			case <-ctx.Done():
				atomic.AddInt64(&cancelled, 1)
			}
		}(time.Duration(request) * work)
	}
	drained := make(chan struct{})
	go func() {
		inFlight.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-time.After(7 * work / 2):
		cancel() // The deadline has passed.
		<-drained
	}
	fmt.Printf("  %d requests finished, %d were cancelled\n", finished, cancelled)
}

func since(start time.Time) time.Duration {
	return time.Since(start).Round(work)
}
