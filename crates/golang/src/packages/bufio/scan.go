package bufio

import (
	"errors"
	"io"
	"unicode"
	"unicode/utf8"
)

type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

var ErrTooLong = errors.New("bufio.Scanner: token too long")

var ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")

var ErrAdvanceTooFar = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")

var ErrBadReadCount = errors.New("bufio.Scanner: Read returned impossible count")

const (
	MaxScanTokenSize = 64 * 1024
)

var ErrFinalToken = errors.New("final token")

type Scanner struct {
	r     io.Reader
	split SplitFunc
	max   int
	token []byte
	buf   []byte
	atEOF bool
	done  bool
	err   error
	empty int
}

func NewScanner(r io.Reader) *Scanner { return &Scanner{r: r, split: ScanLines, max: MaxScanTokenSize} }

func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

func (s *Scanner) Bytes() []byte { return s.token }

func (s *Scanner) Text() string { return string(s.token) }

func (s *Scanner) Scan() bool {
	if s.done {
		return false
	}
	for {
		if len(s.buf) > 0 || s.atEOF {
			advance, token, err := s.split(s.buf, s.atEOF)
			if err != nil {
				s.done = true
				s.token = token
				if err != ErrFinalToken {
					s.err = err
					s.token = nil
					return false
				}
				return token != nil
			}
			if advance < 0 {
				return s.fail(ErrNegativeAdvance)
			}
			if advance > len(s.buf) {
				return s.fail(ErrAdvanceTooFar)
			}
			s.buf = s.buf[advance:]
			if token != nil {
				if advance > 0 {
					s.empty = 0
				} else if s.empty++; s.empty > 100 {
					panic("bufio.Scan: too many empty tokens without progressing")
				}
				s.token = token
				return true
			}
			if s.atEOF && (len(s.buf) == 0 || advance == 0) {
				s.done = true
				s.token = nil
				return false
			}
			if advance > 0 {
				continue
			}
		}
		if len(s.buf) >= s.max {
			return s.fail(ErrTooLong)
		}
		part := make([]byte, 512)
		n, err := s.r.Read(part)
		s.buf = append(s.buf, part[:n]...)
		if err != nil {
			s.atEOF = true
			if err != io.EOF {
				s.err = err
			}
		}
	}
}

func (s *Scanner) fail(err error) bool {
	s.done, s.token = true, nil
	s.err = err
	return false
}

func (s *Scanner) Buffer(buf []byte, max int) { s.max = max }

func (s *Scanner) Split(split SplitFunc) { s.split = split }

func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[0:1], nil
}

func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	if !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	r, size := utf8.DecodeRune(data)
	if r == utf8.RuneError && size == 1 {
		return 1, []byte(string(utf8.RuneError)), nil
	}
	return size, data[:size], nil
}

func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	for i, c := range data {
		if c == '\n' {
			return i + 1, withoutReturn(data[:i]), nil
		}
	}
	if atEOF {
		return len(data), withoutReturn(data), nil
	}
	return 0, nil, nil
}

func withoutReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) {
		r, size := utf8.DecodeRune(data[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	for i := start; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if unicode.IsSpace(r) {
			return i + size, data[start:i], nil
		}
		i += size
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}
