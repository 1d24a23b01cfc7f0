// leak 10, leak 16, leak 23, leak 31
package main

import (
	"sync"
	"time"
)

func receiver(from chan int) {
	<-from
}

// What only a goroutine refers to that waits for ever is no more reachable than that.
func sender(to chan int, first chan int) {
	defer close(to)
	first <- 1
}

func reader(settings *sync.Cond) {
	settings.L.Lock()
	defer settings.L.Unlock()
	// Nobody has it to signal it.
	settings.Wait()
}

func nobody() {
	var none chan string
	select {
	case <-time.After(time.Millisecond):
	}
	<-none
}

func main() {
	values, first := make(chan int), make(chan int)
	go receiver(values)
	go sender(values, first)
	go reader(sync.NewCond(&sync.Mutex{}))
	go nobody()
	go func() {
		for range time.Tick(time.Millisecond) {
		}
	}()
	select {}
}
