package fmt

import (
	"io"
	"os"
	"strconv"
)

type Stringer interface{ String() string }

type GoStringer interface{ GoString() string }

type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

type Formatter interface {
	Format(f State, verb rune)
}

// rest stands for what is left to be printed.
type rest struct{ _ int }

// The formats are native. They stop at a value with a method: how says which one is to be called on it (see call), for which verb
// and with which flags. resumed goes on with its text.
func formatted(format string, args []any) (text string, left *rest, value any, flags string, how, verb int)
func printed(args []any) (text string, left *rest, value any, flags string, how, verb int)
func printedLine(args []any) (text string, left *rest, value any, flags string, how, verb int)
func resumed(at *rest, result string) (text string, left *rest, value any, flags string, how, verb int)
func typeName(v any) string

// call returns what a value's method says; after a NUL, what is to be shown instead of it.
func call(value any, flags string, how, verb int) (text string) {
	defer func() {
		if r := recover(); r != nil {
			if isNil(value) {
				text = "\x00<nil>"
				return
			}
			name := "String"
			switch how {
			case 1:
				name = "Error"
			case 3:
				name = "GoString"
			case 4:
				name = "Format"
			}
			text = "\x00%!" + string(rune(verb)) + "(PANIC=" + name + " method: " + Sprint(r) + ")"
		}
	}()
	switch how {
	case 1:
		return value.(error).Error()
	case 2:
		return value.(Stringer).String()
	case 3:
		return value.(GoStringer).GoString()
	}
	s := &state{flags: flags}
	value.(Formatter).Format(s, rune(verb))
	return string(s.buf)
}

func isNil(value any) bool {
	text, _, _, _, how, _ := formatted("%p", []any{value})
	return how == 0 && text == "0x0"
}

// state is what a Formatter gets.
type state struct {
	flags string
	buf   []byte
}

func (s *state) Write(b []byte) (int, error) {
	s.buf = append(s.buf, b...)
	return len(b), nil
}

func (s *state) WriteString(text string) (int, error) {
	s.buf = append(s.buf, text...)
	return len(text), nil
}

func (s *state) numbers() string {
	for i := 0; i < len(s.flags); i++ {
		if c := s.flags[i]; c == '.' || c >= '1' && c <= '9' {
			return s.flags[i:]
		}
	}
	return ""
}

func (s *state) Width() (int, bool) {
	numbers := s.numbers()
	for i := 0; i < len(numbers); i++ {
		if numbers[i] == '.' {
			numbers = numbers[:i]
		}
	}
	n, err := strconv.Atoi(numbers)
	return n, err == nil
}

func (s *state) Precision() (int, bool) {
	for i := 0; i < len(s.flags); i++ {
		if s.flags[i] == '.' {
			n, err := strconv.Atoi(s.flags[i+1:])
			return n, err == nil
		}
	}
	return 0, false
}

func (s *state) Flag(c int) bool {
	for i := 0; i < len(s.flags); i++ {
		f := s.flags[i]
		if f == '.' || f >= '1' && f <= '9' {
			break
		}
		if int(f) == c {
			return true
		}
	}
	return false
}

func Sprintf(f string, a ...any) string {
	text, left, value, flags, how, verb := formatted(f, a)
	for how != 0 {
		text, left, value, flags, how, verb = resumed(left, call(value, flags, how, verb))
	}
	return text
}

func Sprint(a ...any) string {
	text, left, value, flags, how, verb := printed(a)
	for how != 0 {
		text, left, value, flags, how, verb = resumed(left, call(value, flags, how, verb))
	}
	return text
}

func Sprintln(a ...any) string {
	text, left, value, flags, how, verb := printedLine(a)
	for how != 0 {
		text, left, value, flags, how, verb = resumed(left, call(value, flags, how, verb))
	}
	return text
}

func Printf(format string, a ...any) (n int, err error) {
	return os.Stdout.WriteString(Sprintf(format, a...))
}

func Print(a ...any) (n int, err error) { return os.Stdout.WriteString(Sprint(a...)) }

func Println(a ...any) (n int, err error) { return os.Stdout.WriteString(Sprintln(a...)) }

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return io.WriteString(w, Sprintf(format, a...))
}

func Fprint(w io.Writer, a ...any) (n int, err error) { return io.WriteString(w, Sprint(a...)) }

func Fprintln(w io.Writer, a ...any) (n int, err error) { return io.WriteString(w, Sprintln(a...)) }

func Append(b []byte, a ...any) []byte { return append(b, Sprint(a...)...) }

func Appendf(b []byte, format string, a ...any) []byte { return append(b, Sprintf(format, a...)...) }

func Appendln(b []byte, a ...any) []byte { return append(b, Sprintln(a...)...) }

// FormatString is the directive that a Formatter was called for.
func FormatString(state State, verb rune) string {
	directive := []byte{'%'}
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			directive = append(directive, byte(c))
		}
	}
	if width, ok := state.Width(); ok {
		directive = strconv.AppendInt(directive, int64(width), 10)
	}
	if precision, ok := state.Precision(); ok {
		directive = append(directive, '.')
		directive = strconv.AppendInt(directive, int64(precision), 10)
	}
	return string(directive) + string(verb)
}
