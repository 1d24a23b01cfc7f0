// Package sorting makes the comparisons and swaps of Go's sort and slices, in their order: it shows in the places of equal
// elements, in what a comparing function does besides, and in the text of a panic. Elements are known by their numbers alone.
// The rules are those of src/sort/zsortfunc.go; src/slices/zsortanyfunc.go has the same.
package sorting

import "math/bits"

type elements struct {
	less func(i, j int) bool
	swap func(i, j int)
}

// Sort is a pattern-defeating quicksort. Equal elements may change places.
func Sort(n int, less func(i, j int) bool, swap func(i, j int)) {
	e := &elements{less, swap}
	e.quick(0, n, bits.Len(uint(n)))
}

// Stable leaves equal elements in their order: blocks of 20 are sorted by insertion, then merged in place.
func Stable(n int, less func(i, j int) bool, swap func(i, j int)) {
	e := &elements{less, swap}
	const block = 20
	a := 0
	for ; a+block <= n; a += block {
		e.insert(a, a+block)
	}
	e.insert(a, n)
	for size := block; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			e.merge(a, a+size, min(a+2*size, n))
		}
	}
}

func (e *elements) insert(a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && e.less(j, j-1); j-- {
			e.swap(j, j-1)
		}
	}
}

// quick sorts a to b (b is not among them). After limit bad partitions it is a heapsort, so that no order is quadratic.
func (e *elements) quick(a, b, limit int) {
	balanced, partitioned := true, true
	for b-a > 12 {
		if limit == 0 {
			e.heap(a, b)
			return
		}
		if !balanced {
			e.scatter(a, b)
			limit--
		}
		pivot, falls, rises := e.choose(a, b)
		if falls {
			e.reverse(a, b)
			pivot = b - 1 - (pivot - a)
			rises = true
		}
		if balanced && partitioned && rises && e.isNearlySorted(a, b) {
			return
		}
		// What stands before a is not greater than any of these. If it is not less than the pivot, the pivot is the least.
		if a > 0 && !e.less(a-1, pivot) {
			a = e.partEqual(a, b, pivot)
			continue
		}
		length := b - a
		var middle int
		middle, partitioned = e.part(a, b, pivot)
		left, right := middle-a, b-middle
		balanced = min(left, right) >= length/8
		if left < right {
			e.quick(a, middle, limit)
			a = middle + 1
		} else {
			e.quick(middle+1, b, limit)
			b = middle
		}
	}
	e.insert(a, b)
}

// choose is the number of a pivot, and whether all samples fall or rise: the median of three, of three medians from 50 on.
func (e *elements) choose(a, b int) (pivot int, falls, rises bool) {
	quarter := (b - a) / 4
	i, j, k := a+quarter, a+2*quarter, a+3*quarter
	exchanged := 0
	if b-a >= 50 {
		i = e.median(i-1, i, i+1, &exchanged)
		j = e.median(j-1, j, j+1, &exchanged)
		k = e.median(k-1, k, k+1, &exchanged)
	}
	j = e.median(i, j, k, &exchanged)
	return j, exchanged == 12, exchanged == 0
}

// median is the number of the middle one of three, and counts how often two of them were not in order.
func (e *elements) median(a, b, c int, exchanged *int) int {
	if e.less(b, a) {
		a, b = b, a
		*exchanged++
	}
	if e.less(c, b) {
		b = c
		*exchanged++
	}
	if e.less(b, a) {
		b = a
		*exchanged++
	}
	return b
}

// part puts what is less than the pivot before it, and says where it stands then, and whether all were in place already.
func (e *elements) part(a, b, pivot int) (middle int, partitioned bool) {
	e.swap(a, pivot)
	i, j := a+1, b-1
	for partitioned = true; ; partitioned = false {
		for i <= j && e.less(i, a) {
			i++
		}
		for i <= j && !e.less(j, a) {
			j--
		}
		if i > j {
			break
		}
		e.swap(i, j)
		i++
		j--
	}
	e.swap(j, a)
	return j, partitioned
}

