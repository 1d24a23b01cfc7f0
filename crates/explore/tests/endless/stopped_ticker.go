// leak 14, leak 27, leak 30
package main

import (
	"sync"
	"time"
)

// Nobody can set the ticker again.
func poll() {
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	go func() {
		for range ticker.C {
		}
	}()
	time.Sleep(5 * time.Millisecond)
}

// The second call waits inside of a package: its line is that of the go statement.
func load() {
	var once sync.Once
	answer := make(chan int)
	first := make(chan bool)
	go once.Do(func() {
		close(first)
		<-answer
	})
	<-first
	go once.Do(func() {})
}

func main() {
	poll()
	load()
	for {
		time.Sleep(time.Second)
	}
}
