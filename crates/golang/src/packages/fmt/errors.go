package fmt

import "errors"

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
