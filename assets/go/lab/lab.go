// Package lab is what the programs share: the tasks with their flags, what a task does, and the report.
package lab

import (
	"context"
	"errors"
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
	Fails   bool // It takes its time, and then returns an error.
}

var (
	taskCount   = flag.Int("tasks", 100, "number of tasks")
	latencyFlag = flag.String("latency", "100ms", "latency of a task: a duration, uniform:50..150ms, or list:120,80,95 in milliseconds, one per task, which says how many there are")
	jitterFlag  = flag.Int64("jitter", 0, "how far a latency may lie from the mean, in percent of it")
	seedFlag    = flag.Uint64("seed", 1, "what latencies are drawn from")
	failFlag    = flag.String("fail", "", "tasks that fail, by number: 3,7")
	helpers     = flag.Int("goroutines", 0, "goroutines that each task starts over its run")
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

// Setup parses the flags and makes the tasks. A program has defaults of its own: "tasks=3".
func Setup(defaults ...string) []Task {
	for _, text := range defaults {
		name, value, _ := strings.Cut(text, "=")
		f := flag.Lookup(name)
		f.DefValue = value
		if err := f.Value.Set(value); err != nil {
			panic(err)
		}
	}
	flag.Parse()
	countListed()
	tasks := make([]Task, *taskCount)
	latencies, err := parseLatencies(*latencyFlag, *taskCount)
	if err != nil {
		fmt.Fprintf(os.Stderr, "-latency %s: %v\n", *latencyFlag, err)
		os.Exit(2)
	}
	for i := range tasks {
		tasks[i] = Task{ID: i, Latency: latencies[i]}
	}
	for _, id := range Numbers(*failFlag) {
		if id < len(tasks) {
			tasks[id].Fails = true
		}
	}
	state.began = time.Now()
	return tasks
}

// countListed makes the tasks as many as the latencies, if these are listed.
func countListed() {
	list, isList := strings.CutPrefix(*latencyFlag, "list:")
	if !isList {
		return
	}
	listed := strings.Count(list, ",") + 1
	flag.Visit(func(f *flag.Flag) {
		if f.Name == "tasks" && *taskCount != listed {
			fmt.Fprintf(os.Stderr, "-tasks %d: -latency %s has %d latencies, one for each task\n", *taskCount, *latencyFlag, listed)
			os.Exit(2)
		}
	})
	*taskCount = listed
}

// ProcessTask is one task's work, for those who do not ask how it went.
func ProcessTask(t Task) {
	_ = Process(context.Background(), t)
}

// Process is one task's work: it holds memory, starts its goroutines one after the other over its latency, each of
// which holds memory too, and ends them all at its end. It returns early, with ctx's error, when ctx is done.
func Process(ctx context.Context, t Task) (err error) {
	Begin(t)
	defer func() { End(t, err) }()
	Hold()
	defer Release()

	if *helpers == 0 {
		return Work(ctx, t)
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	interval := t.Latency / time.Duration(*helpers)
	for i := 0; i < *helpers && err == nil; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			Hold()
			defer Release()
			<-done
		}()
		err = Sleep(ctx, interval)
	}
	if err == nil {
		t.Latency -= interval * time.Duration(*helpers)
		err = Work(ctx, t)
	}
	close(done)
	wg.Wait()
	return err
}

// Work takes the task's latency and nothing else: no report, no memory, no goroutines.
func Work(ctx context.Context, t Task) error {
	if err := Sleep(ctx, t.Latency); err != nil {
		return err
	}
	return t.Err()
}

// Err is what the task returns at its end: an error, if it fails.
func (t Task) Err() error {
	if t.Fails {
		return fmt.Errorf("task %d failed", t.ID)
	}
	return nil
}

