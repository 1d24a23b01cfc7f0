// Swallowed error: goroutines whose errors nobody looks at, so that the caller reports success (slide 22: "Forget error
// handling in goroutines"). With -variant=fixed the first error is kept and returned.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "fixed: the first error is returned")

// Wrong on purpose: a return value of a goroutine's function goes nowhere.
func deployAll(ctx context.Context, apps []lab.Task) error {
	var wg sync.WaitGroup
	for _, app := range apps {
		wg.Add(1)
		go func(a lab.Task) {
			defer wg.Done()
			lab.Process(ctx, a) // Its error is dropped.
		}(app)
	}
	wg.Wait()
	return nil
}

func deployAllFixed(ctx context.Context, apps []lab.Task) error {
	var wg sync.WaitGroup
	var once sync.Once
	var first error
	for _, app := range apps {
		wg.Add(1)
		go func(deployed lab.Task) {
			defer wg.Done()
			if err := lab.Process(ctx, deployed); err != nil {
				once.Do(func() { first = err })
			}
		}(app)
	}
	wg.Wait() // Now first can be read.
	return first
}

func main() {
	apps := lab.Setup("tasks=10", "latency=uniform:50..300ms", "fail=3")
	defer lab.Report()
	deploy := deployAll
	if *variant == "fixed" {
		deploy = deployAllFixed
	}
	if err := deploy(context.Background(), apps); err != nil {
		fmt.Println("error:", err)
	} else {
		fmt.Printf("all %d applications are deployed\n", len(apps))
	}
	fmt.Println(lab.Summary())
}
