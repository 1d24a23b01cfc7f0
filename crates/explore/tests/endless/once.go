// deadlock 18
package main

import (
	"sync"
	"time"
)

var (
	once  sync.Once
	total int
)

// It needs what it makes.
func setUp() { total = sum() + 1 }

func sum() int {
	once.Do(setUp)
	return total
}

func main() {
	go sum()
	for range time.Tick(time.Second) {
	}
}
