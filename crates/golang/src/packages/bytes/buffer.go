package bytes

import (
	"errors"
	"io"
	"unicode/utf8"
)

var ErrTooLarge = errors.New("bytes.Buffer: too large")

const MinRead = 512

const maxInt = int(^uint(0) >> 1)

type Buffer struct {
	buf  []byte
	off  int
	last int // The bytes of the last rune read; -1 after another read; 0 after none.
}

func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

func (b *Buffer) Len() int { return len(b.buf) - b.off }

func (b *Buffer) Cap() int { return cap(b.buf) }

func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.last = 0
	b.buf = b.buf[:b.off+n]
}

func (b *Buffer) Reset() { b.buf, b.off, b.last = b.buf[:0], 0, 0 }

func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	b.grow(n)
}

// grow makes room for n bytes behind what is there: where what was read stands, if that is enough for twice as much. What
// was read last stays known unless the buffer was empty.
func (b *Buffer) grow(n int) {
	if b.off > 0 && b.Len() == 0 {
		b.Reset()
	}
	if n <= b.Available() {
		return
	}
	c := cap(b.buf)
	switch {
	case b.buf == nil && n <= 64:
		b.buf = make([]byte, 0, 64)
	case n <= c/2-b.Len():
		b.buf = b.buf[:copy(b.buf, b.buf[b.off:])]
		b.off = 0
	case c > maxInt-c-n:
		panic(ErrTooLarge)
	default:
		b.buf = grown(b.buf[b.off:], b.off+n)
		b.off = 0
	}
}

// grown returns the bytes with room for n more, and for as many again as there was room for.
func grown(b []byte, n int) []byte {
	defer func() {
		if recover() != nil {
			panic(ErrTooLarge)
		}
	}()
	// The capacity is one of the sizes that memory comes in.
	all := append([]byte(nil), make([]byte, max(len(b)+n, 2*cap(b)))...)
	return all[:copy(all, b)]
}

// prepare makes room for a write of n bytes. Unlike Grow it leaves an empty buffer where it is if there is room behind.
func (b *Buffer) prepare(n int) {
	b.last = 0
	if n > b.Available() {
		b.grow(n)
	}
}

func (b *Buffer) Write(p []byte) (n int, err error) {
	b.prepare(len(p))
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *Buffer) WriteString(s string) (n int, err error) {
	b.prepare(len(s))
	b.buf = append(b.buf, s...)
	return len(s), nil
}

func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.last = 0
	for {
		b.grow(MinRead)
		end := len(b.buf)
		m, err := r.Read(b.buf[end:cap(b.buf)])
		if m < 0 {
			panic(errors.New("bytes.Buffer: reader returned negative count from Read"))
		}
		b.buf = b.buf[:end+m]
		n += int64(m)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	if b.Len() > 0 {
		m, err := w.Write(b.buf[b.off:])
		b.off += m
		n = int64(m)
		if err != nil {
			return n, err
		}
		if b.Len() > 0 {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

func (b *Buffer) WriteByte(c byte) error {
	b.prepare(1)
	b.buf = append(b.buf, c)
	return nil
}

func (b *Buffer) WriteRune(r rune) (n int, err error) {
	if uint32(r) < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return 1, nil
	}
	b.prepare(utf8.UTFMax)
	before := len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - before, nil
}

func (b *Buffer) Read(p []byte) (n int, err error) {
	b.last = 0
	if b.Len() == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.off += n
	if n > 0 {
		b.last = -1
	}
	return n, nil
}

func (b *Buffer) Next(n int) []byte {
	b.last = 0
	n = min(n, b.Len())
	data := b.buf[b.off : b.off+n]
	b.off += n
	if n > 0 {
		b.last = -1
	}
	return data
}

func (b *Buffer) ReadByte() (byte, error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.last = -1
	return c, nil
}

func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.last = size
	return
}

func (b *Buffer) UnreadRune() error {
	if b.last <= 0 {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= b.last
	b.last = 0
	return nil
}

func (b *Buffer) UnreadByte() error {
	if b.last == 0 {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.last = 0
	// A ReadBytes of an empty buffer counts as a read.
	if b.off > 0 {
		b.off--
	}
	return nil
}

func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	end := b.Len()
	if i := IndexByte(b.buf[b.off:], delim); i >= 0 {
		end = i + 1
	} else {
		err = io.EOF
	}
	line = append(line, b.buf[b.off:b.off+end]...)
	b.off += end
	b.last = -1
	return line, err
}

func (b *Buffer) ReadString(delim byte) (line string, err error) {
	bytes, err := b.ReadBytes(delim)
	return string(bytes), err
}

func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }
