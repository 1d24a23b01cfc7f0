// Declarations of the package goroutinelab/lab, as programs see them. A function without a body is native.
package lab

import (
	"context"
	"time"
)

type Task struct {
	ID      int
	Latency time.Duration
	Fails   bool
}

func Setup(defaults ...string) []Task
func ProcessTask(t Task)
func Process(ctx context.Context, t Task) (err error)
func Work(ctx context.Context, t Task) error

func (t Task) Err() error

func Sleep(ctx context.Context, d time.Duration) error
func Summary() string
func Report()
func Exit(code int)
func Begin(t Task)
func End(t Task, err error)
func Elapsed() time.Duration
func Hold()
func Release()
func Numbers(text string) []int
func Durations(text string, n int) []time.Duration
