package fmt

import (
	"io"
	"unicode"
	"unicode/utf8"
)

// formatted scans operands between what a format says. It stops without an error where the input ends before a verb.
func (s *scanState) formatted(format string, a []any) (n int, err error) {
	defer caught(&err)
	for rest := format; rest != ""; {
		after, fits := s.literal(rest)
		if !fits {
			fail("input does not match format")
		}
		if after == "" {
			break
		}
		s.setWidth(&after)
		verb, size := utf8.DecodeRuneInString(after)
		if verb != 'c' {
			s.SkipSpace()
		}
		rest = after[size:]
		if verb == '%' {
			s.percent()
			continue
		}
		if n >= len(a) {
			fail("too few operands for format '%" + after + "'")
		}
		s.limit = min(s.count+s.width, noWidth)
		s.operand(verb, a[n])
		n++
		s.limit = noWidth
	}
	if n < len(a) {
		fail("too many operands")
	}
	return
}

// setWidth takes the width of a verb off the format.
func (s *scanState) setWidth(format *string) {
	s.width = noWidth
	width, digits := 0, 0
	for digits < len(*format) && (*format)[digits] >= '0' && (*format)[digits] <= '9' {
		width = min(width*10+int((*format)[digits]-'0'), noWidth-1)
		digits++
	}
	if digits > 0 {
		s.width = width
		*format = (*format)[digits:]
	}
}

func (s *scanState) percent() {
	s.begin()
	if !s.skip("%") {
		fail("missing literal %")
	}
}

// literal matches the format up to its next verb with the input. It returns the format behind that verb's %.
func (s *scanState) literal(format string) (after string, fits bool) {
	for format != "" {
		r, size := utf8.DecodeRuneInString(format)
		if unicode.IsSpace(r) {
			format = s.space(format)
			continue
		}
		if r == '%' {
			if len(format) == 1 {
				fail("missing verb: % at end of format string")
			}
			if format[1] != '%' {
				return format[1:], true
			}
			size = 2
			s.SkipSpace()
		}
		switch input := s.next(); input {
		case r:
		case end:
			panic(failed{io.ErrUnexpectedEOF})
		default:
			s.UnreadRune()
			return "", false
		}
		format = format[size:]
	}
	return "", true
}

// space matches a run of space in the format: a newline takes one of the input with the space before it, other space at
// least one, unless it follows a newline. It returns the rest of the format.
func (s *scanState) space(format string) string {
	newlines, isTrailing := 0, false
	for {
		r, size := utf8.DecodeRuneInString(format)
		if format == "" || !unicode.IsSpace(r) {
			break
		}
		isTrailing = r != '\n'
		if r == '\n' {
			newlines++
		}
		format = format[size:]
	}
	for range newlines {
		if r := s.spaceBefore(s.next()); r != '\n' && r != end {
			fail("newline in format does not match input")
		}
	}
	if isTrailing {
		r := s.next()
		if newlines == 0 {
			if r != end && !unicode.IsSpace(r) {
				fail("expected space in input to match format")
			}
			if r == '\n' {
				fail("newline in input does not match format")
			}
		}
		if s.spaceBefore(r) != end {
			s.UnreadRune()
		}
	}
	return format
}

// spaceBefore goes over space within a line, from a rune on that was read, and returns the first rune that is none.
func (s *scanState) spaceBefore(r rune) rune {
	for r != '\n' && r != end && unicode.IsSpace(r) {
		r = s.next()
	}
	return r
}
