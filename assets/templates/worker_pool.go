package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	workers = 3
	tasks   = 12
)

func work(task int) int {
	time.Sleep(50 * time.Millisecond)
	return task * task
}

func main() {
	jobs := make(chan int)
	results := make(chan int)

	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for task := range jobs {
				results <- work(task)
			}
		})
	}
	go func() {
		for task := range tasks {
			jobs <- task
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()

	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println("sum:", sum)
}
