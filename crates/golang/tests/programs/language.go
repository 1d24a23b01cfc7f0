package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

type Animal interface {
	Sound() string
	Name() string
}
type Base struct{ name string }

func (b Base) Name() string { return b.name }

type Dog struct {
	Base
	age int
}

func (d *Dog) Sound() string { return "woof" }

type Weekday int

const (
	Sunday Weekday = iota
	Monday
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon"}[d] }

type MyErr struct{ code int }

func (e *MyErr) Error() string { return "code " + strconv.Itoa(e.code) }

func find(c int) error {
	if c > 0 {
		return fmt.Errorf("find: %w", &MyErr{c})
	}
	return nil
}

type Tree[T any] struct {
	left, right *Tree[T]
	val         T
}

func (t *Tree[T]) Insert(v T, less func(a, b T) bool) *Tree[T] {
	if t == nil {
		return &Tree[T]{val: v}
	}
	if less(v, t.val) {
		t.left = t.left.Insert(v, less)
	} else {
		t.right = t.right.Insert(v, less)
	}
	return t
}
func (t *Tree[T]) Walk(f func(T) bool) bool {
	if t == nil {
		return true
	}
	return t.left.Walk(f) && f(t.val) && t.right.Walk(f)
}
func (t *Tree[T]) All() func(yield func(T) bool) {
	return func(yield func(T) bool) { t.Walk(yield) }
}

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

type Matrix [3][3]int

func main() {
	var a Animal = &Dog{Base{"rex"}, 3}
	fmt.Println(a.Sound(), a.Name())
	fmt.Printf("%v %d %s %+v\n", Monday, Monday, Monday, struct {
		D Weekday
		e Weekday
	}{Monday, Sunday})
	err := find(4)
	var me *MyErr
	fmt.Println(errors.As(err, &me), me.code, err, errors.Unwrap(err) == me)
	fmt.Println(errors.Is(err, me), find(0) == nil)
	var t *Tree[int]
	for _, v := range []int{5, 2, 8, 1, 9} {
		t = t.Insert(v, func(a, b int) bool { return a < b })
	}
	for v := range t.All() {
		if v == 9 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5))
	var m Matrix
	m[1][2] = 5
	n := m
	n[0][0] = 1
	fmt.Println(m, n, m == n)
	p := &m
	p[2][2] = 7
	for i, row := range p {
		fmt.Println(i, row)
	}
	s := []int{1, 2, 3, 4, 5}
	s2 := s[1:3]
	s2 = append(s2, 100)
	fmt.Println(s, s2, len(s2), cap(s2))
	s3 := s[1:3:3]
	s3 = append(s3, 200)
	fmt.Println(s, s3, cap(s3))
	grow := make([]int, 0, 1)
	last := -1
	for i := 0; i < 2000; i++ {
		grow = append(grow, i)
		if cap(grow) != last {
			last = cap(grow)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	gs := make([]string, 0, 1)
	last = -1
	for i := 0; i < 500; i++ {
		gs = append(gs, "")
		if cap(gs) != last {
			last = cap(gs)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
	mm := map[string][]int{}
	mm["a"] = append(mm["a"], 1, 2)
	mm["b"] = nil
	delete(mm, "zz")
	v, ok := mm["c"]
	fmt.Println(mm, v == nil, ok, len(mm))
	keys := make([]string, 0)
	for k := range mm {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys, strings.Join(keys, "-"))
	funcs := []func() int{}
	for i := 0; i < 3; i++ {
		funcs = append(funcs, func() int { i *= 2; return i })
	}
	for _, f := range funcs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	defer func() {
		r := recover()
		fmt.Println("recovered", r)
		var re interface{ RuntimeError() }
		e, ok := r.(error)
		re, ok2 := r.(interface{ RuntimeError() })
		fmt.Println(ok, ok2, e, re != nil)
		os.Exit(3)
	}()
	d := 90 * time.Minute
	fmt.Println(d, d.Hours(), time.Duration(1500)*time.Microsecond)
	var arr []int
	idx := 5
	fmt.Println(arr[idx])
}
