package io

import "sync"

// pipe joins a writer to a reader: a write waits until all of it has been read.
type pipe struct {
	turn       sync.Mutex // One write at a time.
	data       chan []byte
	read       chan int
	done       chan struct{}
	end        sync.Once
	readError  error
	writeError error
}

// closed is what either side is told once one of them is closed.
func (p *pipe) closed(own, other error) error {
	if own == nil && other != nil {
		return other
	}
	return ErrClosedPipe
}

type PipeReader struct{ p *pipe }

func (r *PipeReader) Read(data []byte) (n int, err error) {
	p := r.p
	select {
	case <-p.done:
		return 0, p.closed(p.readError, p.writeError)
	default:
	}
	select {
	case b := <-p.data:
		n := copy(data, b)
		p.read <- n
		return n, nil
	case <-p.done:
		return 0, p.closed(p.readError, p.writeError)
	}
}

func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	if r.p.readError == nil {
		r.p.readError = err
	}
	r.p.end.Do(func() { close(r.p.done) })
	return nil
}

type PipeWriter struct{ p *pipe }

func (w *PipeWriter) Write(data []byte) (n int, err error) {
	p := w.p
	select {
	case <-p.done:
		return 0, p.closed(p.writeError, p.readError)
	default:
		p.turn.Lock()
		defer p.turn.Unlock()
	}
	for once := true; once || len(data) > 0; once = false {
		select {
		case p.data <- data:
			nr := <-p.read
			data = data[nr:]
			n += nr
		case <-p.done:
			return n, p.closed(p.writeError, p.readError)
		}
	}
	return n, nil
}

func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	if w.p.writeError == nil {
		w.p.writeError = err
	}
	w.p.end.Do(func() { close(w.p.done) })
	return nil
}

func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{data: make(chan []byte), read: make(chan int), done: make(chan struct{})}
	return &PipeReader{p}, &PipeWriter{p}
}
