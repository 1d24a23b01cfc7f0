// Client disconnect: the user closes the browser, and the context tells the work to stop (the talk's pattern 4, slides 14
// and 15, and its diagram of the flow). With -variant=batched the service works in batches; with -variant=ignored, or
// batched-ignored, the handler does not pass its context on, and all work is done for nobody.
//
//	go run ./client-disconnect
//	go run ./client-disconnect -variant=batched -latency=500ms
package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"sync"
	"time"

	"goroutinelab/lab"
)

var (
	variant       = flag.String("variant", "", "batched, ignored or batched-ignored")
	batchSizeFlag = flag.Int("batch", 5, "goroutines at a time, if batched")
	disconnect    = flag.Duration("disconnect", 4950*time.Millisecond, "when the client disconnects; 0 for never")
)

// handle is the HTTP handler: ctx is what r.Context() returns, closed is what http.CloseNotifier gave. That interface is
// deprecated: the server cancels r.Context() by itself when the client goes.
func handle(ctx context.Context, closed <-chan bool, tasks []lab.Task) error {
	ctx, cancel := context.WithCancel(ctx) // r.Context()

	// Detect client disconnect
	go func(done <-chan struct{}, closed <-chan bool) {
		select {
		case <-done:
			// Request completed
		case <-closed:
			cancel() // Client disconnected!
		}
	}(ctx.Done(), closed) // cn.CloseNotify()

	if ignored() {
		ctx = context.Background() // The mistake: nobody can stop what works with this one.
	}
	// Pass context to service layer
	if strings.HasPrefix(*variant, "batched") {
		return processInBatches(ctx, tasks, *batchSizeFlag)
	}
	return process(ctx, tasks)
}

func process(ctx context.Context, tasks []lab.Task) error {
	for _, task := range tasks {
		select {
		case <-ctx.Done():
			return ctx.Err() // Exit early!
		default:
			if err := lab.Process(ctx, task); err != nil {
				return err
			}
		}
	}
	return nil
}

func processInBatches(ctx context.Context, tasks []lab.Task, batchSize int) error {
	for i := 0; i < len(tasks) && ctx.Err() == nil; i += batchSize {
		// The last batch might be smaller.
		if remaining := len(tasks) - i; remaining < batchSize {
			batchSize = remaining
		}
		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func(idx int) {
				defer wg.Done()
				_ = lab.Process(ctx, tasks[idx])
			}(i + j)
		}
		wg.Wait() // Wait for this batch to complete
	}
	return ctx.Err()
}

func ignored() bool {
	return strings.HasSuffix(*variant, "ignored")
}

func main() {
	tasks := lab.Setup()
	defer lab.Report()

	closed := make(chan bool)
	if *disconnect > 0 {
		time.AfterFunc(*disconnect, func() {
			fmt.Println("the client disconnects after", lab.Elapsed())
			close(closed)
		})
	}
	// The server ends a request's context when its handler has returned.
	request, end := context.WithCancel(context.Background())
	defer end()
	err := handle(request, closed, tasks)

	fmt.Println("the handler returns:", err)
	fmt.Println(lab.Summary())
	late := lab.Elapsed() - disconnect.Round(time.Millisecond)
	if ignored() && *disconnect > 0 && late > 0 {
		fmt.Println("worked for nobody for", late)
	}
}
