// Package lab is what the programs share: the tasks with their flags, what a task does, and the report.
package lab

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// goroutineBytes is what a bare goroutine costs: 2,048 bytes of stack and about 650 of heap.
const goroutineBytes = 2698

// A Task is one unit of work: a CI pipeline to trigger, a manifest to fetch, a customer to serve.
type Task struct {
	ID      int
	Latency time.Duration
}

var (
	taskCount   = flag.Int("tasks", 100, "number of tasks")
	latencyFlag = flag.String("latency", "100ms", "latency of a task: a duration, or list:120,80,95 in milliseconds, one per task")
	helpers     = flag.Int("goroutines", 50, "goroutines that each task starts over its run")
	heldBytes   = flag.Int64("memory", 128<<10, "bytes that a task and each of its goroutines hold until the task ends")
	memoryLimit = flag.Int64("memory-limit", 512<<20, "bytes in use at which the kernel would kill the process")
	traceFlag   = flag.Bool("trace", false, "report each task's start and end, in order, in nanoseconds since the program began")
)

// state is written by every goroutine, under its mutex.
var state struct {
	sync.Mutex
	began time.Time
	done  int
	held  int64
	peak  int
}

// Setup parses the flags and makes the tasks.
func Setup() []Task {
	flag.Parse()
	tasks := make([]Task, *taskCount)
	latencies, err := parseLatencies(*latencyFlag, *taskCount)
	if err != nil {
		fmt.Fprintf(os.Stderr, "-latency %s: %v\n", *latencyFlag, err)
		os.Exit(2)
	}
	for i := range tasks {
		tasks[i] = Task{ID: i, Latency: latencies[i]}
	}
	state.began = time.Now()
	return tasks
}

// ProcessTask is one task's work: it holds memory, starts its goroutines one after the other over its latency,
// each of which holds memory too, and ends them all at its end.
func ProcessTask(t Task) {
	begin(t)
	defer end(t)
	hold()
	defer release()

	if *helpers == 0 {
		time.Sleep(t.Latency)
		return
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	interval := t.Latency / time.Duration(*helpers)
	for i := 0; i < *helpers; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			hold()
			defer release()
			<-done
		}()
		time.Sleep(interval)
	}
	time.Sleep(t.Latency - interval*time.Duration(*helpers))
	close(done)
	wg.Wait()
}

// Summary says how many tasks are done, and after how long.
func Summary() string {
	state.Lock()
	defer state.Unlock()
	elapsed := time.Since(state.began).Round(time.Millisecond)
	return fmt.Sprintf("%d of %d tasks done after %v", state.done, *taskCount, elapsed)
}

// Report ends main's output: with -trace, how the program ended, for comparison with the Lab's own runtime.
func Report() {
	state.Lock()
	defer state.Unlock()
	report("main_returned", 0)
}

// report is called with the state locked.
func report(how string, exitCode int) {
	samplePeak()
	trace("%s at %d peak %d exit %d\n", how, sinceBegin(), state.peak, exitCode)
}

func begin(t Task) {
	state.Lock()
	defer state.Unlock()
	trace("task %d start %d\n", t.ID, sinceBegin())
}

func end(t Task) {
	state.Lock()
	defer state.Unlock()
	state.done++
	trace("task %d ok %d\n", t.ID, sinceBegin())
}

// trace reports at once, so that also a program that dies has told how far it came.
func trace(format string, args ...any) {
	if *traceFlag {
		fmt.Fprintf(os.Stderr, format, args...)
	}
}

func sinceBegin() int64 {
	return time.Since(state.began).Nanoseconds()
}

// hold takes memory, and does what the kernel does when there is too little: it ends the process.
// What is held is counted, not allocated, so that the program is safe to run anywhere.
func hold() {
	state.Lock()
	defer state.Unlock()
	samplePeak()
	state.held += *heldBytes
	inUse := state.held + int64(runtime.NumGoroutine()-1)*goroutineBytes
	if inUse > *memoryLimit {
		fmt.Fprintf(os.Stderr, "signal: killed (out of memory: %d bytes in use, the limit is %d)\n", inUse, *memoryLimit)
		report("killed", 137)
		os.Exit(137)
	}
}

func release() {
	state.Lock()
	defer state.Unlock()
	state.held -= *heldBytes
}

// samplePeak counts the goroutines besides main.
func samplePeak() {
	if n := runtime.NumGoroutine() - 1; n > state.peak {
		state.peak = n
	}
}

func parseLatencies(text string, n int) ([]time.Duration, error) {
	latencies := make([]time.Duration, n)
	if !strings.HasPrefix(text, "list:") {
		d, err := time.ParseDuration(text)
		for i := range latencies {
			latencies[i] = d
		}
		return latencies, err
	}
	items := strings.Split(strings.TrimPrefix(text, "list:"), ",")
	if len(items) < n {
		return nil, fmt.Errorf("%d latencies for %d tasks", len(items), n)
	}
	for i := range latencies {
		ms, err := strconv.ParseFloat(items[i], 64)
		if err != nil {
			return nil, err
		}
		latencies[i] = time.Duration(ms*1e6 + 0.5)
	}
	return latencies, nil
}
