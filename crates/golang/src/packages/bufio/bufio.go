// Package bufio, as far as the Lab has it. A function without a body is native.
package bufio

import (
	"errors"
	"io"
)

var ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")

var ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")

var ErrBufferFull = errors.New("bufio: buffer full")

var ErrNegativeCount = errors.New("bufio: negative count")

// mostEmptyReads is how often a reader may give nothing before that is an error.
const mostEmptyReads = 100

type ReadWriter struct {
	*Reader
	*Writer
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

// ReadFrom leaves the work to the writer below if that can and nothing is buffered, as in Go.
func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	if b.err != nil {
		return 0, b.err
	}
	below, isReaderFrom := b.wr.(io.ReaderFrom)
	for err == nil {
		if b.Available() == 0 {
			if err := b.Flush(); err != nil {
				return n, err
			}
		}
		if isReaderFrom && b.Buffered() == 0 {
			m, err := below.ReadFrom(r)
			b.err = err
			return n + m, err
		}
		if cap(b.buf) < b.size {
			b.buf = append(make([]byte, 0, b.size), b.buf...)
		}
		m, used := 0, len(b.buf)
		for range mostEmptyReads {
			m, err = r.Read(b.buf[used:b.size])
			if m != 0 || err != nil {
				break
			}
		}
		if m == 0 && err == nil {
			return n, io.ErrNoProgress
		}
		b.buf = b.buf[:used+m]
		n += int64(m)
	}
	if err != io.EOF {
		return n, err
	}
	if b.Available() == 0 {
		return n, b.Flush()
	}
	return n, nil
}

func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }
