// Package rate, as far as the Lab has it. A function without a body is native.
package rate

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"
)

type Limit float64

const Inf = Limit(math.MaxFloat64)

const InfDuration = time.Duration(math.MaxInt64)

func Every(interval time.Duration) Limit {
	if interval <= 0 {
		return Inf
	}
	return 1 / Limit(interval.Seconds())
}

type Limiter struct {
	mu        sync.Mutex
	limit     Limit
	burst     int
	tokens    float64
	last      time.Time
	lastEvent time.Time
}

func (lim *Limiter) Limit() Limit {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	return lim.limit
}

func (lim *Limiter) Burst() int {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	return lim.burst
}

func (lim *Limiter) TokensAt(t time.Time) float64 {
	lim.mu.Lock()
	tokens := lim.advance(t)
	lim.mu.Unlock()
	return tokens
}

func (lim *Limiter) Tokens() float64 { return lim.TokensAt(time.Now()) }

func NewLimiter(r Limit, b int) *Limiter { return &Limiter{limit: r, burst: b, tokens: float64(b)} }

func (lim *Limiter) Allow() bool { return lim.AllowN(time.Now(), 1) }

func (lim *Limiter) AllowN(t time.Time, n int) bool { return lim.reserve(t, n, 0).ok }

type Reservation struct {
	ok     bool
	lim    *Limiter
	tokens int
	at     time.Time
	limit  Limit
}

func (r *Reservation) OK() bool { return r.ok }

func (r *Reservation) Delay() time.Duration { return r.DelayFrom(time.Now()) }

func (r *Reservation) DelayFrom(t time.Time) time.Duration {
	if !r.ok {
		return InfDuration
	}
	return max(r.at.Sub(t), 0)
}

func (r *Reservation) Cancel() { r.CancelAt(time.Now()) }

func (r *Reservation) CancelAt(t time.Time) {
	if !r.ok {
		return
	}
	lim := r.lim
	lim.mu.Lock()
	defer lim.mu.Unlock()
	if lim.limit == Inf || r.tokens == 0 || r.at.Before(t) {
		return
	}
	// What was reserved after it is not given back.
	restored := float64(r.tokens) - r.limit.tokens(lim.lastEvent.Sub(r.at))
	if restored <= 0 {
		return
	}
	tokens := min(lim.advance(t)+restored, float64(lim.burst))
	lim.last, lim.tokens = t, tokens
	if r.at == lim.lastEvent {
		before := r.at.Add(r.limit.duration(float64(-r.tokens)))
		if !before.Before(t) {
			lim.lastEvent = before
		}
	}
}

func (lim *Limiter) Reserve() *Reservation { return lim.ReserveN(time.Now(), 1) }

func (lim *Limiter) ReserveN(t time.Time, n int) *Reservation {
	r := lim.reserve(t, n, InfDuration)
	return &r
}

func (lim *Limiter) Wait(ctx context.Context) (err error) { return lim.WaitN(ctx, 1) }

func (lim *Limiter) WaitN(ctx context.Context, n int) (err error) {
	lim.mu.Lock()
	burst, limit := lim.burst, lim.limit
	lim.mu.Unlock()
	if n > burst && limit != Inf {
		return fmt.Errorf("rate: Wait(n=%d) exceeds limiter's burst %d", n, burst)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	t := time.Now()
	within := InfDuration
	if deadline, ok := ctx.Deadline(); ok {
		within = deadline.Sub(t)
	}
	r := lim.reserve(t, n, within)
	if !r.ok {
		return fmt.Errorf("rate: Wait(n=%d) would exceed context deadline", n)
	}
	delay := r.DelayFrom(t)
	if delay == 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		r.Cancel()
		return ctx.Err()
	}
}

func (lim *Limiter) SetLimit(newLimit Limit) { lim.SetLimitAt(time.Now(), newLimit) }

func (lim *Limiter) SetLimitAt(t time.Time, newLimit Limit) {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	lim.tokens = lim.advance(t)
	lim.last, lim.limit = t, newLimit
}

func (lim *Limiter) SetBurst(newBurst int) { lim.SetBurstAt(time.Now(), newBurst) }

func (lim *Limiter) SetBurstAt(t time.Time, newBurst int) {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	lim.tokens = lim.advance(t)
	lim.last, lim.burst = t, newBurst
}

func (lim *Limiter) reserve(t time.Time, n int, longest time.Duration) Reservation {
	lim.mu.Lock()
	defer lim.mu.Unlock()
	if lim.limit == Inf {
		return Reservation{ok: true, lim: lim, tokens: n, at: t}
	}
	tokens := lim.advance(t) - float64(n)
	var wait time.Duration
	if tokens < 0 {
		wait = lim.limit.duration(-tokens)
	}
	ok := n <= lim.burst && wait <= longest
	r := Reservation{ok: ok, lim: lim, limit: lim.limit}
	if ok {
		r.tokens = n
		r.at = t.Add(wait)
		lim.last, lim.tokens, lim.lastEvent = t, tokens, r.at
	}
	return r
}

// advance returns the tokens at a moment.
func (lim *Limiter) advance(t time.Time) float64 {
	last := lim.last
	if t.Before(last) {
		last = t
	}
	return min(lim.tokens+lim.limit.tokens(t.Sub(last)), float64(lim.burst))
}

// duration is the time in which so many tokens come.
func (limit Limit) duration(tokens float64) time.Duration {
	if limit <= 0 {
		return InfDuration
	}
	d := tokens / float64(limit) * float64(time.Second)
	if d > float64(math.MaxInt64) {
		return InfDuration
	}
	return time.Duration(d)
}

// tokens are those that come in a time.
func (limit Limit) tokens(d time.Duration) float64 {
	if limit <= 0 {
		return 0
	}
	return d.Seconds() * float64(limit)
}

type Sometimes struct {
	First    int
	Every    int
	Interval time.Duration

	mu    sync.Mutex
	count int
	last  time.Time
}

func (s *Sometimes) Do(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.count == 0 || s.First > 0 && s.count < s.First || s.Every > 0 && s.count%s.Every == 0 || s.Interval > 0 && time.Since(s.last) >= s.Interval {
		f()
		if s.Interval > 0 {
			s.last = time.Now()
		}
	}
	s.count++
}
