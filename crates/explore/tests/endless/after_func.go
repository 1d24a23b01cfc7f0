// leak 12
package main

import (
	"sync"
	"time"
)

func begin() {
	var wg sync.WaitGroup
	wg.Add(1)
	time.AfterFunc(time.Millisecond, wg.Wait)
}

func main() {
	begin()
	for range time.Tick(time.Second) {
	}
}
