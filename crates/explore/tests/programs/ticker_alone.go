// leak 11
package main

import "time"

func main() {
	// Nobody takes its ticks.
	time.NewTicker(time.Second)
	block := make(chan int)
	go func() {
		<-block
	}()
}
