package sync

import "internal/ordered"

// object stands for what the runtime keeps behind a field.
type object struct{ _ int }

type Locker interface {
	Lock()
	Unlock()
}

type Mutex struct{ o *object }

func (m *Mutex) Lock()
func (m *Mutex) Unlock()
func (m *Mutex) TryLock() bool

type RWMutex struct{ o *object }

func (rw *RWMutex) Lock()
func (rw *RWMutex) Unlock()
func (rw *RWMutex) TryLock() bool
func (rw *RWMutex) RLock()
func (rw *RWMutex) RUnlock()
func (rw *RWMutex) TryRLock() bool

type rlocker struct{ rw *RWMutex }

func (r rlocker) Lock()   { r.rw.RLock() }
func (r rlocker) Unlock() { r.rw.RUnlock() }

func (rw *RWMutex) RLocker() Locker { return rlocker{rw} }

type WaitGroup struct{ o *object }

func (wg *WaitGroup) Add(delta int)
func (wg *WaitGroup) Done()
func (wg *WaitGroup) Wait()

func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
	}()
}

type Once struct {
	done bool
	m    Mutex
}

func (o *Once) Do(f func()) {
	if !o.done {
		o.first(f)
	}
}

func (o *Once) first(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done {
		defer o.finish()
		f()
	}
}

// finish is a function of its own for the race detector: what f did happens before later calls of Do return.
func (o *Once) finish() { o.done = true }

func OnceFunc(f func()) func() {
	var once Once
	valid := false
	var p any
	return func() {
		once.Do(func() {
			defer func() {
				p = recover()
				if !valid {
					panic(p)
				}
			}()
			f()
			valid = true
		})
		if !valid {
			panic(p)
		}
	}
}

func OnceValue[T any](f func() T) func() T {
	var result T
	once := OnceFunc(func() { result = f() })
	return func() T {
		once()
		return result
	}
}

func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var r1 T1
	var r2 T2
	once := OnceFunc(func() { r1, r2 = f() })
	return func() (T1, T2) {
		once()
		return r1, r2
	}
}

// Cond wakes its waiters in the order in which they came.
type Cond struct {
	L       Locker
	waiters []chan struct{}
}

func NewCond(l Locker) *Cond { return &Cond{L: l} }

func (c *Cond) Wait() {
	ready := make(chan struct{}, 1)
	c.waiters = append(c.waiters, ready)
	c.L.Unlock()
	<-ready
	c.L.Lock()
}

func (c *Cond) Signal() {
	if len(c.waiters) > 0 {
		ready := c.waiters[0]
		c.waiters = c.waiters[1:]
		ready <- struct{}{}
	}
}

func (c *Cond) Broadcast() {
	waiters := c.waiters
	c.waiters = nil
	for _, ready := range waiters {
		ready <- struct{}{}
	}
}

type Pool struct {
	New   func() any
	items []any
}

func (p *Pool) Get() any {
	if n := len(p.items); n > 0 {
		x := p.items[n-1]
		p.items = p.items[:n-1]
		return x
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

func (p *Pool) Put(x any) {
	if x != nil {
		p.items = append(p.items, x)
	}
}

type entry struct{ key, value any }

// Map keeps its entries in the order of insertion.
type Map struct {
	places  map[any]*ordered.Element[entry]
	entries ordered.List[entry]
}

func (m *Map) Load(key any) (value any, ok bool) {
	if e := m.places[key]; e != nil {
		return e.Value.value, true
	}
	return nil, false
}

func (m *Map) Store(key, value any) { m.Swap(key, value) }

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	if e := m.places[key]; e != nil {
		previous, e.Value.value = e.Value.value, value
		return previous, true
	}
	if m.places == nil {
		m.places = map[any]*ordered.Element[entry]{}
	}
	m.places[key] = m.entries.Add(entry{key, value})
	return nil, false
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if actual, loaded = m.Load(key); loaded {
		return
	}
	m.Swap(key, value)
	return value, false
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	e := m.places[key]
	if e == nil {
		return nil, false
	}
	delete(m.places, key)
	m.entries.Remove(e)
	return e.Value.value, true
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

func (m *Map) CompareAndSwap(key, old, new any) bool {
	if e := m.places[key]; e != nil && e.Value.value == old {
		e.Value.value = new
		return true
	}
	return false
}

func (m *Map) CompareAndDelete(key, old any) bool {
	if e := m.places[key]; e != nil && e.Value.value == old {
		m.LoadAndDelete(key)
		return true
	}
	return false
}

func (m *Map) Range(f func(key, value any) bool) {
	for _, e := range m.entries.Elements() {
		if value, ok := m.Load(e.Value.key); ok && !f(e.Value.key, value) {
			break
		}
	}
}

func (m *Map) Clear() { *m = Map{} }
