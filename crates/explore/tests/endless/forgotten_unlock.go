// deadlock 19
package main

import (
	"sync"
	"time"
)

type store struct {
	mu     sync.Mutex
	values map[string]int
}

var shared = store{values: map[string]int{}}

// Who looks for a key that is not there leaves the store locked.
func (s *store) get(key string) (int, bool) {
	// The next one waits here.
	s.mu.Lock()
	value, ok := s.values[key]
	if !ok {
		return 0, false
	}
	s.mu.Unlock()
	return value, true
}

func main() {
	for range time.Tick(time.Millisecond) {
		go shared.get("a")
	}
}
