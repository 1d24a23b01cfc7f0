package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// A slow reader gives a few bytes a call, and counts the calls.
type slow struct {
	text  string
	most  int
	calls int
}

func (s *slow) Read(p []byte) (int, error) {
	s.calls++
	if s.text == "" {
		return 0, io.EOF
	}
	n := copy(p, s.text[:min(s.most, len(s.text))])
	s.text = s.text[n:]
	return n, nil
}

type stuck struct{}

func (*stuck) Read([]byte) (int, error) { return 0, nil }

// A source is a reader that writes itself, and says which of the two was asked of it.
type source struct{ slow }

func (s *source) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write([]byte(s.text))
	s.text = s.text[n:]
	fmt.Print("WriteTo ")
	return int64(n), err
}

// A sink is a writer that reads all itself.
type sink struct{ strings.Builder }

func (s *sink) ReadFrom(r io.Reader) (int64, error) {
	all, err := io.ReadAll(r)
	s.Write(all)
	fmt.Print("ReadFrom ")
	return int64(len(all)), err
}

// A narrow writer takes three bytes a call.
type narrow struct{ strings.Builder }

func (n *narrow) Write(p []byte) (int, error) { return n.Builder.Write(p[:min(3, len(p))]) }

// A liar says that it has written more than it was given.
type liar struct{}

func (liar) Write(p []byte) (int, error) { return len(p) + 1, nil }

func main() {
	newSource := func(text string) *source { return &source{slow{text, 4, 0}} }
	var b bytes.Buffer
	n, err := io.Copy(&b, newSource("written"))
	fmt.Println(n, err, b.String())
	var to sink
	n, err = io.Copy(&to, &slow{"read from", 4, 0})
	fmt.Println(n, err, to.String())
	n, err = io.Copy(&to, newSource(" and written"))
	fmt.Println(n, err, to.String())
	from := newSource("limited")
	n, err = io.CopyN(&to, from, 3)
	fmt.Println(n, err, to.String(), from.calls, from.text)
	n, err = io.CopyN(&to, from, 30)
	fmt.Println(n, err, to.String(), from.calls)
	var plain strings.Builder
	fewer := &slow{"a small buffer", 4, 0}
	n, err = io.CopyBuffer(&plain, fewer, make([]byte, 3))
	fmt.Println(n, err, plain.String(), fewer.calls)
	n, err = io.Copy(&narrow{}, &slow{"too much", 8, 0})
	fmt.Println(n, err)
	n, err = io.Copy(&narrow{}, strings.NewReader("too much"))
	fmt.Println(n, err)
	n, err = io.Copy(&narrow{}, bytes.NewReader([]byte("too much")))
	fmt.Println(n, err)
	n, err = io.Copy(liar{}, &slow{"a lie", 8, 0})
	fmt.Println(n, err)

	text := strings.NewReader("unread")
	text.ReadRune()
	n, err = io.Copy(io.Discard, text)
	fmt.Println(n, err, text.UnreadRune(), text.UnreadByte())
	buffered := bufio.NewReaderSize(newSource("a source below a buffer"), 16)
	buffered.ReadByte()
	n, err = io.Copy(io.Discard, buffered)
	fmt.Println(n, err, buffered.UnreadByte(), buffered.Buffered())
	buffered.Reset(&slow{"a reader below a buffer", 4, 0})
	buffered.ReadByte()
	n, err = io.Copy(&to, buffered)
	fmt.Println(n, err, to.String())
	buffered.Reset(&slow{"to a plain writer", 4, 0})
	n, err = io.Copy(&plain, buffered)
	fmt.Println(n, err, plain.String(), buffered.UnreadByte())

	var below bytes.Buffer
	w := bufio.NewWriterSize(&below, 16)
	n, err = w.ReadFrom(strings.NewReader("abc"))
	fmt.Println(n, err, w.Buffered(), below.String())
	w.WriteString("def")
	n, err = io.Copy(w, &slow{"ghi", 2, 0})
	fmt.Println(n, err, w.Buffered(), below.String())
	n, err = w.ReadFrom(&slow{strings.Repeat("j", 20), 7, 0})
	fmt.Println(n, err, w.Buffered(), below.String())
	plain.Reset()
	w.Reset(&plain)
	n, err = w.ReadFrom(&slow{strings.Repeat("k", 40), 7, 0})
	fmt.Println(n, err, w.Buffered(), plain.Len())
	n, err = w.ReadFrom(&slow{strings.Repeat("l", 8), 7, 0})
	fmt.Println(n, err, w.Buffered(), w.Available(), plain.Len())
	n, err = w.ReadFrom(&stuck{})
	fmt.Println(n, err, w.Buffered())
	w.Reset(&narrow{})
	n, err = w.ReadFrom(&slow{strings.Repeat("m", 40), 7, 0})
	fmt.Println(n, err, w.Buffered())
	n, err = w.ReadFrom(&slow{"n", 7, 0})
	fmt.Println(n, err, w.Flush())

	several := io.MultiReader(newSource("one "), &slow{"two ", 3, 0}, io.MultiReader(strings.NewReader("three")))
	_, isWriterTo := several.(io.WriterTo)
	n, err = io.Copy(&to, several)
	fmt.Println(n, err, to.String(), isWriterTo)
	for _, r := range []io.Reader{newSource("closed"), &slow{"closed", 9, 0}} {
		closer := io.NopCloser(r)
		_, isWriterTo := closer.(io.WriterTo)
		n, err = io.Copy(&plain, closer)
		fmt.Println(n, err, closer.Close(), isWriterTo)
	}
}
