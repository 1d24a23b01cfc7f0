package main

import (
	"fmt"
	"strings"
)

type blanks struct {
	_ int
	a int
	_ string
	b string
	_ [2]int
}

type nested struct {
	x [3]blanks
	_ int
	y any
}

func index(s string, i int) {
	defer func() { fmt.Println(recover()) }()
	fmt.Println(s[i])
}

func countInt8(n int8) {
	last := int8(0)
	for i := range n {
		if i == 3 {
			fmt.Println("more")
			return
		}
		last = i
	}
	fmt.Println("last", last)
}

func countUint8(n uint8) {
	last := uint8(0)
	for i := range n {
		if i == 3 {
			fmt.Println("more")
			return
		}
		last = i
	}
	fmt.Println("last", last)
}

func countUint64(n uint64) {
	last := uint64(0)
	for i := range n {
		if i == 3 {
			fmt.Println("more")
			return
		}
		last = i
	}
	fmt.Println("last", last)
}

func countUintptr(n uintptr) {
	last := uintptr(0)
	for i := range n {
		if i == 3 {
			fmt.Println("more")
			return
		}
		last = i
	}
	fmt.Println("last", last)
}

func countInt(n int) {
	last := int(0)
	for i := range n {
		if i == 3 {
			fmt.Println("more")
			return
		}
		last = i
	}
	fmt.Println("last", last)
}

func main() {
	for i := range ^uint64(0) {
		if i == 3 {
			break
		}
		fmt.Println(i)
	}
	for i := range uintptr(1) << 63 {
		fmt.Println(i)
		break
	}
	var big uint64 = 1<<63 + 5
	var i uint64
	for i = range big {
		if i == 2 {
			break
		}
	}
	fmt.Println(i)
	for range uint8(0) {
		fmt.Println("never")
	}
	for range -3 {
		fmt.Println("never")
	}
	countInt8(-1)
	countInt8(2)
	countUint8(255)
	countUint8(0)
	countUint64(1 << 63)
	countUintptr(2)
	countInt(-1 << 63)

	index("abc", 1)
	index("abc", 1<<32)
	index("abc", 1<<32+1)
	index("abc", -1)
	fmt.Println(len(strings.Repeat("", 1<<40)))

	a, b := blanks{a: 1, b: "b"}, blanks{a: 1, b: "b"}
	fmt.Println(a == b, a == blanks{a: 1}, a == blanks{b: "b"})
	x, y := nested{x: [3]blanks{2: a}, y: b}, nested{x: [3]blanks{2: b}, y: a}
	fmt.Println(x == y, x == nested{y: a})
	m := map[nested]int{x: 1}
	m[y]++
	fmt.Println(m[x], len(m))
}
