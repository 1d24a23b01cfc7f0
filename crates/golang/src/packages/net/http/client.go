package http

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

type RoundTripper interface {
	RoundTrip(*Request) (*Response, error)
}

// urlError is what Go has as *url.Error.
type urlError struct {
	op, url string
	err     error
}

func (e *urlError) Error() string { return fmt.Sprintf("%s %q: %s", e.op, e.url, e.err) }

func (e *urlError) Unwrap() error { return e.err }

func (e *urlError) Timeout() bool {
	t, ok := e.err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// timeoutError is what the Timeout of a Client makes of a call.
type timeoutError struct{ err error }

func (e timeoutError) Error() string {
	return e.err.Error() + " (Client.Timeout exceeded while awaiting headers)"
}

func (timeoutError) Timeout() bool { return true }

func (timeoutError) Is(err error) bool { return err == context.DeadlineExceeded }

type Client struct {
	Transport RoundTripper
	Timeout   time.Duration
}

func (c *Client) CloseIdleConnections() {}

func (c *Client) Do(req *Request) (*Response, error) {
	transport := c.Transport
	if transport == nil {
		transport = DefaultTransport
	}
	ctx := req.Context()
	sent := req
	cancel := context.CancelFunc(func() {})
	if c.Timeout > 0 {
		var limited context.Context
		limited, cancel = context.WithTimeout(ctx, c.Timeout)
		sent = req.WithContext(limited)
	}
	resp, err := transport.RoundTrip(sent)
	cancel()
	if err != nil {
		if c.Timeout > 0 && errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			err = timeoutError{err}
		}
		return nil, &urlError{operation(req.Method), req.url, err}
	}
	resp.Request = req
	return resp, nil
}

// operation is what an error calls a method: Get. No method is GET.
func operation(method string) string {
	if method == "" {
		method = MethodGet
	}
	return method[:1] + strings.ToLower(method[1:])
}

func (c *Client) call(method, url, contentType string, body io.Reader) (*Response, error) {
	req, err := NewRequest(method, url, body)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	return c.Do(req)
}

func (c *Client) Get(url string) (resp *Response, err error) { return c.call(MethodGet, url, "", nil) }

func (c *Client) Head(url string) (resp *Response, err error) {
	return c.call(MethodHead, url, "", nil)
}

func (c *Client) Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return c.call(MethodPost, url, contentType, body)
}

func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }

func Head(url string) (resp *Response, err error) { return DefaultClient.Head(url) }

func Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return DefaultClient.Post(url, contentType, body)
}
