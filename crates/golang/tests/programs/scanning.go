package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

type celsius float64

type word string

type flagged bool

type small int8

type pair struct{ a, b int }

// temperature scans itself.
type temperature struct {
	degrees float64
	unit    rune
}

func (t *temperature) Scan(state fmt.ScanState, verb rune) error {
	state.SkipSpace()
	token, err := state.Token(false, func(r rune) bool { return r == '.' || r >= '0' && r <= '9' })
	if err != nil {
		return err
	}
	if _, err := fmt.Sscan(string(token), &t.degrees); err != nil {
		return err
	}
	width, ok := state.Width()
	unit, size, err := state.ReadRune()
	if err != nil {
		return err
	}
	t.unit = unit
	fmt.Printf("verb %c width %d %v, %d bytes; ", verb, width, ok, size)
	if unit == '!' {
		return errors.New("no unit")
	}
	return nil
}

func integers() {
	for _, text := range []string{"12", " -7 ", "+3", "0x1F", "0b101", "0o17", "017", "1_000", "0", "9223372036854775808", "abc", "", "  ", "\n5", "0x", "0b2", "-", "1.5"} {
		var i int
		n, err := fmt.Sscan(text, &i)
		var u uint
		m, uerr := fmt.Sscan(text, &u)
		fmt.Printf("%q: %d %v %d; %d %v %d\n", text, n, err, i, m, uerr, u)
	}
	var a int8
	var b uint8
	var c int16
	var d uint16
	var e int32
	var f uint32
	var g int64
	var h uint64
	fmt.Println(fmt.Sscan("-128 255 -32768 65535 -2147483648 4294967295 -9223372036854775808 18446744073709551615", &a, &b, &c, &d, &e, &f, &g, &h))
	fmt.Println(a, b, c, d, e, f, g, h)
	fmt.Println(fmt.Sscan("128", &a))
	fmt.Println(fmt.Sscan("256", &b))
	fmt.Println(fmt.Sscan("-32769", &c))
	for _, row := range []struct{ format, text string }{{"%d", "12"}, {"%b", "101"}, {"%o", "17"}, {"%x", "1f"}, {"%X", "1F"}, {"%U", "U+1F"}, {"%U", "1F"}, {"%c", "é"}, {"%c", " x"}, {"%v", "0x1f"}, {"%d", "0x1f"}, {"%s", "1"}, {"%3d", "12345"}, {"%d", "1_0"}} {
		var i int
		n, err := fmt.Sscanf(row.text, row.format, &i)
		fmt.Printf("%s %q: %d %v %d\n", row.format, row.text, n, err, i)
	}
	fmt.Println(fmt.Sscanf("é", "%c", &b))
}

func others() {
	for _, text := range []string{"1.5", "-2e3", "+Inf", "inf", "NaN", "nan", "1p3", "1e400", ".5", "5.", "1_0.5", "x", "", "1e", "nax", "1px"} {
		var f float64
		n, err := fmt.Sscan(text, &f)
		var g float32
		m, gerr := fmt.Sscan(text, &g)
		fmt.Printf("%q: %d %v %v; %d %v %v\n", text, n, err, f, m, gerr, g)
	}
	for _, text := range []string{"true", "T", "t", "tr", "tru", "TRUE", "false", "F", "fal", "0", "1", "2", "yes", "", "truex"} {
		b := true
		n, err := fmt.Sscan(text, &b)
		fmt.Printf("%q: %d %v %v\n", text, n, err, b)
	}
	var s string
	var bytes []byte
	fmt.Println(fmt.Sscan("  héllo wörld", &s, &bytes))
	fmt.Printf("%q %q\n", s, bytes)
	for _, row := range []struct{ format, text string }{{"%s", "a b"}, {"%v", " a"}, {"%q", `"a\n\"b" c`}, {"%q", "`a\\b` c"}, {"%q", "abc"}, {"%q", `"abc`}, {"%x", "48656c6Cz"}, {"%X", "4865"}, {"%x", "4"}, {"%x", "zz"}, {"%x", "4z"}, {"%3s", "abcdef"}, {"%d", "1"}, {"%5q", `"abcdef"`}, {"%s", "é\u2003x"}} {
		s := "before"
		n, err := fmt.Sscanf(row.text, row.format, &s)
		fmt.Printf("%s %q: %d %v %q\n", row.format, row.text, n, err, s)
	}
	var c celsius
	var w word
	var f flagged
	var i small
	fmt.Println(fmt.Sscan("36.6 warm true -5", &c, &w, &f, &i))
	fmt.Println(c, w, f, i)
	fmt.Println(fmt.Sscan("300", &i))
	fmt.Println(fmt.Sscan("1", i))
	fmt.Println(fmt.Sscan("1", &pair{}))
	fmt.Println(fmt.Sscan("1", &[]int{}))
	fmt.Println(fmt.Sscanf("1.5", "%d", new(float64)))
	fmt.Println(fmt.Sscanf("1.5", "%d", new(float32)))
	fmt.Println(fmt.Sscanf("true", "%d", new(bool)))
	fmt.Println(fmt.Sscanf("true", "%t", new(bool)))
}

