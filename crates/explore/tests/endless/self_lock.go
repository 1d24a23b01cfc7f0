// deadlock 16
package main

import (
	"sync"
	"time"
)

type cache struct {
	mu    sync.Mutex
	sizes map[string]int
}

func (c *cache) size(key string) int {
	// Who calls this holds the lock.
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sizes[key]
}

func (c *cache) grow(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sizes[key] = c.size(key) + 1
}

func main() {
	c := &cache{sizes: map[string]int{}}
	go c.grow("a")
	for range time.Tick(time.Second) {
	}
}
