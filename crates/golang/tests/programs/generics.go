package main

import (
	"cmp"
	"container/heap"
	"container/list"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
)

type Ordered interface {
	~int | ~int64 | ~float64 | ~string
}

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(v T)      { s[v] = struct{}{} }
func (s Set[T]) Has(v T) bool { _, ok := s[v]; return ok }
func (s Set[T]) Len() int     { return len(s) }
func Keys[K comparable, V any](m map[K]V) []K {
	r := make([]K, 0, len(m))
	for k := range m {
		r = append(r, k)
	}
	return r
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }
func (s *Stack[T]) Pop() (v T, err error) {
	if len(s.items) == 0 {
		return v, errors.New("empty")
	}
	v = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v, nil
}

type LinkedList[T any] struct {
	head *node[T]
	n    int
}
type node[T any] struct {
	val  T
	next *node[T]
}

func (l *LinkedList[T]) Add(v T) {
	l.head = &node[T]{v, l.head}
	l.n++
}
func (l *LinkedList[T]) Each() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.val) {
				return
			}
			i++
		}
	}
}

func MapF[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}
func MaxOf[T Ordered](a, b T) T {
	if a > b {
		return a
	}
	return b
}

type Num interface{ ~int | ~float64 }

func SumMap[K comparable, V Num](m map[K]V) V {
	var s V
	for _, v := range m {
		s += v
	}
	return s
}

type MyInt int

func (m MyInt) String() string { return fmt.Sprintf("MyInt(%d)", int(m)) }

type Stringish interface {
	~int
	fmt.Stringer
}

func Show[T Stringish](v T) string { return v.String() + fmt.Sprint(int(v)+1) }

type Option func(*conf)
type conf struct {
	n int
	s string
}

func WithN(n int) Option { return func(c *conf) { c.n = n } }
func New(opts ...Option) conf {
	c := conf{s: "d"}
	for _, o := range opts {
		o(&c)
	}
	return c
}

type IntHeap []int

func (h IntHeap) Len() int           { return len(h) }
func (h IntHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h IntHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *IntHeap) Push(x any)        { *h = append(*h, x.(int)) }
func (h *IntHeap) Pop() any {
	old := *h
	n := len(old)
	x := old[n-1]
	*h = old[:n-1]
	return x
}

func gen(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("gen done")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func find(n int) (r int) {
	defer func() { r *= 10 }()
	for x := range gen(100) {
		for y := range gen(3) {
			if x*y == n {
				return x + y
			}
		}
	}
	return -1
}

type Tree[K cmp.Ordered, V any] struct {
	root *tnode[K, V]
}
type tnode[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *tnode[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch c := cmp.Compare(k, (*p).k); {
		case c < 0:
			p = &(*p).l
		case c > 0:
			p = &(*p).r
		default:
			(*p).v = v
			return
		}
	}
	*p = &tnode[K, V]{k: k, v: v}
}
func (t *Tree[K, V]) Walk(f func(K, V)) {
	var walk func(*tnode[K, V])
	walk = func(n *tnode[K, V]) {
		if n != nil {
			walk(n.l)
			f(n.k, n.v)
			walk(n.r)
		}
	}
	walk(t.root)
}

func main() {
	s := Set[string]{}
	s.Add("a")
	s.Add("a")
	fmt.Println(s.Has("a"), s.Has("b"), s.Len(), s)
	ks := Keys(map[string]int{"x": 1, "y": 2})
	sort.Strings(ks)
	fmt.Println(ks)
	var st Stack[float64]
	st.Push(1.5)
	fmt.Println(st.Pop())
	fmt.Println(st.Pop())
	var l LinkedList[string]
	l.Add("one")
	l.Add("two")
	l.Add("three")
	for i, v := range l.Each() {
		if i == 2 {
			continue
		}
		fmt.Println(i, v)
	}
	fmt.Println(MapF([]int{1, 2, 3}, func(i int) string { return fmt.Sprintf("<%d>", i) }))
	fmt.Println(MaxOf(3, 4), MaxOf("a", "b"), MaxOf[float64](1, 2.5), SumMap(map[string]float64{"a": 1.5, "b": 2}))
	fmt.Println(Show(MyInt(4)), MyInt(3), []MyInt{1, 2}, map[MyInt]MyInt{1: 2})
	fmt.Println(New(WithN(5)), New())
	h := &IntHeap{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	fmt.Println()
	dl := list.New()
	dl.PushBack(1)
	dl.PushFront(0)
	dl.PushBack(2)
	for e := dl.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(dl.Len())
	fmt.Println(find(6))
	for x := range gen(2) {
		fmt.Println("x", x)
	}
outer:
	for x := range gen(5) {
		for y := range gen(5) {
			if y == 1 {
				continue outer
			}
			if x == 1 {
				break outer
			}
			fmt.Println(x, y)
		}
	}
	var t Tree[string, int]
	for i, w := range []string{"m", "c", "x", "a", "m"} {
		t.Put(w, i)
	}
	t.Walk(func(k string, v int) { fmt.Print(k, "=", v, " ") })
	fmt.Println()
	m := map[string]int{"b": 2, "a": 1, "c": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Collect(slices.Values([]int{1, 2})))
	next, stop := iter.Pull(gen(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
	e1 := errors.New("base")
	e2 := fmt.Errorf("wrap: %w", e1)
	e3 := errors.Join(e2, errors.New("other"))
	fmt.Println(errors.Is(e3, e1), e3)
	type local struct{ A, B any }
	fmt.Printf("%v %+v %T\n", local{1, "x"}, local{nil, 2.5}, Tree[string, int]{})
	a := [3]int{1, 2, 3}
	for i, v := range a {
		a[2] = 10
		if i == 2 {
			fmt.Println(v)
		}
	}
	sl := a[:]
	for i, v := range sl {
		sl[2] = 20
		if i == 2 {
			fmt.Println(v)
		}
	}
	pp := &a
	for i := range pp {
		pp[i]++
	}
	fmt.Println(a, *pp, len(pp))
}
