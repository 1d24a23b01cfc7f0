package main

import "fmt"

// caught runs a function and prints with what it panics.
func caught(name string, f func()) {
	defer func() {
		if err := recover(); err != nil {
			fmt.Println(name, "panics:", err)
		}
	}()
	f()
	fmt.Println(name, "returns")
}

func all(yield func(int) bool) {
	for i := range 3 {
		yield(i)
	}
}

func some(yield func(int) bool) {
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

var kept func(int) bool

func keeps(yield func(int) bool) {
	kept = yield
	yield(1)
}

func hides(yield func(int) bool) {
	defer func() { fmt.Println("hidden", recover()) }()
	yield(1)
}

func again(yield func(int) bool) {
	defer func() {
		fmt.Println("had", recover())
		yield(2)
	}()
	yield(1)
}

func defers(yield func(int) bool) {
	defer yield(1)
	defer yield(2)
	fmt.Println("defers")
}

func defersTwo(yield func(int, string) bool) {
	defer yield(1, "one")
	func() {
		defer yield(2, "two")
	}()
}

func deferredInPanic(yield func(int) bool) {
	defer yield(1)
	panic("of the function")
}

func deferredAfterBreak(yield func(int) bool) {
	defer func() { fmt.Println("recovered", recover()) }()
	defer yield(2)
	yield(1)
	panic("of the function")
}

func recurses(yield func(int) bool) {
	kept = yield
	yield(1)
}

func panicsItself(yield func(int) bool) {
	yield(0)
	panic("itself")
}

func outerKeeps(yield func(int) bool) {
	kept = yield
	yield(7)
}

func tree(depth int) func(func(int) bool) {
	return func(yield func(int) bool) {
		if depth == 0 {
			return
		}
		for x := range tree(depth - 1) {
			if !yield(x) {
				return
			}
		}
		if !yield(1 << depth) {
			return
		}
		for x := range tree(depth - 1) {
			if !yield(x + 1) {
				return
			}
		}
	}
}

func named() (result int) {
	defer func() { result *= 10 }()
	for x := range defers {
		result += x
		defer func() { result += 1 }()
	}
	return result
}

func recovers() {
	defer func() {
		for range some {
			fmt.Println("in a body", recover())
			break
		}
	}()
	panic("p")
}

func nestedDefers() {
	defer fmt.Println("last")
	for x := range some {
		for y := range some {
			if y == 2 {
				break
			}
			defer fmt.Println("deferred", x, y)
		}
	}
	fmt.Println("end")
}

func labels() int {
	n := 0
outer:
	for x := range some {
		for y := range all {
			n += 10*x + y
			if x == 1 {
				continue outer
			}
			if x == 2 {
				break outer
			}
		}
	}
	return n
}

func main() {
	caught("break", func() {
		for x := range all {
			fmt.Println(x)
			break
		}
	})
	caught("return", func() {
		for x := range all {
			fmt.Println(x)
			return
		}
	})
	caught("kept", func() {
		for x := range keeps {
			fmt.Println(x)
		}
		kept(2)
	})
	caught("kept elsewhere", func() {
		for x := range keeps {
			fmt.Println(x)
		}
		func() {
			func() { kept(3) }()
		}()
	})
	caught("hidden", func() {
		for x := range hides {
			panic(fmt.Sprint("body ", x))
		}
	})
	caught("again", func() {
		for x := range again {
			panic(fmt.Sprint("body ", x))
		}
	})
	caught("recursion", func() {
		for x := range recurses {
			fmt.Println(x)
			kept(2)
		}
	})
	caught("kept, twice", func() {
		for range keeps {
		}
		caught("first", func() { kept(2) })
		kept(3)
	})
	caught("another goroutine", func() {
		for x := range keeps {
			fmt.Println(x)
		}
		done := make(chan string)
		go func() {
			defer func() { done <- fmt.Sprint(recover()) }()
			kept(4)
		}()
		fmt.Println(<-done)
	})
	caught("deeper recursion", func() {
		for x := range tree(3) {
			if x == 6 {
				break
			}
			fmt.Println(x)
		}
	})
	caught("defer", func() {
		sum := 0
		for x := range defers {
			sum = 10*sum + x
			fmt.Println("body", x)
		}
		fmt.Println(sum)
	})
	caught("defer and break", func() {
		for x := range defers {
			fmt.Println("body", x)
			break
		}
	})
	caught("defer of two", func() {
		for x, y := range defersTwo {
			fmt.Println(x, y)
		}
	})
	caught("deferred in a panic", func() {
		for x := range deferredInPanic {
			fmt.Println(x)
		}
	})
	caught("deferred in a panic, with recover", func() {
		for x := range deferredInPanic {
			fmt.Println(x, recover())
		}
	})
	caught("deferred in a panic, after break", func() {
		for x := range deferredAfterBreak {
			fmt.Println(x)
			break
		}
	})
	caught("panics itself", func() {
		for x := range panicsItself {
			fmt.Println(x)
		}
	})
	caught("inner break of outer", func() {
	outer:
		for x := range outerKeeps {
			for y := range some {
				fmt.Println(x, y)
				if y == 1 {
					break outer
				}
			}
		}
		kept(1)
	})
	caught("outer while inner", func() {
	outer:
		for x := range outerKeeps {
			mine := kept
			inner := func(yield func(int) bool) {
				yield(1)
				mine(2)
			}
			for y := range inner {
				fmt.Println(x, y)
				break outer
			}
		}
	})
	caught("recover", recovers)
	caught("nested defers", nestedDefers)
	caught("labels", func() { fmt.Println(labels()) })
	fmt.Println(named())
	for x := range all {
		fmt.Println(x)
		break
	}
}
