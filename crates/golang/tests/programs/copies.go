package main

import (
	"fmt"
	"sync"
)

type guarded struct {
	sync.Mutex
	n int
}

// try says whether the copy can be locked.
func (g guarded) try() bool { return g.TryLock() }

type readers struct {
	mu   sync.RWMutex
	name string
}

func (r readers) tries() (bool, bool) {
	write := r.mu.TryLock()
	return write, r.mu.TryRLock()
}

func adds(wg sync.WaitGroup, n int) {
	wg.Add(n)
	wg.Wait()
}

func main() {
	var g guarded
	g.Lock()
	fmt.Println("locked:", g.try(), g.TryLock())
	g.Unlock()
	fmt.Println("free:", g.try(), g.TryLock())

	h := g
	h.Unlock()
	fmt.Println("the copy of a locked one:", h.TryLock(), g.TryLock())
	h.Unlock()
	i := h
	j := i
	i.Lock()
	fmt.Println("copies of a copy:", h.TryLock(), i.TryLock(), j.TryLock())

	var r readers
	r.mu.RLock()
	fmt.Println(r.tries())
	r.mu.RUnlock()
	fmt.Println(r.tries())
	r.mu.Lock()
	fmt.Println(r.tries())
	array := [2]readers{r, {}}
	fmt.Println(array[0].mu.TryRLock(), array[1].mu.TryRLock())
	other := array
	other[0].mu.Unlock()
	fmt.Println(array[0].mu.TryRLock(), other[0].mu.TryRLock())

	h.Unlock()
	slice := []guarded{h}
	slice[0].Lock()
	slice = append(slice, slice[0])
	slice[0].Unlock()
	fmt.Println(slice[0].TryLock(), slice[1].TryLock())
	m := map[string]guarded{"a": slice[0]}
	fmt.Println(m["a"].try())

	var once sync.Once
	once.Do(func() { fmt.Println("once") })
	second := once
	second.Do(func() { fmt.Println("not again") })
	var third sync.Once
	fourth := third
	third.Do(func() { fmt.Println("third") })
	fourth.Do(func() { fmt.Println("fourth") })

	var wg sync.WaitGroup
	wg.Add(1)
	copied := wg
	copied.Done()
	copied.Wait()
	adds(copied, 0)
	go func(wg sync.WaitGroup) {
		defer wg.Done()
		fmt.Println("takes one from a copy")
	}(wg)
	wg.Wait()
}
