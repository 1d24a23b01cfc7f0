// The benchmark's workloads as real goroutines in the bubble of testing/synctest, whose clock jumps.
//
// It is a test because only a test may make a bubble. It serves: a line "workload tasks" comes in, the nanoseconds a task
// go out, so that the other peers can take turns with it.
package synctest

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// How many tasks a batch has, and how many workers there are.
const group = 10

// What is measured, by the names that workloads.rs gives.
var workloads = map[string]func(n int){
	"waitgroup": func(n int) {
		tasks(0, n, func(i int) time.Duration { return distinct(i, n) })
	},
	"batches": func(n int) {
		for first := 0; first < n; first += group {
			tasks(first, group, short)
		}
	},
	"workers":   workers,
	"ping-pong": pingPong,
}

func TestServe(t *testing.T) {
	requests := bufio.NewScanner(os.Stdin)
	for requests.Scan() {
		var name string
		var n int
		if _, err := fmt.Sscan(requests.Text(), &name, &n); err != nil {
			t.Fatalf("%q: %v", requests.Text(), err)
		}
		run, ok := workloads[name]
		if !ok {
			t.Fatalf("%q: there is no such workload", name)
		}
		timed(t, run, n) // warms up
		fmt.Println(float64(timed(t, run, n).Nanoseconds()) / float64(n))
	}
}

// Runs a workload and tells how long it took outside of the bubble.
func timed(t *testing.T, run func(n int), n int) time.Duration {
	// What the run before has left is not this one's.
	trace = newTrace(n)
	runtime.GC()
	start := time.Now()
	synctest.Test(t, func(*testing.T) {
		began = time.Now()
		run(n)
	})
	return time.Since(start)
}

// Runs tasks first..first+size and waits for them.
func tasks(first, size int, latency func(i int) time.Duration) {
	var wg sync.WaitGroup
	for i := first; i < first+size; i++ {
		wg.Add(1)
		record(i, spawned)
		go func() {
			defer wg.Done()
			record(i, started)
			time.Sleep(latency(i))
			record(i, ended)
		}()
	}
	wg.Wait()
}

func workers(n int) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range group {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for job := range jobs {
				record(job, started)
				time.Sleep(short(job))
				record(job, ended)
			}
		}()
	}
	for job := range n {
		record(job, spawned)
		jobs <- job
	}
	close(jobs)
	wg.Wait()
}

func pingPong(n int) {
	there, back := make(chan int), make(chan int)
	go func() {
		for ball := range there {
			back <- ball
		}
	}()
	for ball := range n / 2 {
		there <- ball
		<-back
	}
	close(there)
}

// distinct is the latency of task i of n: a permutation of 1 ms..n ms.
func distinct(i, n int) time.Duration {
	return time.Duration(i*7919%n+1) * time.Millisecond
}

// short is the latency of task i where only the few that sleep together must differ.
func short(i int) time.Duration { return distinct(i, 100) }

type kind uint8

const (
	spawned kind = iota
	started
	ended
)

// As plain a trace as the other peers have.
type event struct {
	at   time.Duration
	task uint32
	kind kind
}

// A trace has room for all that happens, so that who records needs no lock.
type events struct {
	all  []event
	next atomic.Int64
}

var (
	trace *events
	began time.Time
)

func newTrace(n int) *events { return &events{all: make([]event, 3*n)} }

func record(task int, what kind) {
	trace.all[trace.next.Add(1)-1] = event{time.Since(began), uint32(task), what}
}
