package main

import "fmt"

func some(yield func(int) bool) {
	defer fmt.Println("some returns")
	for i := range 3 {
		if !yield(i) {
			return
		}
	}
}

func out() int {
	sum := 0
	for x := range some {
		if x == 1 {
			goto inside
		}
		fmt.Println(x)
		if x == 2 {
			goto out
		}
	inside:
		fmt.Println("inside", x)
		sum += x
	}
	fmt.Println("not here")
out:
	return sum
}

// nested leaves one loop, then both.
func nested() {
	again := 0
outer:
	for x := range some {
		for y := range some {
			fmt.Println(x, y)
			if y == 1 && x == 0 {
				goto next
			}
			if x == 1 {
				goto end
			}
		}
	next:
		fmt.Println("next", x)
	}
end:
	again++
	if again < 2 {
		goto outer
	}
	switch again {
	case 2:
		for range some {
			again++
			if again > 4 {
				goto end
			}
			if again < 4 {
				goto back
			}
			continue
		back:
			fmt.Println("back", again)
		}
	}
	fmt.Println(again)
}

func main() {
	fmt.Println(out())
	nested()
}
