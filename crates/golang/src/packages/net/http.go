// Package net/http as a client alone: all its calls go to an API of the Lab's, whose latency, limits and failures are flags.
// A function without a body is native.
package http

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"
)

const (
	MethodGet     = "GET"
	MethodHead    = "HEAD"
	MethodPost    = "POST"
	MethodPut     = "PUT"
	MethodPatch   = "PATCH"
	MethodDelete  = "DELETE"
	MethodConnect = "CONNECT"
	MethodOptions = "OPTIONS"
	MethodTrace   = "TRACE"
)

const (
	StatusContinue                      = 100
	StatusSwitchingProtocols            = 101
	StatusProcessing                    = 102
	StatusEarlyHints                    = 103
	StatusOK                            = 200
	StatusCreated                       = 201
	StatusAccepted                      = 202
	StatusNonAuthoritativeInfo          = 203
	StatusNoContent                     = 204
	StatusResetContent                  = 205
	StatusPartialContent                = 206
	StatusMultiStatus                   = 207
	StatusAlreadyReported               = 208
	StatusIMUsed                        = 226
	StatusMultipleChoices               = 300
	StatusMovedPermanently              = 301
	StatusFound                         = 302
	StatusSeeOther                      = 303
	StatusNotModified                   = 304
	StatusUseProxy                      = 305
	_                                   = 306
	StatusTemporaryRedirect             = 307
	StatusPermanentRedirect             = 308
	StatusBadRequest                    = 400
	StatusUnauthorized                  = 401
	StatusPaymentRequired               = 402
	StatusForbidden                     = 403
	StatusNotFound                      = 404
	StatusMethodNotAllowed              = 405
	StatusNotAcceptable                 = 406
	StatusProxyAuthRequired             = 407
	StatusRequestTimeout                = 408
	StatusConflict                      = 409
	StatusGone                          = 410
	StatusLengthRequired                = 411
	StatusPreconditionFailed            = 412
	StatusRequestEntityTooLarge         = 413
	StatusRequestURITooLong             = 414
	StatusUnsupportedMediaType          = 415
	StatusRequestedRangeNotSatisfiable  = 416
	StatusExpectationFailed             = 417
	StatusTeapot                        = 418
	StatusMisdirectedRequest            = 421
	StatusUnprocessableEntity           = 422
	StatusLocked                        = 423
	StatusFailedDependency              = 424
	StatusTooEarly                      = 425
	StatusUpgradeRequired               = 426
	StatusPreconditionRequired          = 428
	StatusTooManyRequests               = 429
	StatusRequestHeaderFieldsTooLarge   = 431
	StatusUnavailableForLegalReasons    = 451
	StatusInternalServerError           = 500
	StatusNotImplemented                = 501
	StatusBadGateway                    = 502
	StatusServiceUnavailable            = 503
	StatusGatewayTimeout                = 504
	StatusHTTPVersionNotSupported       = 505
	StatusVariantAlsoNegotiates         = 506
	StatusInsufficientStorage           = 507
	StatusLoopDetected                  = 508
	StatusNotExtended                   = 510
	StatusNetworkAuthenticationRequired = 511
)

type Header map[string][]string

// CanonicalHeaderKey writes a header's name as Go does: Retry-After.
func CanonicalHeaderKey(s string) string {
	b := []byte(s)
	isFirst := true
	for i, c := range b {
		if isFirst && 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		} else if !isFirst && 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
		isFirst = c == '-'
	}
	return string(b)
}

func (h Header) Add(key, value string) {
	key = CanonicalHeaderKey(key)
	h[key] = append(h[key], value)
}

func (h Header) Clone() Header {
	if h == nil {
		return nil
	}
	clone := make(Header, len(h))
	for key, values := range h {
		clone[key] = append([]string(nil), values...)
	}
	return clone
}

func (h Header) Del(key string) { delete(h, CanonicalHeaderKey(key)) }

