// Declarations of the package golang.org/x/sync/errgroup, as programs see them. A function without a body is native.
package errgroup

import "context"

type Group struct {
	handle uintptr
}

func WithContext(ctx context.Context) (*Group, context.Context)

func (g *Group) Wait() error
func (g *Group) Go(f func() error)
func (g *Group) TryGo(f func() error) bool
func (g *Group) SetLimit(n int)
