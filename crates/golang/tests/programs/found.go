package main

import "fmt"

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
}

func panics() {
	defer func() { fmt.Println(recover()) }()
	panic(nil)
}

func main() {
	appends()
	formats()
	panics()
	println(2.5, float32(0.1), 1e21, -1.5e-7, 1/zero, 100000.0)
}

var zero float64