func (h Header) Get(key string) string {
	if values := h.Values(key); len(values) > 0 {
		return values[0]
	}
	return ""
}

func (h Header) Set(key, value string) { h[CanonicalHeaderKey(key)] = []string{value} }

func (h Header) Values(key string) []string { return h[CanonicalHeaderKey(key)] }

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

type Response struct {
	Status        string
	StatusCode    int
	Proto         string
	Header        Header
	Body          io.ReadCloser
	ContentLength int64
	Request       *Request
}

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

// Transport limits the calls at a time to a host, if MaxConnsPerHost says so; the rest changes nothing here.
type Transport struct {
	MaxIdleConns          int
	MaxIdleConnsPerHost   int
	MaxConnsPerHost       int
	IdleConnTimeout       time.Duration
	ResponseHeaderTimeout time.Duration
	DisableKeepAlives     bool
	conns                 map[string]chan struct{}
}

func (t *Transport) CloseIdleConnections() {}

func (t *Transport) Clone() *Transport {
	other := *t
	other.conns = nil
	return &other
}

func (t *Transport) RoundTrip(req *Request) (*Response, error) {
	scheme, _, ok := strings.Cut(req.url, "://")
	if !ok {
		scheme = ""
	}
	if scheme != "http" && scheme != "https" {
		return nil, fmt.Errorf("unsupported protocol scheme %q", scheme)
	}
	if req.Host == "" {
		return nil, errors.New("http: no Host in request URL")
	}
	if t.MaxConnsPerHost > 0 {
		if t.conns == nil {
			t.conns = map[string]chan struct{}{}
		}
		conns := t.conns[req.Host]
		if conns == nil {
			conns = make(chan struct{}, t.MaxConnsPerHost)
			t.conns[req.Host] = conns
		}
		select {
		case conns <- struct{}{}:
			defer func() { <-conns }()
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	return serve(req)
}

var DefaultTransport RoundTripper = &Transport{MaxIdleConns: 100, IdleConnTimeout: 90 * time.Second}
var DefaultClient = &Client{}
var NoBody = noBody{}

type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, io.EOF }
func (noBody) Close() error             { return nil }

var ErrHandlerTimeout = errors.New("http: Handler timeout")

func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }

func Head(url string) (resp *Response, err error) { return DefaultClient.Head(url) }

func Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return DefaultClient.Post(url, contentType, body)
}

// The API that answers. Its flags are sliders on the page.
var (
	latencyFlag  = flag.Duration("http-latency", 100*time.Millisecond, "how long the API takes to answer a call")
	jitterFlag   = flag.Int("http-jitter", 0, "how far a latency may lie from the mean, in percent of it")
	qpsFlag      = flag.Int("http-qps", 0, "how many calls a second the API answers; it refuses more with 429; 0 for no limit")
	burstFlag    = flag.Int("http-burst", 1, "how many calls may come at once before the rate counts")
	inFlightFlag = flag.Int("http-in-flight", 0, "how many calls the API works on at the same time; 0 for any number")
	queueFlag    = flag.Int("http-queue", 0, "how many calls may wait for that; it refuses more with 429")
	failureFlag  = flag.Int("http-failure", 0, "the percentage of calls that fail with 500")
)

func init() { flagsAreOwn() }

// flagsAreOwn tells the Lab that the flags so far are not the program's.
func flagsAreOwn()

// begins tells it that they are read.
func begins()

// began and ended tell it of a call that the API works on; demand of the steps of its request: 0 if it begins to wait for the API,
// 1 if it stops waiting, 2 if it is refused, 4 if it fails.
func began()
func ended()
func demand(step int)

// outlasts is a select of a timer and an end that cuts it short, which the timeline shows as sleep. It says whether the timer
// came first.
func outlasts(timer <-chan time.Time, done <-chan struct{}) bool

