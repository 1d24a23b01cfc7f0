package main

import (
	"flag"
	"fmt"
	"sync"
	"time"
)

func main() {
	workers := flag.Int("workers", 2, "how many work at once")
	pause := flag.Duration("pause", 100*time.Millisecond, "what a task takes")
	flag.Parse()
	jobs := make(chan int)
	var wg sync.WaitGroup
	for i := 0; i < *workers; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range jobs {
				time.Sleep(*pause)
			}
		}()
	}
	for job := 0; job < 12; job++ {
		jobs <- job
	}
	close(jobs)
	wg.Wait()
	fmt.Println("done")
}
