// Declarations of the package golang.org/x/sync/singleflight, as programs see them. A function without a body is native.
package singleflight

type Group struct {
	handle uintptr
}

type Result struct {
	Val    any
	Err    error
	Shared bool
}

func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool)
func (g *Group) DoChan(key string, fn func() (any, error)) <-chan Result
func (g *Group) Forget(key string)