func several() {
	for _, text := range []string{"1 2", "1\n2", "1", "1 x", "1 2 3", "1 2\n3", "", "\n", "1\r\n2", "1 \n", "1 2 ", "1 2x"} {
		var a, b int
		n, err := fmt.Sscan(text, &a, &b)
		fmt.Printf("%q: %d %v", text, n, err)
		n, err = fmt.Sscanln(text, &a, &b)
		fmt.Printf("; line %d %v %d %d\n", n, err, a, b)
	}
	for _, row := range []struct{ format, text string }{
		{"%d,%d", "1,2"}, {"%d,%d", "1, 2"}, {"%d ,%d", "1 ,2"}, {"%d %d", "1 2"}, {"%d %d", "1   2"}, {"%d%d", "1 2"},
		{"%d %d", "1\n2"}, {"%d\n%d", "1\n2"}, {"%d\n%d", "1 \n 2"}, {"%d\n%d", "1 2"}, {"%d \n%d", "1\n2"}, {"%d\n %d", "1\n2"},
		{"%d%%%d", "1%2"}, {"%d%%%d", "12"}, {"%d%% %d", "1 % 2"}, {"x%dy%dz", "x1y2z"}, {"x%dy%dz", "x1y2"}, {"x%dy%d", "x1z2"},
		{"%d", "1"}, {"%d %d %d", "1 2 3"}, {"%d %d %", "1 2 3"}, {"", "1"}, {"%d-%d", "1"}, {"%d-%d", "1-"}, {"%2d%2d", "1234"},
		{"%2d%2d", " 1 2"}, {"%d %z", "1 2"}, {"  %d %d", "1 2"}, {"%d %d\n", "1 2"}, {"%d %d", ""}, {"a%d%d", ""}, {"%%", "%"},
		{"%d:%d", "1 :2"}, {"é%d %d", "é1 2"}, {"%0d %d", "1 2"}, {"%d\n\n%d", "1\n\n2"}, {"%d  %d", "1 2"}, {"%d\t%d", "1 2"},
	} {
		a, b := -1, -1
		n, err := fmt.Sscanf(row.text, row.format, &a, &b)
		fmt.Printf("%q %q: %d %v %d %d\n", row.format, row.text, n, err, a, b)
	}
}

// slow gives a byte at a time and cannot take one back.
type slow struct{ text string }

func (s *slow) Read(p []byte) (int, error) {
	if s.text == "" {
		return 0, io.EOF
	}
	p[0] = s.text[0]
	s.text = s.text[1:]
	return 1, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broken") }

func readers() {
	r := strings.NewReader("1 2 3\nfour five\n\n6")
	var a, b, c int
	var s, t string
	fmt.Println(fmt.Fscan(r, &a, &b))
	fmt.Println(fmt.Fscanln(r, &c))
	fmt.Println(fmt.Fscanf(r, "%s %s\n", &s, &t))
	fmt.Println(fmt.Fscanln(r, &a))
	fmt.Println(fmt.Fscan(r, &a))
	fmt.Println(fmt.Fscan(r, &b))
	fmt.Println(a, b, c, s, t)
	d := &slow{"17 é5x"}
	fmt.Println(fmt.Fscan(d, &a, &s))
	fmt.Println(a, s, d.text)
	d = &slow{"12,34"}
	fmt.Println(fmt.Fscan(d, &a))
	fmt.Println(a, d.text)
	fmt.Println(fmt.Fscan(broken{}, &a))
	fmt.Println(fmt.Fscanf(broken{}, "%d", &a))
	lines := bufio.NewReader(strings.NewReader("alice 30\nbob 41\n"))
	for {
		var name string
		var age int
		_, err := fmt.Fscanln(lines, &name, &age)
		if err == io.EOF {
			break
		}
		fmt.Println(name, age, err)
	}
	sum := 0
	numbers := strings.NewReader("1 2 3 4 5")
	for {
		var n int
		if _, err := fmt.Fscan(numbers, &n); err != nil {
			fmt.Println(err)
			break
		}
		sum += n
	}
	fmt.Println(sum)
	fmt.Println(fmt.Scan(&a))
	fmt.Println(fmt.Scanln(&a))
	fmt.Println(fmt.Scanf("%d", &a))
}

func own() {
	var t, u temperature
	fmt.Println(fmt.Sscan(" 36.6C 97F", &t, &u))
	fmt.Println(t, u)
	fmt.Println(fmt.Sscanf("12K", "%7x", &t))
	fmt.Println(fmt.Sscan("12!", &t))
	fmt.Println(fmt.Sscan("12", &t))
	fmt.Println(fmt.Sscan("x", &t))
	fmt.Println(fmt.FormatString(state{"+-", 5, 2}, 'x'), fmt.FormatString(state{"", -1, -1}, 'v'), fmt.FormatString(state{"#0 ", 0, -1}, 'é'))
}

type state struct {
	flags            string
	width, precision int
}

func (s state) Write(b []byte) (int, error) { return len(b), nil }

func (s state) Width() (int, bool) { return s.width, s.width >= 0 }

func (s state) Precision() (int, bool) { return s.precision, s.precision >= 0 }

func (s state) Flag(c int) bool { return strings.ContainsRune(s.flags, rune(c)) }

func main() {
	integers()
	others()
	several()
	readers()
	own()
}
