package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
)

var (
	gint     int     = -7
	gint8    int8    = -128
	gint16   int16   = 12345
	gint32   int32   = 1 << 30
	gint64   int64   = -1 << 63
	guint    uint    = 42
	guint8   uint8   = 200
	guint16  uint16  = 65535
	guint32  uint32  = 3000000000
	guint64  uint64  = 1<<64 - 3
	gfloat32 float32 = 1.5
	gfloat64 float64 = -2.25
	gstring  string  = "Go, 世界"
	gbool    bool    = true
)

var _ = []any{cmp.Compare[int], errors.New, maps.Keys[map[int]int], slices.Sort[[]int], sort.Ints, strconv.Itoa, strings.ToUpper}

type number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(item T) { s.items = append(s.items, item) }

func (s *stack[T]) pop() (item T, ok bool) {
	if len(s.items) == 0 {
		return item, false
	}
	item = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return item, true
}

type pair[K comparable, V any] struct {
	Key K
	Val V
}

type tree[T cmp.Ordered] struct {
	left, right *tree[T]
	value       T
}

func (t *tree[T]) insert(value T) *tree[T] {
	switch {
	case t == nil:
		return &tree[T]{value: value}
	case value < t.value:
		t.left = t.left.insert(value)
	case value > t.value:
		t.right = t.right.insert(value)
	}
	return t
}

func (t *tree[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) { t.walk(yield) }
}

func (t *tree[T]) walk(yield func(T) bool) bool {
	return t == nil || t.left.walk(yield) && yield(t.value) && t.right.walk(yield)
}

func pairs[T any](s []T) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		defer fmt.Println("pairs end")
		for i, v := range s {
			if !yield(i, v) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func apply[T, U any](s []T, f func(T) U) []U {
	var out []U
	for _, v := range s {
		out = append(out, f(v))
	}
	return out
}

func fold[T, A any](s []T, a A, f func(A, T) A) A {
	for _, v := range s {
		a = f(a, v)
	}
	return a
}

func at[T any](s []T, i int) (item T) {
	if len(s) > 0 {
		item = s[uint(i)%uint(len(s))]
	}
	return item
}

func cut[T any](s []T, i, j uint) []T {
	n := uint(len(s)) + 1
	i, j = i%n, j%n
	if i > j {
		i, j = j, i
	}
	return s[i:j]
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

func byteAt(s string, i int) byte {
	if s == "" {
		return 0
	}
	return s[uint(i)%uint(len(s))]
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

type failure struct{ code int }

func (f failure) Error() string { return "failure " + strconv.Itoa(f.code) }

func try(name string, f func()) {
	defer func() {
		r := recover()
		var own failure
		switch r := r.(type) {
		case nil:
			fmt.Println(name, "is well")
		case failure:
			fmt.Println(name, "failed", r.code, r)
		case error:
			fmt.Println(name, "error", r, errors.As(r, &own), own.code)
		case fmt.Stringer:
			fmt.Println(name, "stringer", r)
		default:
			fmt.Printf("%s %T %v\n", name, r, r)
		}
	}()
	f()
}

var zero int
var grown []int

func main() {
	n, _ := strconv.Atoi(os.Args[1])
	programs[n]()
}

