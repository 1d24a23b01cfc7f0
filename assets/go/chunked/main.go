// Chunked: the tasks are cut into ranges, and each range has one goroutine (Devtron's RBAC check of many resources).
package main

import (
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var (
	chunks  = flag.Int("chunks", 10, "ranges, and goroutines")
	variant = flag.String("variant", "", "remainder: as in production, where a remainder is dropped")
)

func enforceInChunks(tasks []lab.Task, chunks int) {
	var wg sync.WaitGroup
	for c := 0; c < chunks; c++ {
		start := c * len(tasks) / chunks
		end := (c + 1) * len(tasks) / chunks
		if *variant == "remainder" {
			size := len(tasks) / chunks // 37 tasks in 10 chunks: 3 each, and 7 are forgotten
			start, end = c*size, (c+1)*size
		}

		wg.Add(1)
		go func(part []lab.Task) {
			defer wg.Done()
			for _, task := range part {
				lab.ProcessTask(task)
			}
		}(tasks[start:end])
	}
	wg.Wait()
}

func main() {
	tasks := lab.Setup("latency=10ms")
	defer lab.Report()
	enforceInChunks(tasks, *chunks)
	fmt.Println(lab.Summary())
}
