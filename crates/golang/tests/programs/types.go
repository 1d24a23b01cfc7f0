package main

import "fmt"

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Rect struct{ W, H float64 }
type Circle struct{ R float64 }

func (r Rect) Area() float64         { return r.W * r.H }
func (r Rect) Perimeter() float64    { return 2 * (r.W + r.H) }
func (c *Circle) Area() float64      { return 3 * c.R * c.R }
func (c *Circle) Perimeter() float64 { return 6 * c.R }

type Logger struct{ prefix string }

func (l *Logger) Log(s string) { fmt.Println(l.prefix + s) }

type Service struct {
	*Logger
	Name string
	opts struct{ n int }
}
type List struct {
	head *node
	size int
}
type node struct {
	v    int
	next *node
}

func (l *List) Push(v int) { l.head = &node{v, l.head}; l.size++ }

func multi() (int, string, error)           { return 1, "a", nil }
func variadic(pre string, xs ...int) string { return fmt.Sprint(pre, len(xs), xs) }
func named() (x, y int) {
	defer func() { x *= 2 }()
	x, y = 1, 2
	return x + 10, y
}
func fact(n uint64) uint64 {
	if n == 0 {
		return 1
	}
	return n * fact(n-1)
}

type Op func(int, int) int

func (o Op) Apply(a, b int) int { return o(a, b) }

type Celsius float64
type Temp interface{ ~float64 }

func Avg[T Temp](ts []T) T {
	var s T
	for _, t := range ts {
		s += t
	}
	return s / T(len(ts))
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

func Filter[T any](xs []T, pred func(T) bool) []T {
	var out []T
	for _, x := range xs {
		if pred(x) {
			out = append(out, x)
		}
	}
	return out
}
func Reduce[T, A any](xs []T, init A, f func(A, T) A) A {
	for _, x := range xs {
		init = f(init, x)
	}
	return init
}

var global = initGlobal()

func initGlobal() int { fmt.Println("init global"); return 42 }
func init()           { fmt.Println("init 1", global) }
func init()           { fmt.Println("init 2") }

func main() {
	shapes := []Shape{Rect{2, 3}, &Circle{1}}
	for i, s := range shapes {
		switch v := s.(type) {
		case Rect:
			fmt.Println(i, "rect", v.W, v.Area())
		case *Circle:
			fmt.Println(i, "circle", v.R, v.Perimeter())
		}
	}
	svc := Service{Logger: &Logger{"> "}, Name: "x"}
	svc.Log("hi")
	svc.opts.n = 3
	cp := svc
	cp.opts.n++
	fmt.Println(svc.opts.n, cp.opts.n)
	f := svc.Log
	f("bound")
	g := (*Logger).Log
	g(svc.Logger, "expr")
	h := Rect.Area
	fmt.Println(h(Rect{4, 5}))
	var l List
	for i := range 4 {
		l.Push(i)
	}
	for n := l.head; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println(l.size)
	a, b, err := multi()
	fmt.Println(a, b, err)
	fmt.Println(multi())
	fmt.Println(variadic("a"), variadic("b", 1, 2), variadic("c", []int{4, 5, 6}...))
	fmt.Println(named())
	fmt.Println(fact(20))
	fmt.Println(Op(func(a, b int) int { return a*b + global }).Apply(3, 4))
	fmt.Println(Avg([]Celsius{10, 20, 40}))
	fmt.Println(Pair[string, int]{"a", 1}, []Pair[int, bool]{{1, true}})
	ev := Filter([]int{1, 2, 3, 4}, func(x int) bool { return x%2 == 0 })
	fmt.Println(ev, Reduce(ev, "", func(s string, x int) string { return s + fmt.Sprint(x) }))
outer:
	for i := 0; i < 3; i++ {
		for j := 0; j < 3; j++ {
			if j == 2 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, j, ";")
		}
	}
	fmt.Println()
	i := 0
loop:
	if i < 3 {
		i++
		goto loop
	}
	fmt.Println(i)
	switch {
	case i > 2:
		fmt.Println("big")
		fallthrough
	case i > 100:
		fmt.Println("fell")
	default:
		fmt.Println("no")
	}
	switch x := i * 2; x {
	case 1, 2, 3:
		fmt.Println("small")
	case 6:
		fmt.Println("six")
	}
	for i := 0; i < 3; i++ {
		defer fmt.Println("defer", i)
	}
	x := []int{1, 2, 3}
	x[0], x[2] = x[2], x[0]
	i, x[i%3] = 2, 9
	fmt.Println(x, i)
	var iface interface{} = Rect{1, 2}
	if r, ok := iface.(Shape); ok {
		fmt.Println(r.Area())
	}
	_, ok := iface.(*Circle)
	fmt.Println(ok, iface == Rect{1, 2}, iface != nil)
	type key struct {
		a int
		b string
	}
	m := map[key]*List{}
	m[key{1, "x"}] = &l
	m[key{1, "x"}].Push(7)
	fmt.Println(m[key{1, "x"}].size, len(m))
	mat := make([][]int, 3)
	for i := range mat {
		mat[i] = make([]int, 3)
		mat[i][i] = i
	}
	fmt.Println(mat)
	arr := [...]string{2: "c", 0: "a"}
	fmt.Println(len(arr), arr)
	ptr := &arr[1]
	*ptr = "b"
	fmt.Println(arr)
	structs := []struct{ n int }{{1}, {2}}
	for i := range structs {
		structs[i].n *= 10
	}
	for _, s := range structs {
		s.n = 0
	}
	fmt.Println(structs)
	sp := &structs[0]
	sp.n++
	fmt.Println(structs[0].n, *sp)
	c := make(chan Rect, 1)
	r := Rect{1, 1}
	c <- r
	r.W = 5
	fmt.Println(<-c, r)
	const big = 1 << 100
	fmt.Println(big>>98, 'a'+1, "con"+"cat")
	var u8 uint8 = 200
	fmt.Println(u8+100, u8<<1, int8(u8))
	clear(m)
	fmt.Println(len(m), copy(x, []int{7, 8}), x)
	str := "abc"
	bs := []byte(str)
	bs[0] = 'X'
	fmt.Println(str, string(bs), str[1:], str[:1]+"z")
	func(xs ...string) { fmt.Println(len(xs)) }()
	println("to stderr")
	panic(fmt.Errorf("final %d", 1))
}
