package main

import (
	"fmt"
	"time"
)

// stage applies f to all that comes in, and closes its output when the input is closed.
func stage(in <-chan int, f func(int) int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := range in {
			time.Sleep(20 * time.Millisecond)
			out <- f(n)
		}
	}()
	return out
}

func main() {
	numbers := make(chan int)
	go func() {
		defer close(numbers)
		for n := range 8 {
			numbers <- n
		}
	}()

	squares := stage(numbers, func(n int) int { return n * n })
	for n := range stage(squares, func(n int) int { return n + 1 }) {
		fmt.Println(n)
	}
}