// api is the state of the server.
var api struct {
	isSet  bool
	tokens float64
	last   time.Time
	busy   int
	queue  []chan struct{}
}

// set reads the flags of a program that does not read its command line itself.
func set() {
	api.isSet = true
	if !flag.Parsed() {
		for _, argument := range os.Args[1:] {
			name, value, ok := strings.Cut(strings.TrimLeft(argument, "-"), "=")
			if ok && strings.HasPrefix(name, "http-") {
				flag.Set(name, value)
			}
		}
		begins()
	}
	api.tokens, api.last = float64(*burstFlag), time.Now()
}

func serve(req *Request) (*Response, error) {
	ctx := req.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !api.isSet {
		set()
	}
	if wait := taken(); wait > 0 {
		demand(2)
		return answer(req, StatusTooManyRequests, wait), nil
	}
	if *inFlightFlag > 0 && api.busy >= *inFlightFlag {
		if len(api.queue) >= *queueFlag {
			demand(2)
			return answer(req, StatusTooManyRequests, time.Second), nil
		}
		if err := queued(ctx); err != nil {
			return nil, err
		}
	} else {
		api.busy++
	}
	began()
	timer := time.NewTimer(latency())
	isDone := outlasts(timer.C, ctx.Done())
	ended()
	next()
	if !isDone {
		timer.Stop()
		return nil, ctx.Err()
	}
	if *failureFlag > 0 && rand.IntN(100) < *failureFlag {
		demand(4)
		return answer(req, StatusInternalServerError, 0), nil
	}
	return answer(req, StatusOK, 0), nil
}

// taken takes a token of the rate limit, or returns how long it takes until there is one.
func taken() time.Duration {
	if *qpsFlag <= 0 {
		return 0
	}
	now := time.Now()
	api.tokens += now.Sub(api.last).Seconds() * float64(*qpsFlag)
	api.last = now
	api.tokens = min(api.tokens, float64(max(*burstFlag, 1)))
	if api.tokens < 1 {
		return time.Duration((1-api.tokens)/float64(*qpsFlag)*1e9) + 1
	}
	api.tokens--
	return 0
}

// queued waits for the end of another call.
func queued(ctx context.Context) error {
	turn := make(chan struct{}, 1)
	api.queue = append(api.queue, turn)
	demand(0)
	select {
	case <-turn:
		demand(1)
		return nil
	case <-ctx.Done():
	}
	demand(1)
	for i, other := range api.queue {
		if other == turn {
			api.queue = append(api.queue[:i:i], api.queue[i+1:]...)
			return ctx.Err()
		}
	}
	// Its turn came at the same time.
	next()
	return ctx.Err()
}

// next gives the place of a call that has ended to the one that waits longest.
func next() {
	if len(api.queue) > 0 {
		turn := api.queue[0]
		api.queue = api.queue[1:]
		turn <- struct{}{}
		return
	}
	api.busy--
}

func latency() time.Duration {
	spread := *latencyFlag / 100 * time.Duration(*jitterFlag)
	if spread <= 0 {
		return *latencyFlag
	}
	return *latencyFlag - spread + rand.N(2*spread+1)
}

func answer(req *Request, status int, retryAfter time.Duration) *Response {
	text := StatusText(status)
	header := Header{"Content-Type": {"text/plain; charset=utf-8"}}
	if retryAfter > 0 {
		seconds := (retryAfter + time.Second - 1) / time.Second
		header.Set("Retry-After", strconv.FormatInt(int64(seconds), 10))
	}
	body := text + "\n"
	resp := &Response{
		Status:        strconv.Itoa(status) + " " + text,
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		Header:        header,
		ContentLength: int64(len(body)),
		Body:          NoBody,
	}
	if req.Method != MethodHead {
		resp.Body = io.NopCloser(strings.NewReader(body))
	}
	return resp
}

