package http

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

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