// Sleep sleeps for d, or until ctx is done, whose error it returns then.
func Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Done() == nil || d <= 0 {
		time.Sleep(d)
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Summary says how many tasks are done, and after how long.
func Summary() string {
	state.Lock()
	defer state.Unlock()
	return fmt.Sprintf("%d of %d tasks done after %v", state.done, *taskCount, Elapsed())
}

// Report ends main's output: with -trace, how the program ended, for comparison with the Lab's own runtime.
func Report() {
	state.Lock()
	defer state.Unlock()
	report("main_returned", 0)
}

// Exit ends the process as os.Exit does, and reports it.
func Exit(code int) {
	state.Lock()
	report("exited", code)
	os.Exit(code)
}

// report is called with the state locked.
func report(how string, exitCode int) {
	samplePeak()
	trace("%s at %d peak %d alive %d exit %d\n", how, sinceBegin(), state.peak, runtime.NumGoroutine()-1, exitCode)
	if *traceFlag && how != "killed" {
		traceAlive()
	}
}

// traceAlive tells what the goroutines that are left behind were doing.
func traceAlive() {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for i, stack := range strings.Split(string(stacks), "\n\n") {
		header, _, _ := strings.Cut(stack, "\n")
		if i > 0 { // The first is the one that asks.
			trace("alive %s\n", header)
		}
	}
}

// Begin reports that a task is taken up. Process does it by itself.
func Begin(t Task) {
	state.Lock()
	defer state.Unlock()
	samplePeak()
	trace("task %d start %d\n", t.ID, sinceBegin())
	traceLines()
}

// End reports that a task is done, and how it went. Process does it by itself.
func End(t Task, err error) {
	outcome := "ok"
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		outcome = "cancelled"
	} else if err != nil {
		outcome = "error"
	}
	state.Lock()
	defer state.Unlock()
	samplePeak()
	if outcome == "ok" {
		state.done++
	}
	trace("task %d %s %d\n", t.ID, outcome, sinceBegin())
	traceLines()
}

// Elapsed is the time since the program began, as programs print it.
func Elapsed() time.Duration {
	return time.Since(state.began).Round(time.Millisecond)
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

// Hold takes memory, and does what the kernel does when there is too little: it ends the process.
// What is held is counted, not allocated, so that the program is safe to run anywhere.
func Hold() {
	HoldBytes(*heldBytes)
}

// HoldBytes takes n bytes, as Hold does.
func HoldBytes(n int64) {
	state.Lock()
	defer state.Unlock()
	samplePeak()
	state.held += n
	inUse := state.held + int64(runtime.NumGoroutine()-1)*goroutineBytes
	if inUse > *memoryLimit {
		fmt.Fprintf(os.Stderr, "signal: killed (out of memory: %d bytes in use, the limit is %d)\n", inUse, *memoryLimit)
		report("killed", 137)
		os.Exit(137)
	}
}

// Release gives it back.
func Release() {
	ReleaseBytes(*heldBytes)
}

// ReleaseBytes gives n bytes back.
func ReleaseBytes(n int64) {
	state.Lock()
	defer state.Unlock()
	state.held -= n
}

// samplePeak counts the goroutines besides main.
func samplePeak() {
	if n := runtime.NumGoroutine() - 1; n > state.peak {
		state.peak = n
	}
}

// Numbers reads whole numbers between commas.
func Numbers(text string) []int {
	var numbers []int
	for _, item := range strings.Split(text, ",") {
		if n, err := strconv.Atoi(item); err == nil {
			numbers = append(numbers, n)
		} else if text != "" {
			fmt.Fprintf(os.Stderr, "%q in %q: allowed is a whole number\n", item, text)
			os.Exit(2)
		}
	}
	return numbers
}

// Durations reads list:120,80,95, in milliseconds, the last of which holds for all after it, or a duration that holds for
// all n.
func Durations(text string, n int) []time.Duration {
	if strings.HasPrefix(text, "list:") {
		items := strings.Split(text, ",")
		last := strings.TrimPrefix(items[len(items)-1], "list:")
		for len(items) < n {
			items = append(items, last)
		}
		text = strings.Join(items, ",")
	}
	durations, err := parseLatencies(text, n)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", text, err)
		os.Exit(2)
	}
	return durations
}
