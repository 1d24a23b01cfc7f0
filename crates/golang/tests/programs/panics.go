package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
)

type custom struct{ n int }

func try(name string, f func()) {
	defer func() {
		r := recover()
		_, isError := r.(error)
		_, isRuntime := r.(runtime.Error)
		fmt.Println(name, "->", r, isError, isRuntime)
	}()
	f()
}

func nested() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("outer: %v", r)
		}
	}()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}

func order() {
	for i := range 3 {
		defer func() { fmt.Print("d", i, " ") }()
	}
	fmt.Print("body ")
}

func main() {
	var m map[string]int
	var p *custom
	var s []int
	var a any = "text"
	var e error
	zero := 0
	try("nil map", func() { m["a"] = 1 })
	try("nil pointer", func() { p.n = 1 })
	try("index", func() { _ = s[zero] })
	try("slice", func() { _ = s[:zero+1] })
	try("divide", func() { _ = 1 / zero })
	try("assert", func() { _ = a.(int) })
	try("assert 2", func() { _ = a.(fmt.Stringer) })
	try("nil error", func() { _ = e.Error() })
	try("custom", func() { panic(custom{3}) })
	try("error", func() { panic(errors.New("plain")) })
	try("shift", func() { _ = 1 << (zero - 1) })
	try("compare", func() { _ = any(s) == any(s) })
	try("set", func() { _ = map[any]struct{}{}[s] })
	try("full set", func() { _ = map[any]struct{}{1: {}}[s] })
	try("delete", func() { delete(map[any]int(nil), any(s)) })
	try("make", func() { _ = make([]int, zero-1) })
	try("array", func() { _ = [4]int(s) })
	try("nil func", func() { var f func(); f() })
	try("string", func() { _ = "abc"[zero+5] })
	try("string slice", func() { i := 2; _ = "abc"[i:zero] })
	fmt.Println(nested())
	order()
	fmt.Println()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer fmt.Println("deferred runs")
		runtime.Goexit()
	}()
	wg.Wait()
	defer os.Exit(9)
	defer fmt.Println("last")
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("again", r)
			panic(fmt.Sprint("re-panic ", r))
		}
	}()
	panic("main")
}
