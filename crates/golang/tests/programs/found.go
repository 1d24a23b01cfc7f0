package main

import (
	"fmt"
	"strings"
)

// What the random programs found: kinds of programs that did something else in the Lab.

type one struct{ n int }

func appends() {
	var ones []one
	for i := range 3 {
		ones = append(ones, one{i * 10})
	}
	arrays := append([][1]int{}, [1]int{7})
	fmt.Println(ones, append(arrays, arrays[0]), append([]one(nil), one{n: len(ones)}))
}

// Octal and Unicode with flags; strings cut short within quotes.
func formats() {
	fmt.Printf("%#O|%#o|%012O|%#012O\n", 100, 100, 100, 100)
	fmt.Printf("%#U|%#U|%#.6U|%U\n", 1, 'a', '世', 7)
	fmt.Printf("%#.2v|%.2q|%#.3v\n", "GO, 世界", "héllo", []string{"abcdef"})
	fmt.Printf("%#.0X|%#x|%b|%b|%b\n", float32(-128), 1.0, float32(0), float32(1e-40), float32(1.5))
	fmt.Printf("%#v|%#v|%#v|%#v\n", []byte("@"), []byte(nil), [][]byte{{1}}, [1]byte{2})
	fmt.Printf("%q %#x %#X\n", strings.ToUpper("世\xe4\xb8x"), 1.125, 1.125)
	fmt.Printf("%8s|%08s|%-5s|\n", "\xe4\xb8", "世\xe4\xb8", "\xff")
}

func panics(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

var all []int

func capacities() {
	for n := 1; n < 2000; n += 97 {
		all = append(make([]int, 3), make([]int, n)...)
		fmt.Print(cap(all), " ")
	}
	fmt.Println()
}

func main() {
	appends()
	formats()
	panics(func() { panic(nil) })
	text, from := "a", -1
	panics(func() { fmt.Println(text[from : from+3]) })
	panics(func() { fmt.Println(text[from : from+2]) })
	capacities()
	println(2.5, float32(0.1), 1e21, -1.5e-7, 1/zero, 100000.0)
}

var zero float64
