// Counter: goroutines that add to one variable, racy, atomic, or under a mutex (diagram 7, Q7 and Q10).
package main

import (
	"flag"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"goroutinelab/lab"
)

var (
	variant    = flag.String("variant", "", "empty for racy, or: atomic, mutex")
	increments = flag.Int("increments", 3, "how often each task adds 1")
)

var (
	counter int64
	mu      sync.Mutex
)

// Wrong on purpose: counter++ is a read and a write, and others run in between. On one processor they hardly ever do
// without the pause; on two, a million increments lost 3 to 13 percent.
func incrementRacy(worker int, pause time.Duration) {
	value := counter
	say("worker %d reads %d", worker, value)
	time.Sleep(pause)
	counter = value + 1
	say("worker %d writes %d", worker, value+1)
}

func incrementAtomic(_ int, pause time.Duration) {
	time.Sleep(pause)
	value := atomic.AddInt64(&counter, 1)
	say("a worker makes it %d", value)
}

func incrementUnderMutex(worker int, pause time.Duration) {
	mu.Lock()
	defer mu.Unlock()
	incrementRacy(worker, pause)
}

func main() {
	tasks := lab.Setup("tasks=2", "latency=uniform:80..120ms")
	defer lab.Report()
	increment := incrementRacy
	switch *variant {
	case "atomic":
		increment = incrementAtomic
	case "mutex":
		increment = incrementUnderMutex
	}
	expected = int64(len(tasks) * *increments)

	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			lab.Begin(t)
			for i := 0; i < *increments; i++ {
				increment(t.ID, t.Latency)
			}
			lab.End(t, t.Err())
		}(task)
	}
	wg.Wait()
	fmt.Printf("counter %d, expected %d: %d lost\n", counter, expected, expected-counter)
	fmt.Println(lab.Summary())
}

var expected int64

// say prints the single steps, as long as they are few.
func say(format string, args ...any) {
	if expected <= 12 {
		fmt.Printf(format+"\n", args...)
	}
}
