// Graceful shutdown: stop accepting, let the requests in flight finish within a deadline, cancel the rest (slides 4, 14
// and 25 of the talk name it; http.Server.Shutdown does the same).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	period   = flag.Duration("period", 100*time.Millisecond, "a request arrives so often")
	shutdown = flag.Duration("shutdown", 1050*time.Millisecond, "when the server is told to stop; 0 for never")
	timeout  = flag.Duration("timeout", 500*time.Millisecond, "how long requests in flight may go on; 0 for as long as they need")
)

func serve(requests []lab.Task) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var inFlight sync.WaitGroup
	arrivals := time.NewTicker(*period)
	defer arrivals.Stop()
	stop := after(*shutdown)
	var deadline <-chan time.Time

	accepted := 0
accepting:
	for accepted < len(requests) {
		select {
		case <-arrivals.C:
			inFlight.Add(1)
			go func(r lab.Task) {
				defer inFlight.Done()
				_ = lab.Process(ctx, r)
			}(requests[accepted])
			accepted++
		case <-stop:
			fmt.Printf("shutdown after %v: %d of %d requests were accepted\n", lab.Elapsed(), accepted, len(requests))
			deadline = after(*timeout)
			break accepting
		}
	}

	drained := make(chan struct{})
	go func() {
		inFlight.Wait()
		close(drained)
	}()
	select {
	case <-drained:
		fmt.Println("drained after", lab.Elapsed())
	case <-deadline:
		fmt.Println("the deadline passes after", lab.Elapsed())
		cancel() // The rest
		<-drained
	}
}

// after is time.After; of 0 it is never, a nil channel.
func after(d time.Duration) <-chan time.Time {
	if d == 0 {
		return nil
	}
	return time.After(d)
}

func main() {
	requests := lab.Setup("tasks=15", "latency=uniform:200..1500ms")
	defer lab.Report()
	serve(requests)
	fmt.Println(lab.Summary())
}
