// Package net/http as a client alone: all its calls go to an API of the Lab's, whose latency, limits and failures are flags.
// A function without a body is native.
package http

import (
	"errors"
	"io"
)

type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, io.EOF }
func (noBody) Close() error             { return nil }

var ErrHandlerTimeout = errors.New("http: Handler timeout")
