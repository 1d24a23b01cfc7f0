// Manifests by batch: each goroutine writes to its own place of a slice that is there before (slide 12).
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var batchSizeFlag = flag.Int("batch", 5, "calls of the Kubernetes API at a time")

type response struct {
	manifest string
	err      error
}

func getResource(ctx context.Context, request lab.Task) (string, error) {
	if err := lab.Process(ctx, request); err != nil {
		return "", err
	}
	return fmt.Sprintf("manifest of resource %d", request.ID), nil
}

func getManifestsByBatch(ctx context.Context, requests []lab.Task) []response {
	batchSize := *batchSizeFlag
	results := make([]response, len(requests))

	for i := 0; i < len(requests); {
		remaining := len(requests) - i
		if remaining < batchSize {
			batchSize = remaining
		}

		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			index := i + j
			go func(idx int) {
				defer wg.Done()
				manifest, err := getResource(ctx, requests[idx])
				// No lock: each goroutine has an index of its own.
				results[idx] = response{manifest, err}
			}(index)
		}

		wg.Wait() // Wait for the batch to complete
		i += batchSize
	}

	return results
}

func main() {
	requests := lab.Setup("latency=50ms")
	defer lab.Report()
	failed := 0
	for _, result := range getManifestsByBatch(context.Background(), requests) {
		if result.err != nil {
			failed++
		}
	}
	fmt.Printf("%d manifests, %d errors\n", len(requests)-failed, failed)
	fmt.Println(lab.Summary())
}
