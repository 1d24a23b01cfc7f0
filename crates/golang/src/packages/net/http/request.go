package http

import (
	"context"
	"errors"
	"io"
	"strings"
)

type Request struct {
	Method string
	Header Header
	Body   io.ReadCloser
	Host   string
	url    string
	ctx    context.Context
}

func NewRequest(method, url string, body io.Reader) (*Request, error) {
	return NewRequestWithContext(context.Background(), method, url, body)
}

func NewRequestWithContext(ctx context.Context, method, url string, body io.Reader) (*Request, error) {
	if ctx == nil {
		return nil, errors.New("net/http: nil Context")
	}
	if method == "" {
		method = MethodGet
	}
	if strings.HasPrefix(url, ":") {
		return nil, &urlError{"parse", url, errors.New("missing protocol scheme")}
	}
	req := &Request{Method: method, Header: Header{}, url: url, ctx: ctx}
	_, rest, _ := strings.Cut(url, "://")
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	req.Host = rest
	if closer, ok := body.(io.ReadCloser); ok {
		req.Body = closer
	} else if body != nil {
		req.Body = io.NopCloser(body)
	}
	return req, nil
}

func (r *Request) Context() context.Context {
	if r.ctx == nil {
		return context.Background()
	}
	return r.ctx
}

func (r *Request) WithContext(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	other := *r
	other.ctx = ctx
	return &other
}

func (r *Request) Clone(ctx context.Context) *Request {
	other := r.WithContext(ctx)
	other.Header = r.Header.Clone()
	return other
}
