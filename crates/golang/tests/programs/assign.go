package main

import "fmt"

type pair struct{ a, b int }

func two() ([]int, []int) { return make([]int, 2), []int{7, 8, 9} }

func three() ([]string, string, string) { return []string{"x"}, "y", "z" }

func main() {
	fmt.Println(append(three()))
	fmt.Println(copy(two()))
	var x pair
	p := &x
	p, p.a = new(pair), 4
	fmt.Println(x, *p)
	m := map[int]int{}
	func() {
		defer func() { fmt.Println(recover(), m) }()
		var q *int
		m[2], *q = 42, 2
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var q, r *struct{}
		fmt.Println(*q == *r)
	}()
	s := []int{1, 2, 3}
	i := 0
	i, s[i] = 2, 9
	fmt.Println(i, s)
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)
	a, b := pair{1, 2}, pair{3, 4}
	a, b = b, a
	fmt.Println(a, b)
	arr := [2]pair{{1, 1}, {2, 2}}
	arr[0], arr[1] = arr[1], arr[0]
	fmt.Println(arr)
	c := arr
	c[0].a = 100
	fmt.Println(arr, c)
	z := make([]struct{}, 1<<30)
	fmt.Println(len(z), len(append(z, struct{}{})))
	var e struct {
		pair
		m map[string]pair
	}
	e.m = map[string]pair{"k": {1, 2}}
	e.pair = e.m["k"]
	e.a++
	fmt.Println(e.pair, e.m)
	ch := make(chan pair, 1)
	ch <- e.pair
	e.b = 50
	fmt.Println(<-ch, e.pair)
	f := func(p pair) pair { p.a = -1; return p }
	fmt.Println(f(a), a)
	var iface any = a
	a.a = 77
	fmt.Println(iface, a, iface == any(pair{3, 4}))
}
