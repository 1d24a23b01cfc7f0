package context

import (
	"errors"
	"internal/ordered"
	"time"
)

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

var Canceled = errors.New("context canceled")

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

var DeadlineExceeded error = deadlineExceededError{}

type CancelFunc func()

type CancelCauseFunc func(cause error)

type emptyCtx struct{ name string }

func (*emptyCtx) Deadline() (deadline time.Time, ok bool) { return }
func (*emptyCtx) Done() <-chan struct{}                   { return nil }
func (*emptyCtx) Err() error                              { return nil }
func (*emptyCtx) Value(key any) any                       { return nil }
func (c *emptyCtx) String() string                        { return c.name }

var (
	emptyBackground = &emptyCtx{"context.Background"}
	emptyTODO       = &emptyCtx{"context.TODO"}
)

func Background() Context { return emptyBackground }

func TODO() Context { return emptyTODO }

// A cancelCtx knows its children in the order of their creation, where Go has a map.
type cancelCtx struct {
	Context
	done     chan struct{}
	children ordered.List[*cancelCtx]
	err      error
	cause    error
	deadline time.Time
	hasLimit bool
	timer    *time.Timer
	after    func()
	above    *cancelCtx
	place    *ordered.Element[*cancelCtx] // Where it stands among the children of above.
}

type cancelKey struct{}

func (c *cancelCtx) Deadline() (time.Time, bool) {
	if c.hasLimit {
		return c.deadline, true
	}
	return c.Context.Deadline()
}

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error { return c.err }

func (c *cancelCtx) Value(key any) any {
	if _, ok := key.(cancelKey); ok {
		return c
	}
	return c.Context.Value(key)
}

func (c *cancelCtx) String() string { return "context.WithCancel" }

func newCancelCtx(parent Context) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return &cancelCtx{Context: parent, done: make(chan struct{})}
}

// follow lets c end when its parent does.
func (c *cancelCtx) follow() {
	parent := c.Context
	done := parent.Done()
	if done == nil {
		return
	}
	if p, ok := parent.Value(cancelKey{}).(*cancelCtx); ok && (<-chan struct{})(p.done) == done {
		if p.err != nil {
			c.end(p.err, p.cause)
			return
		}
		c.above = p
		c.place = p.children.Add(c)
		return
	}
	// The parent is of another kind.
	go func() {
		select {
		case <-done:
			c.end(parent.Err(), Cause(parent))
		case <-c.done:
		}
	}()
}

func (c *cancelCtx) end(err, cause error) {
	if c.err != nil {
		return
	}
	if cause == nil {
		cause = err
	}
	c.err, c.cause = err, cause
	close(c.done)
	children := c.children.Elements()
	for _, child := range children {
		child.Value.above = nil
	}
	c.children = ordered.List[*cancelCtx]{}
	for _, child := range children {
		child.Value.end(err, cause)
	}
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
	if c.after != nil {
		go c.after()
		c.after = nil
	}
}

func (c *cancelCtx) cancel(err, cause error) {
	c.end(err, cause)
	if c.above != nil {
		c.above.children.Remove(c.place)
		c.above, c.place = nil, nil
	}
}

func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := newCancelCtx(parent)
	c.follow()
	return c, func() { c.cancel(Canceled, nil) }
}

func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := newCancelCtx(parent)
	c.follow()
	return c, func(cause error) { c.cancel(Canceled, cause) }
}

func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if earlier, ok := parent.Deadline(); ok && earlier.Before(d) {
		return WithCancel(parent)
	}
	c := newCancelCtx(parent)
	c.deadline, c.hasLimit = d, true
	c.follow()
	left := time.Until(d)
	if left <= 0 {
		c.cancel(DeadlineExceeded, cause)
		return c, func() { c.cancel(Canceled, nil) }
	}
	if c.err == nil {
		c.timer = time.AfterFunc(left, func() { c.cancel(DeadlineExceeded, cause) })
	}
	return c, func() { c.cancel(Canceled, nil) }
}

func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadline(parent, time.Now().Add(timeout))
}

func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

type valueCtx struct {
	Context
	key, val any
}

func (c *valueCtx) Value(key any) any {
	if c.key == key {
		return c.val
	}
	return c.Context.Value(key)
}

func WithValue(parent Context, key, val any) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	if key == nil {
		panic("nil key")
	}
	return &valueCtx{parent, key, val}
}

type withoutCancelCtx struct{ c Context }

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancelCtx) Done() <-chan struct{}                   { return nil }
func (withoutCancelCtx) Err() error                              { return nil }

func (c withoutCancelCtx) Value(key any) any {
	if _, ok := key.(cancelKey); ok {
		return nil
	}
	return c.c.Value(key)
}

func WithoutCancel(parent Context) Context {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	return withoutCancelCtx{parent}
}

func AfterFunc(ctx Context, f func()) (stop func() bool) {
	c := newCancelCtx(ctx)
	c.after = f
	c.follow()
	return func() bool {
		stopped := c.after != nil
		c.after = nil
		if stopped {
			c.cancel(Canceled, nil)
		}
		return stopped
	}
}

func Cause(c Context) error {
	if cc, ok := c.Value(cancelKey{}).(*cancelCtx); ok {
		return cc.cause
	}
	return c.Err()
}
