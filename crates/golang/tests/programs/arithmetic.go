package main

import "fmt"

type bits uint8

const (
	a bits = 1 << iota
	b
	_
	d
)

const huge = 1 << 70

func main() {
	var i8 int8 = -128
	var u16 uint16 = 65535
	var i32 int32 = 1 << 30
	var u64 uint64 = 1<<64 - 1
	fmt.Println(-i8, i8-1, i8*2, i8/-1, u16+1, u16*u16, i32*4, i32<<1, u64+1, u64*u64, -u64)
	fmt.Println(a|b|d, a&^a, ^a, d>>1, huge>>68)
	f := 0.1
	fmt.Println(f+0.2, float32(f)+0.2, f*3 == 0.3, 1/f, -f/3, int(f*29), int(-f*29), uint8(200))
	x := 7
	x += 3
	x *= 2
	x -= 1
	x /= 3
	x %= 4
	x <<= 3
	x |= 5
	x &= 0xd
	x ^= 3
	x &^= 4
	x >>= 1
	fmt.Println(x)
	for _, n := range []int{7, -7} {
		for _, m := range []int{2, -2} {
			fmt.Print(n/m, " ", n%m, "; ")
		}
	}
	fmt.Println()
	var s uint = 65
	fmt.Println(1<<s == 0, uint8(1)<<7, int64(-1)>>s)
	fmt.Println(float32(16777216.0)+1, float32(1)/3, 1e308*10 > 1e308, 5.0/2, 5/2, 7.0/2.0)
	big := 123456789012345678
	fmt.Println(float64(big), int64(float64(big)), uint32(big), int8(big), rune(big))
	r := 'a'
	r++
	fmt.Println(r, string(r), "s"+string(rune(0x4e16)))
	fmt.Println(0b1010, 0o17, 0x_ff, 1_000_000, 'x', '\n', "\u00e9\x41", `raw\n`)
	var z complexLike
	z.re, z.im = 1, 2
	fmt.Println(z.mul(z), min(2, 1.5), max("a", "b", "ab"))
	var arr [5]int
	for i := range arr {
		arr[i] = i * i
	}
	sum := 0
	for _, v := range arr[1:4] {
		sum += v
	}
	fmt.Println(sum, len(arr), cap(arr[:2]), arr)
}

type complexLike struct{ re, im float64 }

func (z complexLike) mul(w complexLike) complexLike {
	return complexLike{z.re*w.re - z.im*w.im, z.re*w.im + z.im*w.re}
}
