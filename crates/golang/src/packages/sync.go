package sync

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

// Map keeps its entries in the order of insertion.
type Map struct {
	values map[any]any
	keys   []any
}

func (m *Map) Load(key any) (value any, ok bool) {
	value, ok = m.values[key]
	return
}

func (m *Map) Store(key, value any) { m.Swap(key, value) }

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	previous, loaded = m.values[key]
	if !loaded {
		if m.values == nil {
			m.values = map[any]any{}
		}
		m.keys = append(m.keys, key)
	}
	m.values[key] = value
	return
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if actual, loaded = m.values[key]; loaded {
		return
	}
	m.Swap(key, value)
	return value, false
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	value, loaded = m.values[key]
	if loaded {
		delete(m.values, key)
		for i, k := range m.keys {
			if k == key {
				m.keys = append(m.keys[:i:i], m.keys[i+1:]...)
				break
			}
		}
	}
	return
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

func (m *Map) CompareAndSwap(key, old, new any) bool {
	if value, ok := m.values[key]; ok && value == old {
		m.values[key] = new
		return true
	}
	return false
}

func (m *Map) CompareAndDelete(key, old any) bool {
	if value, ok := m.values[key]; ok && value == old {
		m.LoadAndDelete(key)
		return true
	}
	return false
}

func (m *Map) Range(f func(key, value any) bool) {
	for _, key := range m.keys {
		if value, ok := m.values[key]; ok && !f(key, value) {
			break
		}
	}
}

func (m *Map) Clear() { m.values, m.keys = nil, nil }
