// nothing
package main

import "sync/atomic"

type config struct{ size int }

func main() {
	var current atomic.Pointer[config]
	var ready int32
	size := 0
	go func() {
		size = 3
		current.Store(&config{size: 4})
		atomic.StoreInt32(&ready, 1)
	}()
	if atomic.LoadInt32(&ready) == 1 {
		_ = size + current.Load().size
	}
}
