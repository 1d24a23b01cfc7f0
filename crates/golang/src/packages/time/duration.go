package time

import "errors"

type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

func (d Duration) Nanoseconds() int64 { return int64(d) }

func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }

func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }

func (d Duration) Hours() float64 { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }

func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if r+r < m {
			return d + r
		}
		if down := d - m + r; down < d {
			return down
		}
		return minDuration
	}
	if r+r < m {
		return d - r
	}
	if up := d + m - r; up > d {
		return up
	}
	return maxDuration
}

func (d Duration) String() string {
	if d == 0 {
		return "0s"
	}
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	var text string
	if u < uint64(Second) {
		switch {
		case u < uint64(Microsecond):
			text = digits(u) + "ns"
		case u < uint64(Millisecond):
			text = fraction(u, 3) + "µs"
		default:
			text = fraction(u, 6) + "ms"
		}
	} else {
		s := u / 1e9
		text = fraction(s%60*1e9+u%1e9, 9) + "s"
		if m := s / 60; m > 0 {
			text = digits(m%60) + "m" + text
			if h := m / 60; h > 0 {
				text = digits(h) + "h" + text
			}
		}
	}
	if d < 0 {
		return "-" + text
	}
	return text
}

func digits(n uint64) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
		if n == 0 {
			return string(buf[i:])
		}
	}
}

// fraction writes n/10^places without zeros at its end.
func fraction(n uint64, places int) string {
	unit := uint64(1)
	for i := 0; i < places; i++ {
		unit *= 10
	}
	text := digits(n / unit)
	rest := n % unit
	if rest == 0 {
		return text
	}
	tail := digits(rest)
	for len(tail) < places {
		tail = "0" + tail
	}
	for tail[len(tail)-1] == '0' {
		tail = tail[:len(tail)-1]
	}
	return text + "." + tail
}

// ParseDuration reads 1h15m30.918s.
func ParseDuration(s string) (Duration, error) {
	orig := s
	invalid := func() (Duration, error) { return 0, errors.New("time: invalid duration " + quote(orig)) }
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return invalid()
	}
	var total uint64
	for s != "" {
		var v, f uint64
		scale := 1.0
		if !(s[0] == '.' || '0' <= s[0] && s[0] <= '9') {
			return invalid()
		}
		before := len(s)
		for s != "" && '0' <= s[0] && s[0] <= '9' {
			if v > 1<<63/10 {
				return invalid()
			}
			v = v*10 + uint64(s[0]-'0')
			if v > 1<<63 {
				return invalid()
			}
			s = s[1:]
		}
		pre := before != len(s)
		post := false
		if s != "" && s[0] == '.' {
			s = s[1:]
			before := len(s)
			overflow := false
			for s != "" && '0' <= s[0] && s[0] <= '9' {
				if !overflow {
					if f > (1<<63-1)/10 {
						overflow = true
					} else {
						f = f*10 + uint64(s[0]-'0')
						scale *= 10
					}
				}
				s = s[1:]
			}
			post = before != len(s)
		}
		if !pre && !post {
			return invalid()
		}
		i := 0
		for i < len(s) && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
			i++
		}
		if i == 0 {
			return 0, errors.New("time: missing unit in duration " + quote(orig))
		}
		unit, ok := units[s[:i]]
		if !ok {
			return 0, errors.New("time: unknown unit " + quote(s[:i]) + " in duration " + quote(orig))
		}
		s = s[i:]
		if v > 1<<63/unit {
			return invalid()
		}
		v *= unit
		if f > 0 {
			v += uint64(float64(f) * (float64(unit) / scale))
			if v > 1<<63 {
				return invalid()
			}
		}
		total += v
		if total > 1<<63 {
			return invalid()
		}
	}
	if neg {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return invalid()
	}
	return Duration(total), nil
}

var units = map[string]uint64{
	"ns": uint64(Nanosecond),
	"us": uint64(Microsecond),
	"µs": uint64(Microsecond),
	"μs": uint64(Microsecond),
	"ms": uint64(Millisecond),
	"s":  uint64(Second),
	"m":  uint64(Minute),
	"h":  uint64(Hour),
}

func quote(s string) string { return "\"" + s + "\"" }
