package http

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
