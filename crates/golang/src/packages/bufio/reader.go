package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// A Reader's buffer has one size, and what was read stays in it for UnreadByte and UnreadRune until it is filled again.
type Reader struct {
	buf  []byte
	rd   io.Reader
	r, w int // What is read and not yet returned: buf[r:w].
	err  error
	last int // The byte before buf[r]; -1 if it cannot be unread.
	size int // How many bytes the last rune had; -1 if it cannot be unread.
}

func NewReaderSize(rd io.Reader, size int) *Reader {
	if b, ok := rd.(*Reader); ok && len(b.buf) >= size {
		return b
	}
	return &Reader{buf: make([]byte, max(size, 16)), rd: rd, last: -1, size: -1}
}

func NewReader(rd io.Reader) *Reader { return NewReaderSize(rd, 4096) }

func (b *Reader) Size() int { return len(b.buf) }

func (b *Reader) Reset(r io.Reader) {
	if b == r {
		return
	}
	if b.buf == nil {
		b.buf = make([]byte, 4096)
	}
	*b = Reader{buf: b.buf, rd: r, last: -1, size: -1}
}

// fill reads more; afterwards there is more, or err is set. There is room for it.
func (b *Reader) fill() {
	if b.r > 0 {
		b.w = copy(b.buf, b.buf[b.r:b.w])
		b.r = 0
	}
	for range mostEmptyReads {
		n, err := b.rd.Read(b.buf[b.w:])
		if n < 0 {
			panic(errors.New("bufio: reader returned negative count from Read"))
		}
		b.w += n
		if err != nil {
			b.err = err
			return
		}
		if n > 0 {
			return
		}
	}
	b.err = io.ErrNoProgress
}

func (b *Reader) readErr() error {
	err := b.err
	b.err = nil
	return err
}

// forget makes unreading impossible.
func (b *Reader) forget() { b.last, b.size = -1, -1 }

func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	b.forget()
	for b.Buffered() < min(n, len(b.buf)) && b.err == nil {
		b.fill()
	}
	if n > len(b.buf) {
		return b.buf[b.r:b.w], ErrBufferFull
	}
	if b.Buffered() >= n {
		return b.buf[b.r : b.r+n], nil
	}
	err := b.readErr()
	if err == nil {
		err = ErrBufferFull
	}
	return b.buf[b.r:b.w], err
}

func (b *Reader) Discard(n int) (discarded int, err error) {
	if n < 0 {
		return 0, ErrNegativeCount
	}
	if n > 0 {
		b.forget()
	}
	for discarded < n {
		if b.r == b.w {
			b.fill()
		}
		m := min(n-discarded, b.Buffered())
		b.r += m
		discarded += m
		if discarded < n && b.err != nil {
			return discarded, b.readErr()
		}
	}
	return discarded, nil
}

func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		if b.r < b.w {
			return 0, nil
		}
		return 0, b.readErr()
	}
	if b.r == b.w {
		if b.err != nil {
			return 0, b.readErr()
		}
		// One call of the reader below; what does not fit in the buffer goes around it.
		into := b.buf
		if len(p) >= len(b.buf) {
			into = p
		}
		n, b.err = b.rd.Read(into)
		if n < 0 {
			panic(errors.New("bufio: reader returned negative count from Read"))
		}
		if len(p) >= len(b.buf) {
			if n > 0 {
				b.last, b.size = int(p[n-1]), -1
			}
			return n, b.readErr()
		}
		if n == 0 {
			return 0, b.readErr()
		}
		b.r, b.w = 0, n
	}
	n = copy(p, b.buf[b.r:b.w])
	b.r += n
	b.last, b.size = int(b.buf[b.r-1]), -1
	return n, nil
}

func (b *Reader) ReadByte() (byte, error) {
	b.size = -1
	for b.r == b.w {
		if b.err != nil {
			return 0, b.readErr()
		}
		b.fill()
	}
	c := b.buf[b.r]
	b.r++
	b.last = int(c)
	return c, nil
}

func (b *Reader) UnreadByte() error {
	if b.last < 0 || b.r == 0 && b.w > 0 {
		return ErrInvalidUnreadByte
	}
	if b.r > 0 {
		b.r--
	} else {
		b.w = 1
	}
	b.buf[b.r] = byte(b.last)
	b.forget()
	return nil
}

func (b *Reader) ReadRune() (r rune, size int, err error) {
	for b.Buffered() < utf8.UTFMax && !utf8.FullRune(b.buf[b.r:b.w]) && b.err == nil && b.Buffered() < len(b.buf) {
		b.fill()
	}
	b.size = -1
	if b.r == b.w {
		return 0, 0, b.readErr()
	}
	r, size = utf8.DecodeRune(b.buf[b.r:b.w])
	b.r += size
	b.last, b.size = int(b.buf[b.r-1]), size
	return r, size, nil
}

func (b *Reader) UnreadRune() error {
	if b.size < 0 || b.r < b.size {
		return ErrInvalidUnreadRune
	}
	b.r -= b.size
	b.forget()
	return nil
}

func (b *Reader) Buffered() int { return b.w - b.r }

func (b *Reader) ReadSlice(delim byte) (line []byte, err error) {
	from := 0
	for {
		if i := bytes.IndexByte(b.buf[b.r+from:b.w], delim); i >= 0 {
			end := b.r + from + i + 1
			line = b.buf[b.r:end]
			b.r = end
			break
		}
		full := b.Buffered() >= len(b.buf)
		if b.err != nil || full {
			line = b.buf[b.r:b.w]
			b.r = b.w
			if b.err == nil {
				err = ErrBufferFull
			} else {
				err = b.readErr()
			}
			break
		}
		from = b.Buffered()
		b.fill()
	}
	if n := len(line); n > 0 {
		b.last, b.size = int(line[n-1]), -1
	}
	return line, err
}

func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadSlice('\n')
	n := len(line)
	if err == ErrBufferFull {
		// The end of the line may lie on both sides of the buffer's.
		if line[n-1] == '\r' {
			b.r--
			line = line[:n-1]
		}
		return line, true, nil
	}
	if n == 0 {
		return nil, false, err
	}
	if line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line, false, nil
}

func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	all := []byte{}
	for {
		part, err := b.ReadSlice(delim)
		all = append(all, part...)
		if err != ErrBufferFull {
			return all, err
		}
	}
}

func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadBytes(delim)
	return string(line), err
}

// WriteTo goes on where the reader below is a WriterTo or the writer a ReaderFrom, as in Go.
func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b.forget()
	for first := true; first || b.r < b.w; first = false {
		if b.r < b.w {
			m, err := w.Write(b.buf[b.r:b.w])
			b.r += m
			n += int64(m)
			if err != nil {
				return n, err
			}
		}
		if first {
			if r, ok := b.rd.(io.WriterTo); ok {
				m, err := r.WriteTo(w)
				return n + m, err
			}
			if w, ok := w.(io.ReaderFrom); ok {
				m, err := w.ReadFrom(b.rd)
				return n + m, err
			}
		}
		if b.Buffered() < len(b.buf) {
			b.fill()
		}
	}
	if b.err == io.EOF {
		b.err = nil
	}
	return n, b.readErr()
}