// partEqual puts what equals the pivot before what is greater, and says where the greater ones begin; none is less.
func (e *elements) partEqual(a, b, pivot int) int {
	e.swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !e.less(a, i) {
			i++
		}
		for i <= j && e.less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		e.swap(i, j)
		i++
		j--
	}
}

// isNearlySorted mends up to five pairs that are not in order (none of fewer than 50 elements) and says whether all is sorted.
func (e *elements) isNearlySorted(a, b int) bool {
	i := a + 1
	for range 5 {
		for i < b && !e.less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		e.swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && e.less(j, j-1); j-- {
				e.swap(j, j-1)
			}
		}
		for j := i + 1; j < b && e.less(j, j-1); j++ {
			e.swap(j, j-1)
		}
	}
	return false
}

// scatter swaps three elements of the middle with others, drawn from a generator (xorshift) that the length alone seeds.
func (e *elements) scatter(a, b int) {
	length := b - a
	drawn := uint64(length)
	mask := uint64(1)<<bits.Len(uint(length)) - 1
	middle := a + length/4*2
	for i := middle - 1; i <= middle+1; i++ {
		drawn ^= drawn << 13
		drawn ^= drawn >> 7
		drawn ^= drawn << 17
		other := int(drawn & mask)
		if other >= length {
			other -= length
		}
		e.swap(i, a+other)
	}
}

func (e *elements) reverse(a, b int) {
	for i, j := a, b-1; i < j; i, j = i+1, j-1 {
		e.swap(i, j)
	}
}

func (e *elements) heap(a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		e.sift(a, i, n)
	}
	for i := n - 1; i >= 0; i-- {
		e.swap(a, a+i)
		e.sift(a, 0, i)
	}
}

// sift lets the element at root sink in the heap of n elements that begins at first.
func (e *elements) sift(first, root, n int) {
	for child := 2*root + 1; child < n; child = 2*root + 1 {
		if child+1 < n && e.less(first+child, first+child+1) {
			child++
		}
		if !e.less(first+root, first+child) {
			return
		}
		e.swap(first+root, first+child)
		root = child
	}
}

// merge merges a to m with m to b, both sorted, by symmetric comparisons (SymMerge of Kim and Kutzner, 2004). None is empty.
func (e *elements) merge(a, m, b int) {
	if m-a == 1 {
		end := search(m, b, func(i int) bool { return !e.less(i, a) })
		for i := a; i < end-1; i++ {
			e.swap(i, i+1)
		}
		return
	}
	if b-m == 1 {
		end := search(a, m, func(i int) bool { return e.less(m, i) })
		for i := m; i > end; i-- {
			e.swap(i, i-1)
		}
		return
	}
	middle := int(uint(a+b) >> 1)
	n := middle + m
	from, to := a, m
	if m > middle {
		from, to = n-b, middle
	}
	start := search(from, to, func(i int) bool { return e.less(n-1-i, i) })
	end := n - start
	if start < m && m < end {
		e.rotate(start, m, end)
	}
	if a < start && start < middle {
		e.merge(a, start, middle)
	}
	if middle < end && end < b {
		e.merge(middle, end, b)
	}
}

// search is the first number from i to j for which f is true; j if there is none.
func search(i, j int, f func(int) bool) int {
	for i < j {
		h := int(uint(i+j) >> 1)
		if f(h) {
			j = h
		} else {
			i = h + 1
		}
	}
	return i
}

// rotate lets a to m and m to b change places, by swaps of equally long pieces.
func (e *elements) rotate(a, m, b int) {
	left, right := m-a, b-m
	for left != right {
		if left > right {
			e.exchange(m-left, m, right)
			left -= right
		} else {
			e.exchange(m-left, m+right-left, left)
			right -= left
		}
	}
	e.exchange(m-left, m, left)
}

func (e *elements) exchange(a, b, n int) {
	for i := range n {
		e.swap(a+i, b+i)
	}
}
