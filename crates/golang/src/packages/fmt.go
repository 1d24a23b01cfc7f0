package fmt

import (
	"errors"
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

// The formats are native. They stop at the first method whose text is not among results: how says which one is to be
// called on value (see call), for which verb and with which flags.
func formatted(format string, args []any, results []string) (text string, value any, flags string, how, verb int)
func printed(args []any, results []string) (text string, value any, flags string, how, verb int)
func printedLine(args []any, results []string) (text string, value any, flags string, how, verb int)
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
	text, _, _, how, _ := formatted("%p", []any{value}, nil)
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
	var results []string
	for {
		text, value, flags, how, verb := formatted(f, a, results)
		if how == 0 {
			return text
		}
		results = append(results, call(value, flags, how, verb))
	}
}

func Sprint(a ...any) string {
	var results []string
	for {
		text, value, flags, how, verb := printed(a, results)
		if how == 0 {
			return text
		}
		results = append(results, call(value, flags, how, verb))
	}
}

func Sprintln(a ...any) string {
	var results []string
	for {
		text, value, flags, how, verb := printedLine(a, results)
		if how == 0 {
			return text
		}
		results = append(results, call(value, flags, how, verb))
	}
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

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }

func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string { return e.msg }

func (e *wrapErrors) Unwrap() []error { return e.errs }

// Errorf formats an error; those that stand for %w are wrapped.
func Errorf(format string, a ...any) error {
	text := Sprintf(format, a...)
	var wrapped []error
	for _, i := range wraps(format) {
		if i < len(a) {
			if err, ok := a[i].(error); ok {
				wrapped = append(wrapped, err)
			}
		}
	}
	switch len(wrapped) {
	case 0:
		return errors.New(text)
	case 1:
		return &wrapError{text, wrapped[0]}
	}
	return &wrapErrors{text, wrapped}
}

// wraps returns the numbers of the arguments of %w.
func wraps(format string) (numbers []int) {
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		i++
	verb:
		for ; i < len(format); i++ {
			switch c := format[i]; {
			case c == '%':
				break verb
			case c == '*':
				next++
			case c == '[':
				n := 0
				for i++; i < len(format) && format[i] != ']'; i++ {
					n = n*10 + int(format[i]-'0')
				}
				next = n - 1
			case c == '#', c == '+', c == '-', c == ' ', c == '.', c >= '0' && c <= '9':
			default:
				if c == 'w' {
					numbers = append(numbers, next)
				}
				next++
				break verb
			}
		}
	}
	return numbers
}

func FormatString(state State, verb rune) string

func Scan(a ...any) (n int, err error)

func Scanln(a ...any) (n int, err error)

func Scanf(format string, a ...any) (n int, err error)

func Sscan(str string, a ...any) (n int, err error)

func Sscanln(str string, a ...any) (n int, err error)

func Sscanf(str string, format string, a ...any) (n int, err error)

func Fscan(r io.Reader, a ...any) (n int, err error)

func Fscanln(r io.Reader, a ...any) (n int, err error)

func Fscanf(r io.Reader, format string, a ...any) (n int, err error)
