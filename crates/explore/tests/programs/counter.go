// race 15, panic 20
package main

import (
	"fmt"
	"sync"
)

func main() {
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			n++
			wg.Done()
		}()
	}
	if wg.Wait(); n != 2 {
		panic(fmt.Sprint("lost: ", n))
	}
}
