package main

import (
	"fmt"
	"slices"
)

type work map[string]int

// drain takes one entry after another.
func (w work) drain() (sum int) {
	for len(w) > 0 {
		for key, value := range w {
			sum += value
			delete(w, key)
			break
		}
	}
	return sum
}

func seen(m map[int]bool) []int {
	var keys []int
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func numbers(n int) map[int]bool {
	m := map[int]bool{}
	for i := range n {
		m[i] = true
	}
	return m
}

func main() {
	w := work{}
	for i := range 5_000 {
		w[fmt.Sprint(i)] = i
	}
	fmt.Println(w.drain(), len(w))

	fmt.Println(len(seen(numbers(1_000))), seen(numbers(3)), seen(nil))

	// Each entry is deleted once, however many are moved by it.
	m := numbers(500)
	count := 0
	for key := range m {
		delete(m, key)
		count++
	}
	fmt.Println(count, len(m))

	// All but the entries of the loop are deleted while it goes on.
	m = numbers(200)
	var visited []int
	for key := range m {
		visited = append(visited, key)
		for other := range 200 {
			if other%10 != 0 {
				delete(m, other)
			}
		}
	}
	slices.Sort(visited)
	visited = slices.DeleteFunc(visited, func(key int) bool { return key%10 != 0 })
	fmt.Println(visited, len(m))

	// Two loops over a map that is cleared.
	m = numbers(100)
	outer, inner := 0, 0
	for range m {
		outer++
		for range m {
			inner++
			clear(m)
		}
	}
	fmt.Println(outer, inner, len(m))
	for range m {
		fmt.Println("never")
	}

	// What is set again during a loop is there afterwards.
	m = numbers(50)
	for key := range m {
		delete(m, key)
		if key < 10 {
			m[key] = false
		}
		if len(m) > 1_000 {
			panic("too many")
		}
	}
	keys := 0
	for key := range m {
		if key < 10 && !m[key] {
			keys++
		}
	}
	fmt.Println(keys)
}
