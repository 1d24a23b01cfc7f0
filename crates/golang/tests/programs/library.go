package main

import (
	"container/ring"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func readers() {
	text, err := io.ReadAll(io.MultiReader(strings.NewReader("one "), strings.NewReader("two")))
	fmt.Printf("%q %v\n", text, err)
	var copied strings.Builder
	text, err = io.ReadAll(io.TeeReader(io.LimitReader(strings.NewReader("limited"), 3), &copied))
	fmt.Printf("%q %q %v\n", text, copied.String(), err)
	section := io.NewSectionReader(strings.NewReader("0123456789"), 2, 5)
	n, err := section.Seek(-2, io.SeekEnd)
	fmt.Println(n, err, section.Size())
	text, err = io.ReadAll(section)
	fmt.Printf("%q %v\n", text, err)
	written, err := io.CopyN(os.Stdout, strings.NewReader("copied\n"), 20)
	fmt.Println(written, err)
	written, err = io.CopyN(io.Discard, &failing{}, 3)
	fmt.Println(written, err)
	written, err = io.CopyN(io.Discard, &failing{}, 4)
	fmt.Println(written, err)
	section = io.NewSectionReader(strings.NewReader("0123456789"), 7, math.MaxInt64)
	text, err = io.ReadAll(section)
	fmt.Printf("%q %v %v\n", text, err, section.Size())
}

// failing gives three bytes together with an error.
type failing struct{}

func (*failing) Read(p []byte) (int, error) { return copy(p, "abc"), errors.New("broken") }

func pipes() {
	r, w := io.Pipe()
	go func() {
		for i := range 3 {
			fmt.Fprintf(w, "line %d\n", i)
		}
		w.CloseWithError(errors.New("no more"))
	}()
	text, err := io.ReadAll(r)
	fmt.Printf("%q %v\n", text, err)
	r, w = io.Pipe()
	r.Close()
	_, err = w.Write([]byte("late"))
	fmt.Println(err, err == io.ErrClosedPipe)
}

func rings() {
	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(2)
	r.Do(func(v any) { fmt.Print(v, " ") })
	fmt.Println(r.Len(), r.Move(-1).Value)
}

func times() {
	for _, of := range [][2]string{
		{time.RFC3339, "2024-02-29T12:30:45Z"},
		{time.RFC3339, "2024-02-29T12:30:45.25+01:00"},
		{time.RFC3339Nano, "2023-12-31T23:59:59.123456789-07:30"},
		{time.DateTime, "2024-02-30 10:00:00"},
		{time.DateOnly, "2024-13-01"},
		{time.Kitchen, "3:04PM"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 MST"},
		{"Jan _2 2006", "Feb  3 2021"},
		{"02/01/06 15h04", "03/02/69 7h05"},
		{"15:04", "25:00"},
		{time.DateOnly, "yesterday"},
		{time.DateOnly, "2024-01-01 extra"},
		{"2006 002", "2024 060"},
	} {
		t, err := time.Parse(of[0], of[1])
		fmt.Println(t, err)
	}
	zone := time.FixedZone("CET", 3600)
	t := time.Date(2024, time.December, 30, 0, 30, 0, 0, zone)
	name, offset := t.Zone()
	year, week := t.ISOWeek()
	fmt.Println(t, t.UTC(), name, offset, year, week, t.Unix())
	fmt.Println(t.Format(time.RFC3339), t.Format(time.RFC1123Z), t.In(time.UTC).Weekday(), t.Weekday())
	for _, day := range []string{"2021-01-03", "2021-01-04", "2020-12-31", "2016-01-01"} {
		t, _ := time.Parse(time.DateOnly, day)
		fmt.Println(t.ISOWeek())
	}
	fmt.Println(time.UnixMicro(1_700_000_000_123_456).UTC())
	fmt.Println(string(t.AppendFormat([]byte("at "), time.TimeOnly)))
	zones(zone)
}

func zones(zone *time.Location) {
	for _, of := range [][2]string{
		{"MST", " CET"},
		{"MST", " EST"},
		{"MST", " UTC"},
		{"-0700", " +0100"},
		{"-0700", " +0000"},
		{"-0700 MST", " +0100 CET"},
		{"-0700 MST", " +0100 BST"},
		{"-0700 MST", " +0000 UTC"},
		{"-0700 MST", " +0100 UTC"},
		{"Z07:00", " Z"},
		{"", " "},
	} {
		layout, value := time.DateTime+" "+of[0], "2024-05-01 12:00:00"+of[1]
		for _, loc := range []*time.Location{zone, time.UTC, time.FixedZone("UTC", 3600), time.FixedZone("", 3600)} {
			t, err := time.ParseInLocation(layout, value, loc)
			name, offset := t.Zone()
			fmt.Println(t.UTC(), t.Location() == loc, name, offset, err)
		}
		t, err := time.Parse(layout, value)
		fmt.Println(t.UTC(), t.Location() == time.UTC, err)
	}
}

func quotes() {
	fmt.Println(strconv.CanBackquote("plain"), strconv.CanBackquote("a`b"), strconv.CanBackquote("a\nb"))
	fmt.Println(strconv.QuotedPrefix(`"a\"b" rest`))
	fmt.Println(strconv.QuotedPrefix("none"))
	fmt.Println(strconv.QuoteToGraphic("a\u00a0b\t☺"), strconv.QuoteRuneToGraphic('\u3000'))
	fmt.Println(string(strconv.AppendQuoteRune(nil, '☺')), string(strconv.AppendQuoteToASCII(nil, "☺")))
}

func environment() {
	os.Clearenv()
	fmt.Println(os.Setenv("LAB_KEY", "value"), os.Getenv("LAB_KEY"), os.Environ())
	os.Setenv("LAB_KEY", "other")
	value, ok := os.LookupEnv("LAB_KEY")
	fmt.Println(value, ok, os.Setenv("", "x"))
	os.Unsetenv("LAB_KEY")
	fmt.Println(os.LookupEnv("LAB_KEY"))
}

func callers() {
	pc, _, line, ok := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(pc).Name(), line, ok)
	above := func() {
		pc, _, line, ok = runtime.Caller(1)
		fmt.Println(runtime.FuncForPC(pc).Name(), line, ok)
	}
	above()
	_, _, _, ok = runtime.Caller(100)
	fmt.Println(ok)
	stack := make([]byte, 1000)
	stack = stack[:runtime.Stack(stack, false)]
	fmt.Println(strings.HasPrefix(string(stack), "goroutine 1 [running]:\nmain.callers("))
}

func main() {
	readers()
	pipes()
	rings()
	times()
	quotes()
	environment()
	callers()
}
