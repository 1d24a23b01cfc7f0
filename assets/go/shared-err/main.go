// Shared err: slide 7's loop as printed, in which all goroutines of a batch write to one err. That is a data race, and
// whoever writes last decides: a success wipes an error away. With -variant=fixed each event has an error of its own.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var (
	batchSizeFlag = flag.Int("batch", 5, "goroutines at a time: CIAutoTriggerBatchSize")
	variant       = flag.String("variant", "", "fixed: an error for each event")
)

// The loop is slide 7's, to the line.
func (impl *executor) handleAll(ciArtifactArr []lab.Task) (err error) {
	// Real code from Devtron
	totalCIArtifactCount := len(ciArtifactArr)
	batchSize := impl.ciConfig.CIAutoTriggerBatchSize

	for i := 0; i < totalCIArtifactCount; {
		remainingBatch := totalCIArtifactCount - i
		if remainingBatch < batchSize {
			batchSize = remainingBatch
		}

		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			index := i + j
			go func(idx int) {
				defer wg.Done()
				err = impl.handleCiSuccessEvent(ciArtifactArr[idx])
			}(index)
		}
		wg.Wait()
		i += batchSize
	}
	return err
}

func (impl *executor) handleAllFixed(ciArtifactArr []lab.Task) []error {
	errs := make([]error, len(ciArtifactArr))
	batchSize := impl.ciConfig.CIAutoTriggerBatchSize
	for i := 0; i < len(errs); i += batchSize {
		if remainingBatch := len(errs) - i; remainingBatch < batchSize {
			batchSize = remainingBatch
		}
		var wg sync.WaitGroup
		for j := 0; j < batchSize; j++ {
			wg.Add(1)
			go func(own int) {
				defer wg.Done()
				errs[own] = impl.handleCiSuccessEvent(ciArtifactArr[own])
			}(i + j)
		}
		wg.Wait() // Nobody else writes to a place of errs.
	}
	return errs
}

type executor struct {
	ciConfig struct{ CIAutoTriggerBatchSize int }
}

func (impl *executor) handleCiSuccessEvent(event lab.Task) error {
	return lab.Process(context.Background(), event)
}

func main() {
	events := lab.Setup("tasks=12", "fail=3,5,7")
	defer lab.Report()
	impl := &executor{}
	impl.ciConfig.CIAutoTriggerBatchSize = *batchSizeFlag
	if *variant == "fixed" {
		for _, err := range impl.handleAllFixed(events) {
			if err != nil {
				fmt.Println("error:", err)
			}
		}
	} else {
		fmt.Println("err:", impl.handleAll(events))
	}
	fmt.Println(lab.Summary())
}
