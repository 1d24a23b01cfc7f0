// Package bufio, as far as the Lab has it. A function without a body is native.
package bufio

import (
	"errors"
	"io"
	"unicode/utf8"
)

var ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")

var ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")

var ErrBufferFull = errors.New("bufio: buffer full")

var ErrNegativeCount = errors.New("bufio: negative count")

type ReadWriter struct {
	*Reader
	*Writer
}

type Reader struct {
	rd   io.Reader
	buf  []byte
	err  error
	last int // The byte before the next one; -1 if it cannot be unread.
	rune int
	size int
}

func NewReaderSize(rd io.Reader, size int) *Reader {
	return &Reader{rd: rd, last: -1, rune: -1, size: max(size, 16)}
}

func NewReader(rd io.Reader) *Reader { return NewReaderSize(rd, 4096) }

func (b *Reader) Size() int { return b.size }

func (b *Reader) Reset(r io.Reader) { *b = *NewReaderSize(r, b.size) }

// fill reads more; afterwards there is more, or err is set.
func (b *Reader) fill() {
	part := make([]byte, 512)
	for i := 0; i < 100; i++ {
		n, err := b.rd.Read(part)
		b.buf = append(b.buf, part[:n]...)
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

func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	b.last, b.rune = -1, -1
	for len(b.buf) < n && len(b.buf) < b.size && b.err == nil {
		b.fill()
	}
	if n > b.size {
		return b.buf, ErrBufferFull
	}
	if len(b.buf) < n {
		err := b.readErr()
		if err == nil {
			err = ErrBufferFull
		}
		return b.buf, err
	}
	return b.buf[:n], nil
}

func (b *Reader) Discard(n int) (discarded int, err error) {
	if n < 0 {
		return 0, ErrNegativeCount
	}
	for discarded < n {
		if len(b.buf) == 0 {
			if b.err != nil {
				return discarded, b.readErr()
			}
			b.fill()
			continue
		}
		m := min(n-discarded, len(b.buf))
		b.buf = b.buf[m:]
		discarded += m
	}
	b.last, b.rune = -1, -1
	return discarded, nil
}

func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(b.buf) == 0 {
		if b.err == nil {
			b.fill()
		}
		if len(b.buf) == 0 {
			return 0, b.readErr()
		}
	}
	n = copy(p, b.buf)
	b.last, b.rune = int(b.buf[n-1]), -1
	b.buf = b.buf[n:]
	return n, nil
}

func (b *Reader) ReadByte() (byte, error) {
	b.rune = -1
	for len(b.buf) == 0 {
		if b.err != nil {
			return 0, b.readErr()
		}
		b.fill()
	}
	c := b.buf[0]
	b.buf = b.buf[1:]
	b.last = int(c)
	return c, nil
}

func (b *Reader) UnreadByte() error {
	if b.last < 0 {
		return ErrInvalidUnreadByte
	}
	b.buf = append([]byte{byte(b.last)}, b.buf...)
	b.last, b.rune = -1, -1
	return nil
}

func (b *Reader) ReadRune() (r rune, size int, err error) {
	for len(b.buf) < utf8.UTFMax && !utf8.FullRune(b.buf) && b.err == nil {
		b.fill()
	}
	b.rune = -1
	if len(b.buf) == 0 {
		return 0, 0, b.readErr()
	}
	r, size = utf8.DecodeRune(b.buf)
	b.last, b.rune = int(b.buf[size-1]), int(r)
	b.buf = b.buf[size:]
	return r, size, nil
}

func (b *Reader) UnreadRune() error {
	if b.rune < 0 {
		return ErrInvalidUnreadRune
	}
	b.buf = append([]byte(string(rune(b.rune))), b.buf...)
	b.last, b.rune = -1, -1
	return nil
}

func (b *Reader) Buffered() int { return len(b.buf) }

func (b *Reader) ReadSlice(delim byte) (line []byte, err error) { return b.ReadBytes(delim) }

func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadBytes('\n')
	if len(line) == 0 {
		return nil, false, err
	}
	if n := len(line); line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line, false, nil
}

func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	from := 0
	for {
		for i := from; i < len(b.buf); i++ {
			if b.buf[i] == delim {
				line := append([]byte{}, b.buf[:i+1]...)
				b.buf = b.buf[i+1:]
				b.last, b.rune = int(delim), -1
				return line, nil
			}
		}
		from = len(b.buf)
		if b.err != nil {
			line := append([]byte{}, b.buf...)
			if len(line) > 0 {
				b.last, b.rune = int(line[len(line)-1]), -1
			}
			b.buf = nil
			return line, b.readErr()
		}
		b.fill()
	}
}

func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadBytes(delim)
	return string(line), err
}

func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	for {
		m, err := w.Write(b.buf)
		n += int64(m)
		b.buf = b.buf[m:]
		if err != nil {
			return n, err
		}
		if b.err != nil {
			if err := b.readErr(); err != io.EOF {
				return n, err
			}
			return n, nil
		}
		b.fill()
	}
}

type Writer struct {
	wr   io.Writer
	buf  []byte
	size int
	err  error
}

func NewWriterSize(w io.Writer, size int) *Writer {
	if size <= 0 {
		size = 4096
	}
	return &Writer{wr: w, size: size}
}

func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, 4096) }

func (b *Writer) Size() int { return b.size }

func (b *Writer) Reset(w io.Writer) { b.wr, b.buf, b.err = w, nil, nil }

func (b *Writer) Flush() error {
	if b.err != nil || len(b.buf) == 0 {
		return b.err
	}
	n, err := b.wr.Write(b.buf)
	if n < len(b.buf) && err == nil {
		err = io.ErrShortWrite
	}
	b.buf = append([]byte(nil), b.buf[n:]...)
	b.err = err
	return err
}

func (b *Writer) Available() int { return b.size - len(b.buf) }

func (b *Writer) AvailableBuffer() []byte { return make([]byte, 0, b.Available()) }

func (b *Writer) Buffered() int { return len(b.buf) }

func (b *Writer) Write(p []byte) (nn int, err error) {
	for len(p) > b.Available() && b.err == nil {
		var n int
		if b.Buffered() == 0 {
			n, b.err = b.wr.Write(p)
		} else {
			n = b.Available()
			b.buf = append(b.buf, p[:n]...)
			b.Flush()
		}
		nn += n
		p = p[n:]
	}
	if b.err != nil {
		return nn, b.err
	}
	b.buf = append(b.buf, p...)
	return nn + len(p), nil
}

func (b *Writer) WriteByte(c byte) error {
	_, err := b.Write([]byte{c})
	return err
}

func (b *Writer) WriteRune(r rune) (size int, err error) { return b.WriteString(string(r)) }

func (b *Writer) WriteString(s string) (int, error) { return b.Write([]byte(s)) }

func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	part := make([]byte, 512)
	for {
		m, rerr := r.Read(part)
		w, werr := b.Write(part[:m])
		n += int64(w)
		if werr != nil {
			return n, werr
		}
		if rerr == io.EOF {
			return n, nil
		}
		if rerr != nil {
			return n, rerr
		}
	}
}

func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }
