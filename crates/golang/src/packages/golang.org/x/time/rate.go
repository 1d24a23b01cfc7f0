// Declarations of the package golang.org/x/time/rate, as programs see them. A function without a body is native.
package rate

import (
	"context"
	"math"
	"time"
)

type Limit float64

const Inf = Limit(math.MaxFloat64)

func Every(interval time.Duration) Limit

type Limiter struct {
	handle uintptr
}

func (lim *Limiter) Limit() Limit
func (lim *Limiter) Burst() int
func (lim *Limiter) TokensAt(t time.Time) float64
func (lim *Limiter) Tokens() float64

func NewLimiter(r Limit, b int) *Limiter

func (lim *Limiter) Allow() bool
func (lim *Limiter) AllowN(t time.Time, n int) bool

type Reservation struct {
	handle uintptr
}

func (r *Reservation) OK() bool
func (r *Reservation) Delay() time.Duration

const InfDuration = time.Duration(math.MaxInt64)

func (r *Reservation) DelayFrom(t time.Time) time.Duration
func (r *Reservation) Cancel()
func (r *Reservation) CancelAt(t time.Time)

func (lim *Limiter) Reserve() *Reservation
func (lim *Limiter) ReserveN(t time.Time, n int) *Reservation
func (lim *Limiter) Wait(ctx context.Context) (err error)
func (lim *Limiter) WaitN(ctx context.Context, n int) (err error)
func (lim *Limiter) SetLimit(newLimit Limit)
func (lim *Limiter) SetLimitAt(t time.Time, newLimit Limit)
func (lim *Limiter) SetBurst(newBurst int)
func (lim *Limiter) SetBurstAt(t time.Time, newBurst int)

type Sometimes struct {
	First    int
	Every    int
	Interval time.Duration
	handle   uintptr
}

func (s *Sometimes) Do(f func())
