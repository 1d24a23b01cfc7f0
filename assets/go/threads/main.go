// Threads: ten thousand goroutines that wait for something cost 2 KiB of stack each; OS threads, with 2 MiB each, run out
// of memory (diagram 11).
package main

import (
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

func init() {
	usage := "os: each holds the 2 MiB stack of an OS thread (counted, not allocated)"
	flag.Func("variant", usage, func(string) error { return flag.Set("memory", "2097152") })
}

func waitInAll(tasks []lab.Task) {
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func(t lab.Task) {
			defer wg.Done()
			lab.ProcessTask(t) // Waits, and holds its stack
		}(task)
	}
	wg.Wait()
}

func main() {
	tasks := lab.Setup("tasks=10000", "latency=1s", "memory=0")
	defer lab.Report()
	waitInAll(tasks)
	fmt.Println(lab.Summary())
}
