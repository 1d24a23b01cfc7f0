package main

import (
	"sync"
	"time"
)

func transfer(from, to *sync.Mutex) {
	from.Lock()
	time.Sleep(40 * time.Millisecond)
	to.Lock()
}

func main() {
	var first, second sync.Mutex
	go transfer(&first, &second)
	go transfer(&second, &first)
	select {}
}
