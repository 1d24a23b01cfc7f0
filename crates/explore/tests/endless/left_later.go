// leak 11
package main

import "time"

// Whether the answer is received is decided after its sender has begun to wait.
func ask() {
	answer, over := make(chan int), make(chan bool, 1)
	go func() {
		// Nobody receives it if the other case is taken.
		answer <- 1
	}()
	time.Sleep(time.Millisecond)
	over <- true
	select {
	case <-over:
	case <-answer:
	}
}

func main() {
	ask()
	for range time.Tick(time.Second) {
	}
}
