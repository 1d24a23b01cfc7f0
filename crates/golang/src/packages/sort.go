// Package sort, as far as the Lab has it. A function without a body is native.
package sort

import (
	"internal/sorting"
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

func Slice(x any, less func(i, j int) bool) {
	sorting.Sort(length(x), less, func(i, j int) { swap(x, i, j) })
}

func SliceStable(x any, less func(i, j int) bool) {
	sorting.Stable(length(x), less, func(i, j int) { swap(x, i, j) })
}

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := length(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

func Sort(data Interface) { sorting.Sort(data.Len(), data.Less, data.Swap) }

func Stable(data Interface) { sorting.Stable(data.Len(), data.Less, data.Swap) }

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
