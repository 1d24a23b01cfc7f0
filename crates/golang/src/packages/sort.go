// Package sort, as far as the Lab has it. A function without a body is native.
package sort

import (
	"slices"
)

type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

type IntSlice []int

type Float64Slice []float64

type StringSlice []string

func length(slice any) int

func swap(slice any, i, j int)

func Search(n int, f func(int) bool) int {
	i, j := 0, n
	for i < j {
		h := int(uint(i+j) >> 1)
		if !f(h) {
			i = h + 1
		} else {
			j = h
		}
	}
	return i
}

func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

func SearchInts(a []int, x int) int { return Search(len(a), func(i int) bool { return a[i] >= x }) }

func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

// heapSort sorts n elements that are known by their numbers alone.
func heapSort(n int, less func(i, j int) bool, swap func(i, j int)) {
	down := func(root, end int) {
		for {
			child := 2*root + 1
			if child >= end {
				return
			}
			if child+1 < end && less(child, child+1) {
				child++
			}
			if !less(root, child) {
				return
			}
			swap(root, child)
			root = child
		}
	}
	for i := (n - 1) / 2; i >= 0; i-- {
		down(i, n)
	}
	for i := n - 1; i >= 0; i-- {
		swap(0, i)
		down(0, i)
	}
}

// insertionSort sorts few elements, and keeps equal ones in their order, as Go does below 12 elements.
func insertionSort(a, b int, less func(i, j int) bool, swap func(i, j int)) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && less(j, j-1); j-- {
			swap(j, j-1)
		}
	}
}

func sortBy(n int, less func(i, j int) bool, swap func(i, j int)) {
	if n <= 12 {
		insertionSort(0, n, less, swap)
		return
	}
	heapSort(n, less, swap)
}

func stableBy(n int, less func(i, j int) bool, swap func(i, j int)) {
	const block = 20
	a := 0
	for ; a+block <= n; a += block {
		insertionSort(a, a+block, less, swap)
	}
	insertionSort(a, n, less, swap)
	for size := block; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			merge(a, a+size, min(a+2*size, n), less, swap)
		}
	}
}

// merge merges two sorted parts in place, by rotations.
func merge(a, m, b int, less func(i, j int) bool, swap func(i, j int)) {
	if a >= m || m >= b {
		return
	}
	if b-a == 2 {
		if less(m, a) {
			swap(m, a)
		}
		return
	}
	var i, j int
	if m-a > b-m {
		i = a + (m-a)/2
		j = m + Search(b-m, func(k int) bool { return !less(m+k, i) })
	} else {
		j = m + (b-m)/2
		i = a + Search(m-a, func(k int) bool { return less(j, a+k) })
		if j < b {
			j++
		}
		if i < m && j-1 >= m && !less(j-1, i) {
			j--
		}
	}
	rotate(i, m, j, swap)
	mid := i + (j - m)
	merge(a, i, mid, less, swap)
	merge(mid, j, b, less, swap)
}

func flip(a, b int, swap func(i, j int)) {
	for b--; a < b; a, b = a+1, b-1 {
		swap(a, b)
	}
}

func rotate(a, m, b int, swap func(i, j int)) {
	if a < m && m < b {
		flip(a, m, swap)
		flip(m, b, swap)
		flip(a, b, swap)
	}
}

func Slice(x any, less func(i, j int) bool) {
	sortBy(length(x), less, func(i, j int) { swap(x, i, j) })
}

func SliceStable(x any, less func(i, j int) bool) {
	stableBy(length(x), less, func(i, j int) { swap(x, i, j) })
}

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := length(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

func Sort(data Interface) { sortBy(data.Len(), data.Less, data.Swap) }

func Stable(data Interface) { stableBy(data.Len(), data.Less, data.Swap) }

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

func Reverse(data Interface) Interface { return &reversed{data} }

func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

func (x IntSlice) Len() int { return len(x) }

func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }

func (x IntSlice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

func (x IntSlice) Sort() { Sort(x) }

func (x Float64Slice) Len() int { return len(x) }

func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }

func (x Float64Slice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

func (x Float64Slice) Sort() { Sort(x) }

func (x StringSlice) Len() int { return len(x) }

func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }

func (x StringSlice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

func (x StringSlice) Sort() { Sort(x) }

func Ints(x []int) { slices.Sort(x) }

func Float64s(x []float64) { slices.Sort(x) }

func Strings(x []string) { slices.Sort(x) }

func IntsAreSorted(x []int) bool { return slices.IsSorted(x) }

func Float64sAreSorted(x []float64) bool { return slices.IsSorted(x) }

func StringsAreSorted(x []string) bool { return slices.IsSorted(x) }
