package fmt

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

type Scanner interface {
	Scan(state ScanState, verb rune) error
}

func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

func Sscan(str string, a ...any) (n int, err error) { return Fscan(strings.NewReader(str), a...) }

func Sscanln(str string, a ...any) (n int, err error) { return Fscanln(strings.NewReader(str), a...) }

func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(strings.NewReader(str), format, a...)
}

func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := scanOf(r)
	s.crossesLines = true
	return s.all(a)
}

func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := scanOf(r)
	s.endsWithLine = true
	return s.all(a)
}

func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := scanOf(r)
	return s.formatted(format, a)
}

// runesOf makes runes of the bytes of a reader, one byte at a time.
type runesOf struct {
	from    io.Reader
	bytes   []byte // Read, and not yet part of a rune.
	last    rune
	size    int
	isAgain bool
}

func (r *runesOf) ReadRune() (rune, int, error) {
	if r.isAgain {
		r.isAgain = false
		return r.last, r.size, nil
	}
	for !utf8.FullRune(r.bytes) {
		var next [1]byte
		if _, err := io.ReadFull(r.from, next[:]); err != nil {
			if err != io.EOF || len(r.bytes) == 0 {
				return 0, 0, err
			}
			break
		}
		r.bytes = append(r.bytes, next[0])
	}
	r.last, r.size = utf8.DecodeRune(r.bytes)
	r.bytes = r.bytes[r.size:]
	return r.last, r.size, nil
}

func (r *runesOf) UnreadRune() error {
	r.isAgain = true
	return nil
}

const (
	end     rune = -1      // What is read behind the last rune.
	noWidth      = 1 << 30 // The width of an operand without one.
)

// scanState is what a call of the scanning functions shares.
type scanState struct {
	from         io.RuneScanner
	crossesLines bool // A line end is space.
	endsWithLine bool // Nothing is read behind a line end.
	isAtEnd      bool
	count        int // Runes read so far.
	limit        int // Of them, for this operand.
	width        int
	token        []byte
}

func scanOf(r io.Reader) *scanState {
	from, ok := r.(io.RuneScanner)
	if !ok {
		from = &runesOf{from: r}
	}
	return &scanState{from: from, limit: noWidth, width: noWidth}
}

// failed ends a call: it is what a scan panics with.
type failed struct{ err error }

func fail(text string) { panic(failed{errors.New(text)}) }

func caught(err *error) {
	switch e := recover().(type) {
	case nil:
	case failed:
		*err = e.err
	default:
		panic(e)
	}
}

func (s *scanState) ReadRune() (r rune, size int, err error) {
	if s.isAtEnd || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.from.ReadRune()
	switch {
	case err == nil:
		s.count++
		s.isAtEnd = s.endsWithLine && r == '\n'
	case err == io.EOF:
		s.isAtEnd = true
	}
	return
}

func (s *scanState) UnreadRune() error {
	s.from.UnreadRune()
	s.isAtEnd = false
	s.count--
	return nil
}

func (s *scanState) Width() (wid int, ok bool) {
	if s.width == noWidth {
		return 0, false
	}
	return s.width, true
}

func (s *scanState) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scanState) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	defer caught(&err)
	if f == nil {
		f = func(r rune) bool { return !unicode.IsSpace(r) }
	}
	s.token = s.token[:0]
	if skipSpace {
		s.SkipSpace()
	}
	s.takeWhile(f)
	return s.token, nil
}

// next is the next rune, or end.
func (s *scanState) next() rune {
	r, _, err := s.ReadRune()
	if err == io.EOF {
		return end
	}
	if err != nil {
		panic(failed{err})
	}
	return r
}

// must is the next rune, where there has to be one.
func (s *scanState) must() rune {
	r := s.next()
	if r == end {
		panic(failed{io.ErrUnexpectedEOF})
	}
	return r
}

// peek says whether the next rune is one of a set.
func (s *scanState) peek(set string) bool {
	r := s.next()
	if r != end {
		s.UnreadRune()
	}
	return r != end && strings.ContainsRune(set, r)
}

// take adds the next rune to the token if it is one of a set.
func (s *scanState) take(set string) bool {
	if !s.peek(set) {
		return false
	}
	s.token = append(s.token, string(s.next())...)
	return true
}

func (s *scanState) takeAll(set string) {
	for s.take(set) {
	}
}

func (s *scanState) takeWhile(f func(rune) bool) {
	for {
		r := s.next()
		if r == end {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.token = append(s.token, string(r)...)
	}
}

func (s *scanState) SkipSpace() {
	for {
		switch r := s.next(); {
		case r == end:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n' && !s.crossesLines:
			fail("unexpected newline")
		case !unicode.IsSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// begin comes to the beginning of an operand, which must be there.
func (s *scanState) begin() {
	s.SkipSpace()
	s.notEnd()
}

func (s *scanState) notEnd() {
	if s.next() == end {
		panic(failed{io.EOF})
	}
	s.UnreadRune()
}

// all scans operands with space between them.
func (s *scanState) all(a []any) (n int, err error) {
	defer caught(&err)
	for _, operand := range a {
		s.operand('v', operand)
		n++
	}
	for s.endsWithLine {
		r := s.next()
		if r == '\n' || r == end {
			break
		}
		if !unicode.IsSpace(r) {
			fail("expected newline")
		}
	}
	return
}
