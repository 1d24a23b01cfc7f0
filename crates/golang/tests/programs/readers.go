package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A slow reader gives a few bytes a call, and counts the calls.
type slow struct {
	text  string
	most  int
	calls int
}

func (s *slow) Read(p []byte) (int, error) {
	s.calls++
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p, s.text[:min(s.most, len(s.text))])
	s.text = s.text[n:]
	return n, nil
}

func unread() {
	b := bufio.NewReaderSize(strings.NewReader("\xffa\xc3\xa9\xc3"), 16)
	for {
		r, size, err := b.ReadRune()
		fmt.Printf("%q %d %v;", r, size, err)
		if err != nil {
			break
		}
		before := b.Buffered()
		fmt.Println(b.UnreadRune(), b.UnreadRune(), b.UnreadByte(), b.Buffered()-before)
		c, err := b.ReadByte()
		fmt.Printf("%#x %v %v\n", c, err, b.UnreadByte())
		b.ReadRune()
	}
	fmt.Println(b.UnreadByte(), b.Buffered())
	c, err := b.ReadByte()
	fmt.Println(c, err)
}

func lines() {
	text := strings.Repeat("0123456789abcdefghij", 3) + "\r\nshort\r\n\n" + "0123456789abcde\r\nlast"
	for _, size := range []int{16, 20, 64, 4096} {
		from := &slow{text, 7, 0}
		b := bufio.NewReaderSize(from, size)
		for {
			line, more, err := b.ReadLine()
			fmt.Printf("%q %v %v|", line, more, err)
			if err != nil {
				break
			}
		}
		fmt.Println(size, from.calls, b.Size())
		from = &slow{text, 9, 0}
		b.Reset(from)
		for {
			line, err := b.ReadSlice('\n')
			fmt.Printf("%q %v|", line, err)
			if err == io.EOF {
				break
			}
		}
		fmt.Println(from.calls)
		b.Reset(strings.NewReader(text))
		s, err := b.ReadString('z')
		fmt.Println(len(s), err)
		b.Reset(strings.NewReader(text))
		part, err := b.Peek(5)
		fmt.Printf("%q %v ", part, err)
		part, err = b.Peek(100)
		fmt.Println(len(part), err)
		n, err := b.Discard(30)
		fmt.Println(n, err, b.Buffered(), b.UnreadByte())
		n, err = b.Discard(1000)
		fmt.Println(n, err)
		b.Reset(&slow{text, 5, 0})
		var all strings.Builder
		b.ReadByte()
		copied, err := b.WriteTo(&all)
		fmt.Println(copied, err, all.Len(), b.UnreadByte())
		b.Reset(&slow{text, 50, 0})
		p := make([]byte, 18)
		for range 4 {
			n, err := b.Read(p)
			fmt.Printf("%q %v %d;", p[:n], err, b.Buffered())
		}
		fmt.Println()
	}
	inner := bufio.NewReaderSize(strings.NewReader("x"), 32)
	fmt.Println(bufio.NewReaderSize(inner, 20) == inner, bufio.NewReaderSize(inner, 40) == inner)
	var zero bufio.Reader
	fmt.Println(zero.Buffered())
	zero.Reset(strings.NewReader("reset"))
	s, err := zero.ReadString('!')
	fmt.Println(s, err, zero.Size())
	_, err = bufio.NewReader(&stuck{}).ReadByte()
	fmt.Println(err)
}

type stuck struct{}

func (*stuck) Read([]byte) (int, error) { return 0, nil }

func buffer() {
	var b bytes.Buffer
	for i, n := range []int{3, 61, 1, 10, 200, 7, 500, 1000} {
		b.Write(make([]byte, n))
		fmt.Print(i, " ", b.Len(), " ", b.Cap(), " ", b.Available())
		b.Next(n / 2)
		fmt.Println(";", b.Len(), b.Available())
	}
	// A buffer that always holds a little does not grow for ever.
	b.Reset()
	b.WriteString("rest")
	most := 0
	for range 20_000 {
		b.Write(make([]byte, 1024))
		b.Next(1024)
		most = max(most, b.Cap())
	}
	fmt.Println(b.Len(), most)
	b.Grow(5000)
	fmt.Println(b.Len(), b.Available() >= 5000)
	n, err := b.ReadFrom(&slow{strings.Repeat("y", 3000), 700, 0})
	fmt.Println(n, err, b.Len())
	b.Truncate(10)
	fmt.Println(b.Len(), b.UnreadByte())
	b.Truncate(0)
	fmt.Println(b.Len(), b.String())
	b.WriteRune('é')
	r, size, err := b.ReadRune()
	fmt.Println(r, size, err, b.UnreadRune(), b.UnreadRune())
}

