// Circuit breaker: after so many failures in a row calls are refused for a while, then one may try (the talk's advanced
// pattern 5). As printed it holds its mutex during the call, so that calls go one after the other, and even a refused one
// waits for the call before it; and a call exactly resetTime after the last failure is still refused (>, not >=). With
// -variant=unlocked the lock is not held during the call.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	variant  = flag.String("variant", "", "unlocked")
	failures = flag.Int("failures", 3, "failures in a row that open the circuit")
	reset    = flag.Duration("reset", time.Second, "how long the circuit stays open")
	period   = flag.Duration("period", 100*time.Millisecond, "a call comes so often")
)

var errOpen = errors.New("circuit breaker is open")

type circuitBreaker struct {
	maxFailures int
	resetTime   time.Duration
	failures    int
	lastFailure time.Time
	state       string // "closed", "open", "half-open"
	mu          sync.Mutex
}

func (cb *circuitBreaker) call(fn func() error) error {
	cb.mu.Lock()
	defer cb.mu.Unlock()

	// Check if circuit is open
	if cb.state == "open" {
		if time.Since(cb.lastFailure) > cb.resetTime {
			cb.become("half-open")
		} else {
			return errOpen
		}
	}

	// Execute function
	err := fn()

	if err != nil {
		cb.failures++
		cb.lastFailure = time.Now()

		if cb.failures >= cb.maxFailures {
			cb.become("open")
		}
		return err
	}

	// Success - reset
	cb.failures = 0
	cb.become("closed")
	return nil
}

func (cb *circuitBreaker) callUnlocked(fn func() error) error {
	cb.mu.Lock()
	probe := cb.state == "open" && time.Since(cb.lastFailure) >= cb.resetTime
	if cb.state != "closed" && !probe {
		cb.mu.Unlock()
		return errOpen
	}
	if probe {
		cb.become("half-open") // So that no second call tries meanwhile.
	}
	cb.mu.Unlock()

	err := fn()

	cb.mu.Lock()
	defer cb.mu.Unlock()
	switch {
	case cb.state != "closed" && !probe:
		// The answer to a call from before the circuit opened says nothing new.
	case err != nil:
		cb.failures++
		cb.lastFailure = time.Now()
		if cb.failures >= cb.maxFailures {
			cb.become("open")
		}
	default:
		cb.failures = 0
		cb.become("closed")
	}
	return err
}

// become changes the state, and says so.
func (cb *circuitBreaker) become(state string) {
	if cb.state != state {
		fmt.Println(state, "after", lab.Elapsed())
	}
	cb.state = state
}

func main() {
	tasks := lab.Setup("tasks=30", "latency=130ms", "fail=3,4,5")
	defer lab.Report()
	cb := &circuitBreaker{maxFailures: *failures, resetTime: *reset, state: "closed"}
	call := cb.call
	if *variant == "unlocked" {
		call = cb.callUnlocked
	}

	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			lab.Begin(t)
			err := call(func() error {
				return lab.Work(context.Background(), t)
			})
			lab.End(t, err)
		}(task)
		time.Sleep(*period)
	}
	wg.Wait()
	fmt.Println(lab.Summary())
}
