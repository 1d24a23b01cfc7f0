// race 19, race 20, race 25, race 26
package main

import "sync"

type pair struct{ a, b int }

type holder struct{ p pair }

func main() {
	x := &holder{}
	set := map[string]struct{}{}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		// What is not used is read all the same.

		_ = x.p
		_ = set["x"]
	}()

	// An entry that is not there is deleted all the same.

	x.p = pair{1, 2}
	delete(set, "x")
	wg.Wait()
}
