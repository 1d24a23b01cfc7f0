// The places of equal elements after sorting, and the order of all comparisons and swaps.
package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

type person struct {
	name string
	age  int
}

type row struct{ key, number int }

// log folds all that is done into one number.
type log struct {
	hash  uint64
	steps int
}

func (l *log) add(numbers ...int) {
	for _, n := range numbers {
		l.hash = (l.hash ^ uint64(n)) * 1099511628211
	}
	l.steps++
}

type rows struct {
	of []row
	log
}

func (r *rows) Len() int { return len(r.of) }

func (r *rows) Less(i, j int) bool {
	r.add(0, i, j)
	return r.of[i].key < r.of[j].key
}

func (r *rows) Swap(i, j int) {
	r.add(1, i, j)
	r.of[i], r.of[j] = r.of[j], r.of[i]
}

var drawn uint32 = 1

func draw(n int) int {
	drawn = drawn*1664525 + 1013904223
	return int(drawn>>8) % n
}

// The keys of n rows.
var shapes = []struct {
	name string
	key  func(i, n int) int
}{
	{"equal", func(i, n int) int { return 7 }},
	{"rising", func(i, n int) int { return i / 2 }},
	{"falling", func(i, n int) int { return -i / 3 }},
	{"two keys", func(i, n int) int { return draw(2) }},
	{"few keys", func(i, n int) int { return draw(5) }},
	{"many keys", func(i, n int) int { return draw(n + 1) }},
	{"saw", func(i, n int) int { return i % 11 }},
	{"organ pipe", func(i, n int) int { return min(i, n-i) }},
	{"valley", func(i, n int) int { return max(i, n-i) }},
	{"one late", func(i, n int) int {
		if i == n-2 {
			return -1
		}
		return i
	}},
	{"nearly sorted", func(i, n int) int {
		if i%40 == 39 {
			return i - 5
		}
		return i
	}},
	{"blocks", func(i, n int) int { return (i * 7 / (n/4 + 1)) % 3 }},
}

func made(n int, key func(i, n int) int) []row {
	made := make([]row, n)
	for i := range made {
		made[i] = row{key(i, n), i}
	}
	return made
}

func result(l *log, of []row) uint64 {
	for _, r := range of {
		l.add(r.key, r.number)
	}
	return l.hash
}

func orders() {
	sizes := []int{0, 1, 2, 3, 11, 12, 13, 14, 20, 21, 39, 40, 49, 50, 51, 63, 64, 100, 129, 257, 700}
	for _, shape := range shapes {
		var sums [6]uint64
		steps := 0
		for _, n := range sizes {
			of := made(n, shape.key)
			ways := []func(r *rows){
				func(r *rows) { sort.Sort(r) },
				func(r *rows) { sort.Stable(r) },
				func(r *rows) { sort.Slice(r.of, func(i, j int) bool { return r.Less(i, j) }) },
				func(r *rows) { sort.SliceStable(r.of, func(i, j int) bool { return r.Less(i, j) }) },
				func(r *rows) {
					slices.SortFunc(r.of, func(a, b row) int {
						r.add(a.number, b.number)
						return cmp.Compare(a.key, b.key)
					})
				},
				func(r *rows) {
					slices.SortStableFunc(r.of, func(a, b row) int {
						r.add(a.number, b.number)
						return cmp.Compare(a.key, b.key)
					})
				},
			}
			for i, way := range ways {
				r := &rows{of: slices.Clone(of)}
				way(r)
				sums[i] = sums[i]*31 + result(&r.log, r.of)
				steps += r.steps
			}
		}
		fmt.Println(shape.name, steps)
		fmt.Printf("  %x\n", sums)
	}
}

// killer gives its elements their order as late as it can, so that each pivot is bad (McIlroy, 1999): it ends as a heapsort.
type killer struct {
	keys  []int
	solid int
	pivot int
	log
}

func (k *killer) Len() int { return len(k.keys) }

func (k *killer) Less(i, j int) bool {
	k.add(0, i, j)
	const gas = math.MaxInt
	if k.keys[i] == gas && k.keys[j] == gas {
		if i == k.pivot {
			k.keys[i] = k.solid
		} else {
			k.keys[j] = k.solid
		}
		k.solid++
	}
	if k.keys[i] == gas {
		k.pivot = i
	} else if k.keys[j] == gas {
		k.pivot = j
	}
	return k.keys[i] < k.keys[j]
}

func (k *killer) Swap(i, j int) {
	k.add(1, i, j)
	k.keys[i], k.keys[j] = k.keys[j], k.keys[i]
}

func bad() {
	for _, n := range []int{60, 200, 1000} {
		k := &killer{keys: make([]int, n)}
		for i := range k.keys {
			k.keys[i] = math.MaxInt
		}
		sort.Sort(k)
		fmt.Printf("killer of %d: %d steps %x\n", n, k.steps, k.hash)
		fmt.Println(sort.IsSorted(k))
	}
}

// unsound compares so that there is no order.
func unsound() {
	for _, n := range []int{13, 60, 300} {
		r := &rows{of: made(n, func(i, n int) int { return draw(9) })}
		sort.Slice(r.of, func(i, j int) bool {
			r.add(i, j)
			return (r.of[i].key*5+r.of[j].key)%3 == 0
		})
		fmt.Printf("unsound %d: %x\n", n, result(&r.log, r.of))
	}
}

func main() {
	var people []person
	for i, name := range strings.Fields("Ada Bob Cid Dan Eve Fay Gus Hal Ida Jan Kim Leo Mia Ned") {
		people = append(people, person{name, 30 + i%3})
	}
	byAge := slices.Clone(people)
	sort.Slice(byAge, func(i, j int) bool { return byAge[i].age < byAge[j].age })
	fmt.Println(byAge)
	for i := range people {
		people[i].age = 30
	}
	slices.SortFunc(people, func(a, b person) int { return a.age - b.age })
	fmt.Println(people)

	zeros := make([]float64, 40)
	for i := range zeros {
		switch i % 4 {
		case 1:
			zeros[i] = math.Copysign(0, -1)
		case 2:
			zeros[i] = math.NaN()
		case 3:
			zeros[i] = float64(i%5) - 2
		}
	}
	slices.Sort(zeros)
	fmt.Println(zeros)

	orders()
	bad()
	unsound()

	defer func() { fmt.Println("recovered:", recover()) }()
	calls := 0
	slices.SortFunc(make([]row, 100), func(a, b row) int {
		if calls++; calls == 70 {
			panic(fmt.Sprint("at call ", calls))
		}
		return 0
	})
	fmt.Println("calls:", calls)
}
