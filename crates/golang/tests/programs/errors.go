package main

import "fmt"

type code int

func (c code) Error() string { return fmt.Sprintf("code %d", int(c)) }

type temp float64

func main() {
	defer fmt.Println("deferred before the end")
	fmt.Printf("%v %d %s\n", code(3), code(4), code(5))
	fmt.Printf("%5t|%v|%08b|%-8q|%#q\n", true, temp(1.5), 5, "a", "b`c")
	fmt.Printf("%[1]T %[1]v %[2]*[1]d|\n", 42, 6)
	fmt.Printf("%!|%z|%d\n", 1, "x")
	panic(code(7))
}
