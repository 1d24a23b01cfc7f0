// Package iter, as far as the Lab has it. A function without a body is native.
package iter

type Seq[V any] func(yield func(V) bool)

type Seq2[K, V any] func(yield func(K, V) bool)

func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	p := puller[V, struct{}]{seq: func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	}}
	return func() (V, bool) {
		v, _, ok := p.next()
		return v, ok
	}, p.stop
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	p := puller[K, V]{seq: seq}
	return p.next, p.stop
}

// A puller runs the sequence in a goroutine of its own, which waits between two values.
type puller[K, V any] struct {
	seq     Seq2[K, V]
	started bool
	done    bool
	k       K
	v       V
	ok      bool
	failed  any
	ask     chan bool
	answer  chan struct{}
}

func (p *puller[K, V]) run() {
	defer func() {
		p.failed = recover()
		p.done, p.ok = true, false
		p.answer <- struct{}{}
	}()
	if <-p.ask {
		p.seq(func(k K, v V) bool {
			p.k, p.v, p.ok = k, v, true
			p.answer <- struct{}{}
			return <-p.ask
		})
	}
}

func (p *puller[K, V]) resume(more bool) {
	if !p.started {
		p.started = true
		p.ask, p.answer = make(chan bool), make(chan struct{})
		go p.run()
	}
	p.ask <- more
	<-p.answer
	if failed := p.failed; failed != nil {
		p.failed = nil
		panic(failed)
	}
}

func (p *puller[K, V]) next() (k K, v V, ok bool) {
	if p.done {
		return
	}
	p.resume(true)
	if !p.ok {
		return
	}
	return p.k, p.v, true
}

func (p *puller[K, V]) stop() {
	if !p.done {
		if p.started {
			p.resume(false)
		}
		p.done = true
	}
}
