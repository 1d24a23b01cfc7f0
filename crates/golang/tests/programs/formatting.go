package main

import "fmt"

type T struct {
	A int
	B string
	C []int
	D map[string]int
	E *int
	F func()
	G interface{}
	H [2]bool
	I float64
	J struct{ X, Y int8 }
}

func main() {
	x := T{A: 1, B: "x", C: []int{1}, D: map[string]int{"k": 1}, H: [2]bool{true, false}, I: 1.5}
	fmt.Printf("%v\n%+v\n", x, x)
	fmt.Printf("%#v\n", T{A: 1, B: "q\n"})
	fmt.Printf("%5d|%-5d|%05d|%+d|%x|%X|%#x|%o|%b|%c|%q|%U\n", 42, 42, 42, 42, 255, 255, 255, 8, 5, 'A', 'A', 0x1F600)
	fmt.Printf("%8.3f|%-8.2f|%e|%g|%G|%.3g\n", 3.14159, 2.5, 123456.789, 1e21, 1e-7, 123456.0)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|% x\n", "hello", "hi", "hi", "hello", "a\"b", "hex", "hex")
	fmt.Printf("%t %v %p\n", true, false, nil)
	fmt.Printf("%v %v %v %v\n", int8(-5), uint8(200), 'x', "s")
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n")
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("x\n", 1, "a")
	fmt.Printf("%!\n")
	fmt.Printf("%[2]d %[1]d\n", 1, 2)
	fmt.Printf("%*d|%-*d|\n", 5, 1, 5, 2)
	fmt.Printf("%v %v\n", []byte("abc"), [3]byte{1, 2, 3})
	fmt.Printf("%s %x %X %q\n", []byte("abc"), []byte("abc"), "xyz", []string{"a", "b"})
	fmt.Printf("%T %T %T %T %T %T\n", 1, "a", 1.5, nil, []int{}, map[string]bool{})
	fmt.Printf("%T %T %T %T\n", func(int) string { return "" }, make(chan int), struct{ A int }{}, &x)
	fmt.Printf("%6.2f%%\n", 99.5)
	fmt.Println(1e6, 1e20, 1e21, 1e-5, 0.0001, 100000.0, 123456789.0, float32(0.1), 1.0, -0.0)
	fmt.Println(3/2, -7/2, -7%3, 7&^5, 1<<10, 0xff>>4)
	var i8 int8 = 127
	i8++
	var u8 uint8 = 0
	u8--
	var u uint = 3
	fmt.Println(i8, u8, -u, ^0)
	fmt.Println("héllo"[1], len("héllo"), []rune("héllo")[1], string([]rune{104, 233}), []byte("hé"))
	fmt.Printf("%v %+v %#v\n", &x.J, &struct{ P *int }{}, struct{ P *int }{})
	fmt.Printf("%#v %#v %#v %#v %#v\n", 1, "a", 1.0, []string{"x"}, map[string]int{"a": 1})
	fmt.Printf("%v %v\n", struct{}{}, [0]int{})
	fmt.Printf("%08.3f|%+.2e|% d|%x\n", 3.14159, 12345.678, 42, -255)
	fmt.Printf("%3c|%-3c|%03d|%+q\n", 'x', 'y', -5, "é")
	fmt.Printf("%t|%5t|%v\n", true, false, []bool{true})
	var np *T
	var ni interface{}
	var ne error
	fmt.Println(np == nil, ni, ne)
	fmt.Printf("%v %s %d\n", ni, ne, ni)
	fmt.Printf("%v\n", []interface{}{1, "a", nil, 2.5})
	fmt.Printf("%q %v\n", 'x', 'x')
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0), fmt.Sprint(1, 2), fmt.Sprintln("x", 1))
	fmt.Printf("%x %X %#x\n", "hello", []byte{1, 171}, []byte{1, 171})
	fmt.Printf("%10.3v|%-10v|\n", "abcdef", "ab")
	fmt.Printf("%6d|%6v|%-6v|\n", []int{1, 2}, []int{3}, map[string]int{"a": 1})
	type pt struct{ x, y int }
	fmt.Printf("%v %+v\n", map[pt]string{{1, 2}: "a", {0, 5}: "b"}, []*pt{nil})
	fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a"))
}
