// Package log, as far as the Lab has it. A function without a body is native.
package log

import (
	"fmt"
	"io"
	"os"
	"time"
)

const (
	Ldate = 1 << iota
	Ltime
	Lmicroseconds
	Llongfile
	Lshortfile
	LUTC
	Lmsgprefix
	LstdFlags = Ldate | Ltime
)

type Logger struct {
	out    io.Writer
	prefix string
	flag   int
}

var std = New(os.Stderr, "", LstdFlags)

func New(out io.Writer, prefix string, flag int) *Logger { return &Logger{out, prefix, flag} }

func (l *Logger) SetOutput(w io.Writer) { l.out = w }

func Default() *Logger { return std }

func (l *Logger) header() string {
	text := ""
	if l.flag&Lmsgprefix == 0 {
		text = l.prefix
	}
	now := time.Now()
	if l.flag&Ldate != 0 {
		text += now.Format("2006/01/02 ")
	}
	if l.flag&Lmicroseconds != 0 {
		text += now.Format("15:04:05.000000 ")
	} else if l.flag&Ltime != 0 {
		text += now.Format("15:04:05 ")
	}
	if l.flag&(Lshortfile|Llongfile) != 0 {
		text += "main.go:0: "
	}
	if l.flag&Lmsgprefix != 0 {
		text += l.prefix
	}
	return text
}

func (l *Logger) Output(calldepth int, s string) error {
	if len(s) == 0 || s[len(s)-1] != '\n' {
		s += "\n"
	}
	_, err := io.WriteString(l.out, l.header()+s)
	return err
}

func (l *Logger) Print(v ...any) { l.Output(2, fmt.Sprint(v...)) }

func (l *Logger) Printf(format string, v ...any) { l.Output(2, fmt.Sprintf(format, v...)) }

func (l *Logger) Println(v ...any) { l.Output(2, fmt.Sprintln(v...)) }

func (l *Logger) Fatal(v ...any) {
	l.Output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func (l *Logger) Fatalf(format string, v ...any) {
	l.Output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func (l *Logger) Fatalln(v ...any) {
	l.Output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Flags() int { return l.flag }

func (l *Logger) SetFlags(flag int) { l.flag = flag }

func (l *Logger) Prefix() string { return l.prefix }

func (l *Logger) SetPrefix(prefix string) { l.prefix = prefix }

func (l *Logger) Writer() io.Writer { return l.out }

func SetOutput(w io.Writer) { std.SetOutput(w) }

func Flags() int { return std.flag }

func SetFlags(flag int) { std.flag = flag }

func Prefix() string { return std.prefix }

func SetPrefix(prefix string) { std.prefix = prefix }

func Writer() io.Writer { return std.out }

func Print(v ...any) { std.Print(v...) }

func Printf(format string, v ...any) { std.Printf(format, v...) }

func Println(v ...any) { std.Println(v...) }

func Fatal(v ...any) { std.Fatal(v...) }

func Fatalf(format string, v ...any) { std.Fatalf(format, v...) }

func Fatalln(v ...any) { std.Fatalln(v...) }

func Panic(v ...any) { std.Panic(v...) }

func Panicf(format string, v ...any) { std.Panicf(format, v...) }

func Panicln(v ...any) { std.Panicln(v...) }

func Output(calldepth int, s string) error { return std.Output(calldepth, s) }