func emptyBuffer() {
	var b bytes.Buffer
	line, err := b.ReadBytes('\n')
	fmt.Println(line == nil, err, b.UnreadByte(), b.Len(), b.String() == "", b.UnreadByte())
	b.WriteString("ab")
	b.ReadByte()
	text, err := b.ReadString('\n')
	fmt.Println(text, err, b.UnreadByte(), b.String())
	text, err = b.ReadString('\n')
	fmt.Println(text, err)
	text, err = b.ReadString('\n')
	fmt.Println(text, err, b.UnreadByte(), b.String())
}

func room() {
	var b bytes.Buffer
	b.WriteString("0123456789")
	b.Next(10)
	b.WriteString("x")
	fmt.Println(b.Available(), b.Cap())
	b.Next(1)
	b.Write(nil)
	b.WriteByte('y')
	fmt.Println(b.Available())
	b.Next(1)
	b.Grow(1)
	fmt.Println(b.Available())
	b.WriteString("abcdef")
	b.ReadByte()
	b.Grow(3)
	fmt.Println(b.UnreadByte(), b.String())
	b.ReadByte()
	b.Grow(300)
	fmt.Println(b.UnreadByte(), b.String(), b.Cap())
	b.Reset()
	b.Write(make([]byte, b.Cap()-3))
	fmt.Println(b.Available())
	n, err := b.WriteRune('é')
	fmt.Println(n, err, b.Available(), b.Cap())
	n, err = b.WriteRune('e')
	fmt.Println(n, err, b.Available())
	b.ReadByte()
	from := &slow{"", 1, 0}
	b.ReadFrom(from)
	fmt.Println(b.UnreadByte(), b.Available())
	for _, n := range []int{-1, 1 << 62, 1<<63 - 1} {
		func() {
			defer func() {
				r := recover()
				fmt.Println(r, r == bytes.ErrTooLarge)
			}()
			b.Grow(n)
		}()
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		var zero bytes.Buffer
		zero.Grow(1 << 62)
	}()
}

// Many short lines in a large buffer take no longer than in a small one.
func shortLines() {
	const many = 100_000
	text := strings.Repeat("a\n", many)
	b := bufio.NewReaderSize(strings.NewReader(text), 1<<18)
	lines, size := 0, 0
	for {
		line, err := b.ReadSlice('\n')
		if err != nil {
			break
		}
		lines, size = lines+1, size+len(line)
	}
	fmt.Println(lines, size)
	var buffer bytes.Buffer
	buffer.WriteString(text)
	lines, size = 0, 0
	for {
		line, err := buffer.ReadString('\n')
		if err != nil {
			break
		}
		lines, size = lines+1, size+len(line)
	}
	fmt.Println(lines, size)
	find := bytes.IndexByte
	all := []byte("one\ntwo\x00\xff")
	fmt.Println(find(all, 'o'), find(all, '\n'), find(all, 0xff), find(all, 'x'), find(all[5:8], 'o'), find(nil, 0))
}

func contexts() {
	const many = 20_000
	parent, cancelParent := context.WithCancel(context.Background())
	ends := make([]context.CancelFunc, many)
	children := make([]context.Context, many)
	for i := range many {
		children[i], ends[i] = context.WithCancel(parent)
	}
	for i := many - 1; i >= many/2; i-- {
		ends[i]()
	}
	for i := range many / 2 {
		if i%3 > 0 {
			ends[i]()
		}
	}
	live := 0
	for _, child := range children {
		if child.Err() == nil {
			live++
		}
	}
	fmt.Println(live)
	after := make(chan string)
	stop := context.AfterFunc(children[0], func() { after <- "after" })
	cancelParent()
	for _, child := range children {
		if child.Err() == nil {
			live--
		}
	}
	fmt.Println(live, stop())
	fmt.Println(<-after)
	late, cancel := context.WithTimeoutCause(parent, time.Hour, errors.New("late"))
	fmt.Println(late.Err(), context.Cause(late))
	cancel()
}

func syncMap() {
	const many = 20_000
	var m sync.Map
	for i := range many {
		m.Store(i, i)
	}
	for i := many - 1; i >= 0; i-- {
		if i%4 > 0 {
			m.Delete(i)
		}
	}
	sum, count := 0, 0
	m.Range(func(key, value any) bool {
		sum, count = sum+value.(int), count+1
		m.Delete(key.(int) + 4)
		m.Store(key, nil)
		return true
	})
	fmt.Println(sum > 0, count > 0)
	m.Clear()
	fmt.Println(m.LoadOrStore("a", nil))
	fmt.Println(m.LoadOrStore("a", 1))
	fmt.Println(m.Swap("a", 2))
	fmt.Println(m.CompareAndSwap("a", 1, 3), m.CompareAndSwap("a", 2, 3), m.CompareAndSwap("b", nil, 3))
	fmt.Println(m.CompareAndDelete("a", 2), m.CompareAndDelete("a", 3), m.CompareAndDelete("a", nil))
	fmt.Println(m.LoadAndDelete("a"))
	fmt.Println(m.Load("a"))
}

func main() {
	unread()
	lines()
	buffer()
	emptyBuffer()
	shortLines()
	contexts()
	syncMap()
	room()
}
