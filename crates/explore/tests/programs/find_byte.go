// race 25, race 29
package main

import (
	"bytes"
	"sync"
)

func main() {
	line := []byte("one\ntwo\n")
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		line[4] = 'T' // Behind what the search reads.
	}()
	go func() {
		defer wg.Done()
		bytes.IndexByte(line, '\n')
	}()
	wg.Wait()
	wg.Add(2)
	go func() {
		defer wg.Done()
		line[3] = ' '
	}()
	go func() {
		defer wg.Done()
		bytes.IndexByte(line, '\n')
	}()
	wg.Wait()
}
