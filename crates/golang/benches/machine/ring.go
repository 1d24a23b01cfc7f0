package main

import "fmt"

func pass(in <-chan int, out chan<- int) {
	for n := range in {
		out <- n + 1
	}
	close(out)
}

func main() {
	const goroutines, rounds = 1_000, 100
	first := make(chan int)
	in := first
	for range goroutines {
		out := make(chan int)
		go pass(in, out)
		in = out
	}
	n := 0
	for range rounds {
		first <- n
		n = <-in
	}
	close(first)
	fmt.Println(n)
}
