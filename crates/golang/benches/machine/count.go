package main

import "fmt"

func main() {
	counts := map[int]int{}
	x := 1
	for range 1_000_000 {
		x = (x*1103515245 + 12345) % 2147483648
		counts[x%5000]++
	}
	fmt.Println(len(counts), counts[77])
}