var statusTexts = []struct {
	code int
	text string
}{
	{StatusContinue, "Continue"},
	{StatusSwitchingProtocols, "Switching Protocols"},
	{StatusProcessing, "Processing"},
	{StatusEarlyHints, "Early Hints"},
	{StatusOK, "OK"},
	{StatusCreated, "Created"},
	{StatusAccepted, "Accepted"},
	{StatusNonAuthoritativeInfo, "Non-Authoritative Information"},
	{StatusNoContent, "No Content"},
	{StatusResetContent, "Reset Content"},
	{StatusPartialContent, "Partial Content"},
	{StatusMultiStatus, "Multi-Status"},
	{StatusAlreadyReported, "Already Reported"},
	{StatusIMUsed, "IM Used"},
	{StatusMultipleChoices, "Multiple Choices"},
	{StatusMovedPermanently, "Moved Permanently"},
	{StatusFound, "Found"},
	{StatusSeeOther, "See Other"},
	{StatusNotModified, "Not Modified"},
	{StatusUseProxy, "Use Proxy"},
	{StatusTemporaryRedirect, "Temporary Redirect"},
	{StatusPermanentRedirect, "Permanent Redirect"},
	{StatusBadRequest, "Bad Request"},
	{StatusUnauthorized, "Unauthorized"},
	{StatusPaymentRequired, "Payment Required"},
	{StatusForbidden, "Forbidden"},
	{StatusNotFound, "Not Found"},
	{StatusMethodNotAllowed, "Method Not Allowed"},
	{StatusNotAcceptable, "Not Acceptable"},
	{StatusProxyAuthRequired, "Proxy Authentication Required"},
	{StatusRequestTimeout, "Request Timeout"},
	{StatusConflict, "Conflict"},
	{StatusGone, "Gone"},
	{StatusLengthRequired, "Length Required"},
	{StatusPreconditionFailed, "Precondition Failed"},
	{StatusRequestEntityTooLarge, "Request Entity Too Large"},
	{StatusRequestURITooLong, "Request URI Too Long"},
	{StatusUnsupportedMediaType, "Unsupported Media Type"},
	{StatusRequestedRangeNotSatisfiable, "Requested Range Not Satisfiable"},
	{StatusExpectationFailed, "Expectation Failed"},
	{StatusTeapot, "I'm a teapot"},
	{StatusMisdirectedRequest, "Misdirected Request"},
	{StatusUnprocessableEntity, "Unprocessable Entity"},
	{StatusLocked, "Locked"},
	{StatusFailedDependency, "Failed Dependency"},
	{StatusTooEarly, "Too Early"},
	{StatusUpgradeRequired, "Upgrade Required"},
	{StatusPreconditionRequired, "Precondition Required"},
	{StatusTooManyRequests, "Too Many Requests"},
	{StatusRequestHeaderFieldsTooLarge, "Request Header Fields Too Large"},
	{StatusUnavailableForLegalReasons, "Unavailable For Legal Reasons"},
	{StatusInternalServerError, "Internal Server Error"},
	{StatusNotImplemented, "Not Implemented"},
	{StatusBadGateway, "Bad Gateway"},
	{StatusServiceUnavailable, "Service Unavailable"},
	{StatusGatewayTimeout, "Gateway Timeout"},
	{StatusHTTPVersionNotSupported, "HTTP Version Not Supported"},
	{StatusVariantAlsoNegotiates, "Variant Also Negotiates"},
	{StatusInsufficientStorage, "Insufficient Storage"},
	{StatusLoopDetected, "Loop Detected"},
	{StatusNotExtended, "Not Extended"},
	{StatusNetworkAuthenticationRequired, "Network Authentication Required"},
}

func StatusText(code int) string {
	i := sort.Search(len(statusTexts), func(i int) bool { return statusTexts[i].code >= code })
	if i < len(statusTexts) && statusTexts[i].code == code {
		return statusTexts[i].text
	}
	return ""
}
