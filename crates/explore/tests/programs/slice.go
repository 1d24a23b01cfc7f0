// race 13, panic 17
package main

import "sync"

func main() {
	var all []int
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			all = append(all, i)
		}()
	}
	if wg.Wait(); len(all) != 2 {
		panic("lost an element")
	}
}
