// Token bucket: golang.org/x/time/rate lets so many through a second, and a burst at once (the talk's advanced pattern
// 4). With -variant=burst each item gets a goroutine: nobody waits for these, so it returns with work in flight, which
// ends with main. In the talk the burst is rps: its comment says 10, which is so if rps is 10, as here.
package main

import (
	"context"
	"flag"
	"fmt"

	"golang.org/x/time/rate"

	"goroutinelab/lab"
)

var (
	variant = flag.String("variant", "", "burst")
	rps     = flag.Int("rps", 10, "requests per second")
	burst   = flag.Int("burst", 10, "requests at once, when none came for long enough")
)

type rateLimitedProcessor struct {
	limiter *rate.Limiter
}

func (p *rateLimitedProcessor) process(ctx context.Context, items []lab.Task) error {
	for _, item := range items {
		// Wait for rate limiter
		if err := p.limiter.Wait(ctx); err != nil {
			return err
		}

		// Process item
		if err := lab.Process(ctx, item); err != nil {
			return err
		}
	}
	return nil
}

// Burst handling
func (p *rateLimitedProcessor) processWithBurst(ctx context.Context, items []lab.Task) error {
	for _, item := range items {
		// Allow burst of up to 10 items
		if err := p.limiter.WaitN(ctx, 1); err != nil {
			return err
		}

		go lab.Process(ctx, item)
	}
	return nil
}

func main() {
	tasks := lab.Setup("tasks=30", "latency=30ms")
	defer lab.Report()
	p := &rateLimitedProcessor{limiter: rate.NewLimiter(rate.Limit(*rps), *burst)}
	run := p.process
	if *variant == "burst" {
		run = p.processWithBurst
	}
	err := run(context.Background(), tasks)
	fmt.Println(lab.Summary())
	if err != nil {
		fmt.Println("error:", err)
		lab.Exit(1)
	}
}
