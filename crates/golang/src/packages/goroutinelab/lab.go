// Package lab, as far as the Lab has it. A function without a body is native.
package lab

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/bits"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

type Task struct {
	ID      int
	Latency time.Duration
	Fails   bool // It takes its time, and then returns an error.
}

var (
	taskCount   = flag.Int("tasks", 100, "number of tasks")
	latencyFlag = flag.String("latency", "100ms", "latency of a task: a duration, uniform:50..150ms, or list:120,80,95 in milliseconds, one per task")
	jitterFlag  = flag.Int64("jitter", 0, "how far a latency may lie from the mean, in percent of it")
	seedFlag    = flag.Uint64("seed", 1, "what latencies are drawn from")
	failFlag    = flag.String("fail", "", "tasks that fail, by number: 3,7")
	helpers     = flag.Int("goroutines", 0, "goroutines that each task starts over its run")
	heldBytes   = flag.Int64("memory", 128<<10, "bytes that a task and each of its goroutines hold until the task ends")
	memoryLimit = flag.Int64("memory-limit", 512<<20, "bytes in use at which the kernel would kill the process")
	traceFlag   = flag.Bool("trace", false, "is there so that the programs run as they do elsewhere: the Lab always has the trace")
)

var (
	began time.Time
	done  int
)

func init() { flagsAreOwn() }

// flagsAreOwn tells the Lab that the flags so far are this package's.
func flagsAreOwn()

// defaultIs tells it that a flag has another default.
func defaultIs(name, value string)

func taskBegins(task int)

// taskEnds is told 0 for a task that did its work, 1 for an error, 2 if it was cancelled.
func taskEnds(task, outcome int)

func takeBytes(bytes int64)

// outlasts is a select of a timer and an end that cuts it short, which the timeline shows as sleep. It says whether the
// timer came first.
func outlasts(timer <-chan time.Time, done <-chan struct{}) bool

func giveBytes(bytes int64)

func Setup(defaults ...string) []Task {
	for _, text := range defaults {
		name, value, _ := strings.Cut(text, "=")
		f := flag.Lookup(name)
		f.DefValue = value
		defaultIs(name, value)
		if err := f.Value.Set(value); err != nil {
			panic(err)
		}
	}
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
	for _, id := range Numbers(*failFlag) {
		if id < len(tasks) {
			tasks[id].Fails = true
		}
	}
	began = time.Now()
	return tasks
}

func ProcessTask(t Task) {
	_ = Process(context.Background(), t)
}

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

func Work(ctx context.Context, t Task) error {
	if err := Sleep(ctx, t.Latency); err != nil {
		return err
	}
	return t.Err()
}

func (t Task) Err() error {
	if t.Fails {
		return fmt.Errorf("task %d failed", t.ID)
	}
	return nil
}

func Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Done() == nil || d <= 0 {
		time.Sleep(d)
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	if outlasts(timer.C, ctx.Done()) {
		return nil
	}
	return ctx.Err()
}

func Summary() string {
	return fmt.Sprintf("%d of %d tasks done after %v", done, *taskCount, Elapsed())
}

// Report does nothing: the trace knows how the program ended.
func Report() {}

func Exit(code int) { os.Exit(code) }

func Begin(t Task) { taskBegins(t.ID) }

func End(t Task, err error) {
	switch {
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		taskEnds(t.ID, 2)
	case err != nil:
		taskEnds(t.ID, 1)
	default:
		done++
		taskEnds(t.ID, 0)
	}
}

func Elapsed() time.Duration { return time.Since(began).Round(time.Millisecond) }

func Hold() { HoldBytes(*heldBytes) }

func HoldBytes(n int64) { takeBytes(n) }

func Release() { ReleaseBytes(*heldBytes) }

func ReleaseBytes(n int64) { giveBytes(n) }

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

// parseLatencies reads a duration, which may have a jitter, uniform:50..150ms, or list:120,80,95 in milliseconds.
func parseLatencies(text string, n int) ([]time.Duration, error) {
	if strings.HasPrefix(text, "list:") {
		return parseList(strings.Split(strings.TrimPrefix(text, "list:"), ","), n)
	}
	low, high, err := parseRange(text)
	latencies := make([]time.Duration, n)
	for i := range latencies {
		// Each task has a stream of its own: what it takes does not depend on how many others there are.
		latencies[i] = low + time.Duration(newStream(*seedFlag, uint64(i)+1).below(uint64(high-low)+1))
	}
	return latencies, err
}

func parseList(items []string, n int) ([]time.Duration, error) {
	if len(items) < n {
		return nil, fmt.Errorf("%d latencies for %d tasks", len(items), n)
	}
	latencies := make([]time.Duration, n)
	for i := range latencies {
		ms, err := strconv.ParseFloat(items[i], 64)
		if err != nil {
			return nil, err
		}
		latencies[i] = time.Duration(ms*1e6 + 0.5)
	}
	return latencies, nil
}

// parseRange reads uniform:50..150ms, or a mean around which latencies stray by the jitter.
func parseRange(text string) (low, high time.Duration, err error) {
	ends := strings.TrimPrefix(text, "uniform:")
	if ends == text {
		mean, err := time.ParseDuration(text)
		spread := mean / 100 * time.Duration(*jitterFlag)
		return mean - spread, mean + spread, err
	}
	first, last, _ := strings.Cut(ends, "..")
	if high, err = time.ParseDuration(last); err != nil {
		return 0, 0, err
	}
	if low, err = time.ParseDuration(first); err != nil {
		low, err = time.ParseDuration(first + strings.TrimLeft(last, "0123456789."))
	}
	return low, high, err
}

// A stream draws the numbers that the Lab draws: xoshiro256++ (Blackman and Vigna), seeded by SplitMix64.
type stream [4]uint64

func newStream(seed, number uint64) *stream {
	const golden = 0x9e3779b97f4a7c15
	seed ^= (number + 1) * golden
	var s stream
	for i := range s {
		seed += golden
		z := seed
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		s[i] = z ^ z>>31
	}
	return &s
}

func (s *stream) next() uint64 {
	drawn := bits.RotateLeft64(s[0]+s[3], 23) + s[0]
	t := s[1] << 17
	s[2] ^= s[0]
	s[3] ^= s[1]
	s[1] ^= s[2]
	s[0] ^= s[3]
	s[2] ^= t
	s[3] = bits.RotateLeft64(s[3], 45)
	return drawn
}

// below draws a number in 0..n.
func (s *stream) below(n uint64) uint64 {
	high, _ := bits.Mul64(s.next(), n)
	return high
}
