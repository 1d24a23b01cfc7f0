// A build service in small: a thousand jobs, a pool of workers for each stage, a rate limit, retries and a report.
package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

const (
	round   = 0
	jobs    = 1000
	testers = 50
	burst   = 200
)

var errFlaky = errors.New("flaky")

type job struct {
	id      int
	commits []string
}

type result struct {
	job      job
	attempts int
	took     time.Duration
	err      error
}

type limiter struct {
	tokens chan struct{}
}

func newLimiter(ctx context.Context, burst int, every time.Duration) *limiter {
	l := &limiter{tokens: make(chan struct{}, burst)}
	for i := 0; i < burst; i++ {
		l.tokens <- struct{}{}
	}
	go func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				select {
				case l.tokens <- struct{}{}:
				default:
				}
			}
		}
	}()
	return l
}

func (l *limiter) wait(ctx context.Context) error {
	select {
	case <-l.tokens:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func compile(j job) (int, error) {
	time.Sleep(time.Duration(5+j.id%7) * time.Millisecond)
	if j.id%97 == 13 {
		return 0, fmt.Errorf("job %d: %w", j.id, errFlaky)
	}
	return len(j.commits) * 10, nil
}

func build(ctx context.Context, l *limiter, j job) result {
	start := time.Now()
	for attempt := 1; ; attempt++ {
		if err := l.wait(ctx); err != nil {
			return result{job: j, attempts: attempt, err: err}
		}
		_, err := compile(j)
		if err == nil || attempt == 3 {
			return result{j, attempt, time.Since(start), err}
		}
		time.Sleep(time.Millisecond << attempt)
	}
}

type stats struct {
	sync.Mutex
	byAttempts map[int]int
	longest    time.Duration
	failed     atomic.Int64
}

func (s *stats) add(r result) {
	if r.err != nil {
		s.failed.Add(1)
	}
	s.Lock()
	defer s.Unlock()
	s.byAttempts[r.attempts]++
	s.longest = max(s.longest, r.took)
}

func test(in <-chan result, out chan<- result, wg *sync.WaitGroup) {
	defer wg.Done()
	for r := range in {
		if r.err == nil {
			time.Sleep(time.Duration(1+round%5) * time.Millisecond)
		}
		out <- r
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	l := newLimiter(ctx, burst, time.Millisecond)
	built := make(chan result, testers)
	tested := make(chan result)
	var builders, pool sync.WaitGroup
	for i := 0; i < jobs; i++ {
		builders.Add(1)
		go func(id int) {
			defer builders.Done()
			built <- build(ctx, l, job{id, []string{"a", "b"}})
		}(i)
	}
	for i := 0; i < testers; i++ {
		pool.Add(1)
		go test(built, tested, &pool)
	}
	go func() {
		builders.Wait()
		close(built)
		pool.Wait()
		close(tested)
	}()
	s := &stats{byAttempts: map[int]int{}}
	for r := range tested {
		s.add(r)
	}
	attempts := make([]int, 0, len(s.byAttempts))
	for n := range s.byAttempts {
		attempts = append(attempts, n)
	}
	sort.Ints(attempts)
	for _, n := range attempts {
		fmt.Printf("%d attempts: %d jobs\n", n, s.byAttempts[n])
	}
	fmt.Println(s.failed.Load(), "failed")
}
