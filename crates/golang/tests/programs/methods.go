// When fmt calls the methods of values, and what they change meanwhile.
package main

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

type counted struct{ N int }

type counts struct{ at *counted }

func (c counts) String() string {
	c.at.N++
	return fmt.Sprint("call ", c.at.N)
}

type failing struct{ name string }

func (f *failing) Error() string { return "failed: " + f.name }

type shown struct{ text string }

func (s shown) Format(state fmt.State, verb rune) {
	width, ok := state.Width()
	fmt.Fprintf(state, "<%s %c %d %v %v>", s.text, verb, width, ok, state.Flag('+'))
}

type coded int

func (c coded) GoString() string { return fmt.Sprintf("coded(%#x)", int(c)) }

type bad struct{}

func (bad) String() string { panic(errors.New("no text")) }

type tree struct {
	Name        string
	Left, Right *node
	hidden      counts
}

type node struct{ list []any }

func (n *node) String() string { return fmt.Sprintf("node%v", n.list) }

type setter struct {
	of  []any
	in  map[string]any
	say string
}

func (s setter) String() string {
	for i := range s.of {
		if _, ok := s.of[i].(setter); !ok {
			s.of[i] = s.say
		}
	}
	if s.in != nil {
		s.in["later"] = s.say
	}
	return "set"
}

func main() {
	a := &counted{}
	fmt.Println(a, counts{a}, a, counts{a}, *a)
	fmt.Printf("%v %v %+v %s|%5v|\n", a, counts{a}, a, counts{a}, counts{a})
	fmt.Print(a, counts{a}, "text", counts{a}, 1, 2, counts{a}, "\n")
	fmt.Println([]counts{{a}, {a}}, [2]any{counts{a}, *a}, map[string]counts{"y": {a}, "x": {a}})
	fmt.Println(struct {
		A, B any
		c    any
	}{counts{a}, counted{7}, counts{}})
	fmt.Printf("%d|%!|%z|%s\n", 5, []any{counts{}, 1}, []any{counts{}, 2, "three"}, []int{1})
	fmt.Printf("%s\n", counts{a}, counts{a}, nil, a)
	fmt.Printf("%[2]v %[1]v %[2]v %v\n", counts{a}, a)
	fmt.Printf("%*v|%-*v|%.2v|%q|%x\n", 12, counts{a}, 12, counts{a}, counts{a}, counts{a}, counts{a})

	var none *failing
	var err error = &failing{"disk"}
	fmt.Println(err, []error{err, nil}, fmt.Errorf("wrapped: %w, %w", err, err))
	fmt.Printf("%v %s %q %x %d\n", err, err, err, err, err)
	fmt.Println(none == nil, none)
	fmt.Printf("%v|%+v|%8v|%#v|%d|%s\n", shown{"a"}, shown{"b"}, shown{"c"}, shown{"d"}, shown{"e"}, []shown{{"f"}, {"g"}})
	fmt.Printf("%#v %#v %v\n", coded(31), []coded{1, 2}, coded(3))
	fmt.Println(bad{}, []any{bad{}, 1, bad{}})
	fmt.Printf("%s %d\n", bad{}, bad{})

	n := &node{list: []any{1, &node{list: []any{"two", &node{}}}, counts{a}}}
	fmt.Println(n)
	fmt.Printf("%v %+v\n", tree{"root", n, nil, counts{}}, &tree{Name: "leaf", Right: &node{}})

	list := []any{1, 2, nil, 4, 5}
	list[2] = setter{of: list, say: "changed"}
	fmt.Println(list...)
	list = []any{1, 2, nil, 4, 5}
	list[2] = setter{of: list, say: "changed"}
	fmt.Println(list)
	m := map[string]any{"first": 1, "later": 2}
	m["first"] = setter{in: m, say: "changed"}
	fmt.Println(m)
	fmt.Println(m)

	// A text for each of many elements, each once.
	durations := make([]time.Duration, 30_000)
	for i := range durations {
		durations[i] = time.Duration(i) * time.Millisecond
	}
	text := fmt.Sprint(durations)
	fmt.Println(len(text), strings.Count(text, "m"), text[len(text)-30:])
	all := make([]any, 2000)
	for i := range all {
		all[i] = counts{a}
	}
	text = fmt.Sprintln(all...)
	fmt.Println(len(text), a.N)
	text = fmt.Sprintf(strings.Repeat("%v,", len(all)), all...)
	fmt.Println(len(text), a.N)

	// Methods that wait, in goroutines that print at once.
	gate := make(chan int)
	done := make(chan string)
	for i := range 3 {
		go func() { done <- fmt.Sprint(i, waits{gate}, i, waits{gate}) }()
	}
	for i := range 6 {
		time.Sleep(time.Millisecond)
		gate <- i
	}
	total := 0
	for range 3 {
		total += len(<-done)
	}
	fmt.Println(total)
}

type waits struct{ gate chan int }

func (w waits) String() string { return fmt.Sprintf("<%d>", <-w.gate) }
