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
