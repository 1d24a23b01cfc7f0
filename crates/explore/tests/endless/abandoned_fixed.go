// nothing
package main

import "time"

// An answer that is abandoned after a timeout, as in a handler of a server.
func ask(took time.Duration) bool {
	answer := make(chan int, 1)
	go func() {
		time.Sleep(took)
		// There is room for it, whoever receives it.
		answer <- 1
	}()
	select {
	case <-answer:
		return true
	case <-time.After(10 * time.Millisecond):
		return false
	}
}

func main() {
	for range time.Tick(20 * time.Millisecond) {
		ask(15 * time.Millisecond)
	}
}
