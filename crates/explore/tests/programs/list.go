// race 14, race 17
package main

import (
	"container/list"
	"sync"
)

func main() {
	l := list.New()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		l.PushBack(1)
		wg.Done()
	}()
	l.PushBack(2)
	wg.Wait()
}
