package time

import "errors"

// object stands for what the runtime keeps behind a timer.
type object struct{ _ int }

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

func Sleep(d Duration)

// clock returns the nanoseconds since the beginning of the run.
func clock() int64
func startTimer(d int64) (<-chan Time, *object)
func startFunc(d int64, f func()) *object
func stopTimer(timer *object) bool
func resetTimer(timer *object, d int64) bool
func startTicker(d int64) (<-chan Time, *object)
func stopTicker(ticker *object)
func resetTicker(ticker *object, d int64)

type Timer struct {
	C <-chan Time
	o *object
}

func NewTimer(d Duration) *Timer {
	c, o := startTimer(int64(d))
	return &Timer{c, o}
}

func After(d Duration) <-chan Time { return NewTimer(d).C }

func AfterFunc(d Duration, f func()) *Timer { return &Timer{o: startFunc(int64(d), f)} }

func (t *Timer) Stop() bool {
	if t.o == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.o)
}

func (t *Timer) Reset(d Duration) bool {
	if t.o == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.o, int64(d))
}

type Ticker struct {
	C <-chan Time
	o *object
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c, o := startTicker(int64(d))
	return &Ticker{c, o}
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

func (t *Ticker) Stop() {
	if t.o != nil {
		stopTicker(t.o)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.o == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTicker(t.o, int64(d))
}

// A Time counts from the beginning of the year 1. The machine makes values of this layout, see time_values.rs.
type Time struct {
	sec   int64
	nsec  int64
	clock bool // It has a reading of the clock.
	loc   *Location
}

type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + digits(uint64(m)) + ")"
}

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + digits(uint64(d)) + ")"
}

// Location is a zone with one offset from UTC, in seconds.
type Location struct {
	name   string
	offset int
}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

var (
	UTC   = &Location{"UTC", 0}
	Local = &Location{"Local", 0}
)

const (
	beginning    = 63393490800 // 2009-11-10 23:00 UTC, as on the Go playground.
	unixToYear1  = 62135596800
	secondsInDay = 86400
)

const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

func Now() Time {
	n := clock()
	return Time{beginning + n/1e9, n % 1e9, true, Local}
}

func Since(t Time) Duration { return Now().Sub(t) }

func Until(t Time) Duration { return t.Sub(Now()) }

func Unix(sec int64, nsec int64) Time {
	sec += nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Time{sec + unixToYear1, nsec, false, Local}
}

func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year += m / 12
	m %= 12
	if m < 0 {
		m += 12
		year--
	}
	s := daysBefore(year, m+1)*secondsInDay + int64(day-1)*secondsInDay + int64(hour)*3600 + int64(min)*60 + int64(sec)
	t := Time{s - int64(loc.offset), 0, false, loc}
	return t.Add(Duration(nsec))
}

// local is the number of seconds since the year 1 that a clock in the time's zone shows.
func (t Time) local() int64 { return t.sec + int64(t.Location().offset) }

// daysBefore counts the days from the beginning of the year 1 to that of a month.
func daysBefore(year, month int) int64 {
	y := int64(year) - 1
	days := y*365 + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400)
	for m := 1; m < month; m++ {
		days += int64(daysIn(m, year))
	}
	return days
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func daysIn(month, year int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func (t Time) Date() (year int, month Month, day int) {
	days := floorDiv(t.local(), secondsInDay)
	year = int(floorDiv(days, 366)) + 1
	for daysBefore(year+1, 1) <= days {
		year++
	}
	rest := int(days - daysBefore(year, 1))
	m := 1
	for rest >= daysIn(m, year) {
		rest -= daysIn(m, year)
		m++
	}
	return year, Month(m), rest + 1
}

func (t Time) Clock() (hour, min, sec int) {
	seconds := t.local()
	s := int(seconds - floorDiv(seconds, secondsInDay)*secondsInDay)
	return s / 3600, s / 60 % 60, s % 60
}

func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}

func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}

func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}

func (t Time) Hour() int {
	hour, _, _ := t.Clock()
	return hour
}

func (t Time) Minute() int {
	_, min, _ := t.Clock()
	return min
}

func (t Time) Second() int {
	_, _, sec := t.Clock()
	return sec
}

func (t Time) Nanosecond() int { return int(t.nsec) }

func (t Time) YearDay() int {
	year, _, _ := t.Date()
	return int(floorDiv(t.local(), secondsInDay)-daysBefore(year, 1)) + 1
}

func (t Time) Weekday() Weekday {
	days := floorDiv(t.local(), secondsInDay) + 1
	return Weekday(days - floorDiv(days, 7)*7)
}

func (t Time) After(u Time) bool { return t.Compare(u) > 0 }

func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }

func (t Time) Equal(u Time) bool { return t.Compare(u) == 0 }

func (t Time) Compare(u Time) int {
	switch {
	case t.sec < u.sec || t.sec == u.sec && t.nsec < u.nsec:
		return -1
	case t.sec == u.sec && t.nsec == u.nsec:
		return 0
	}
	return 1
}

func (t Time) IsZero() bool { return t.sec == 0 && t.nsec == 0 }

func (t Time) Add(d Duration) Time {
	t.sec += int64(d / 1e9)
	t.nsec += int64(d % 1e9)
	if t.nsec >= 1e9 {
		t.sec++
		t.nsec -= 1e9
	} else if t.nsec < 0 {
		t.sec--
		t.nsec += 1e9
	}
	return t
}

func (t Time) Sub(u Time) Duration {
	sec := t.sec - u.sec
	if sec > int64(maxDuration/Second) {
		return maxDuration
	}
	if sec < int64(minDuration/Second) {
		return minDuration
	}
	return Duration(sec)*Second + Duration(t.nsec-u.nsec)
}

func (t Time) AddDate(years, months, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec), t.Location())
}

func (t Time) Truncate(d Duration) Time {
	t.clock = false
	if d <= 0 {
		return t
	}
	return t.Add(-t.rest(d))
}

func (t Time) Round(d Duration) Time {
	t.clock = false
	if d <= 0 {
		return t
	}
	r := t.rest(d)
	if r+r < d {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// rest is the time since the last multiple of d.
func (t Time) rest(d Duration) Duration {
	n := t.sec%int64(d)*1e9%int64(d) + t.nsec
	if d%Second == 0 {
		return Duration(t.sec%int64(d/Second))*Second + Duration(t.nsec)
	}
	return Duration(n % int64(d))
}

func (t Time) Unix() int64 { return t.sec - unixToYear1 }

func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + t.nsec/1e6 }

func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + t.nsec/1e3 }

func (t Time) UnixNano() int64 { return t.Unix()*1e9 + t.nsec }

func (t Time) UTC() Time {
	t.loc, t.clock = nil, false
	return t
}

func (t Time) Local() Time {
	t.loc = Local
	return t
}

func (t Time) In(loc *Location) Time {
	t.loc = loc
	return t
}

func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

func (t Time) String() string {
	text := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.clock {
		n := (t.sec-beginning)*1e9 + t.nsec
		frac := digits(uint64(n % 1e9))
		for len(frac) < 9 {
			frac = "0" + frac
		}
		text += " m=+" + digits(uint64(n/1e9)) + "." + frac
	}
	return text
}

func (t Time) GoString() string { return "time.Date(" + t.String() + ")" }

func two(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

var stdParts = []string{
	"2006", "January", "Monday", "MST", "-07:00", "-0700", "Z07:00", "Z0700", "Jan", "Mon", "01", "02", "03", "04",
	"05", "06", "002", "15", "PM", "pm", "_2", "1", "2", "3", "4", "5",
}

// Format writes the time as the reference time is written in layout.
func (t Time) Format(layout string) string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	var out []byte
next:
	for len(layout) > 0 {
		if (layout[0] == '.' || layout[0] == ',') && len(layout) > 1 && (layout[1] == '0' || layout[1] == '9') {
			n := 1
			for n < len(layout) && layout[n] == layout[1] {
				n++
			}
			if n == len(layout) || layout[n] < '0' || layout[n] > '9' {
				frac := digits(uint64(t.nsec))
				for len(frac) < 9 {
					frac = "0" + frac
				}
				if n-1 < 9 {
					frac = frac[:n-1]
				}
				if layout[1] == '9' {
					for len(frac) > 0 && frac[len(frac)-1] == '0' {
						frac = frac[:len(frac)-1]
					}
				}
				if frac != "" {
					out = append(out, layout[0])
					out = append(out, frac...)
				}
				layout = layout[n:]
				continue
			}
		}
		for _, part := range stdParts {
			if len(layout) < len(part) || layout[:len(part)] != part {
				continue
			}
			layout = layout[len(part):]
			var s string
			switch part {
			case "2006":
				s = digits(uint64(year))
				for len(s) < 4 {
					s = "0" + s
				}
			case "06":
				s = two(year)
			case "January":
				s = month.String()
			case "Jan":
				s = month.String()[:3]
			case "Monday":
				s = t.Weekday().String()
			case "Mon":
				s = t.Weekday().String()[:3]
			case "MST":
				s, _ = t.Zone()
				if s == "" {
					s = shift(t.Location().offset, "")
				}
			case "-07:00", "Z07:00":
				s = shift(t.Location().offset, ":")
				if part[0] == 'Z' && t.Location().offset == 0 {
					s = "Z"
				}
			case "-0700", "Z0700":
				s = shift(t.Location().offset, "")
				if part[0] == 'Z' && t.Location().offset == 0 {
					s = "Z"
				}
			case "01":
				s = two(int(month))
			case "1":
				s = digits(uint64(month))
			case "02":
				s = two(day)
			case "_2":
				s = digits(uint64(day))
				if len(s) < 2 {
					s = " " + s
				}
			case "2":
				s = digits(uint64(day))
			case "002":
				s = digits(uint64(t.YearDay()))
				for len(s) < 3 {
					s = "0" + s
				}
			case "15":
				s = two(hour)
			case "03", "3":
				h := hour % 12
				if h == 0 {
					h = 12
				}
				if part == "3" {
					s = digits(uint64(h))
				} else {
					s = two(h)
				}
			case "04":
				s = two(min)
			case "4":
				s = digits(uint64(min))
			case "05":
				s = two(sec)
			case "5":
				s = digits(uint64(sec))
			case "PM":
				s = "AM"
				if hour >= 12 {
					s = "PM"
				}
			case "pm":
				s = "am"
				if hour >= 12 {
					s = "pm"
				}
			}
			out = append(out, s...)
			continue next
		}
		out = append(out, layout[0])
		layout = layout[1:]
	}
	return string(out)
}

// shift writes an offset from UTC in seconds: +01:00.
func shift(offset int, colon string) string {
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	return sign + two(offset/3600) + colon + two(offset/60%60)
}

func (t Time) AppendFormat(b []byte, layout string) []byte { return append(b, t.Format(layout)...) }

type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message == "" {
		return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
	}
	return "parsing time " + quote(e.Value) + e.Message
}

func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

// parsed is what has been read of a time.
type parsed struct {
	year, month, day, yday   int
	hour, min, sec, nsec     int
	isPM, hasPM, isUTC, zone bool
	offset                   int
	name                     string
}

// parse reads a time in the zone loc, or in that which it names: local, if that is the one.
func parse(layout, value string, loc, local *Location) (Time, error) {
	whole, text := layout, value
	p := parsed{month: -1, day: -1, yday: -1}
	wrong := func(part, rest string) (Time, error) {
		return Time{}, &ParseError{whole, text, part, rest, ""}
	}
	for layout != "" {
		part := partOf(layout)
		if part == "" {
			if value == "" || value[0] != layout[0] {
				return wrong(literal(layout), value)
			}
			layout, value = layout[1:], value[1:]
			continue
		}
		rest, fits, isOut := p.read(part, value)
		if isOut != "" {
			return Time{}, &ParseError{whole, text, part, value, ": " + isOut + " out of range"}
		}
		if !fits {
			return wrong(part, value)
		}
		layout, value = layout[len(part):], rest
		// Go takes a fraction behind the seconds, though the layout has none.
		isSeconds := part == "05" || part == "5"
		if isSeconds && fractionIn(value) > 0 && (layout == "" || fractionIn(layout) == 0) {
			n := fractionIn(value)
			p.nsec = nanoseconds(value[1:n])
			value = value[n:]
		}
	}
	if value != "" {
		return Time{}, &ParseError{whole, text, "", value, ": extra text: " + quote(value)}
	}
	return p.time(whole, text, loc, local)
}

// literal is the part of a layout before the next part that stands for something.
func literal(layout string) string {
	n := 1
	for n < len(layout) && partOf(layout[n:]) == "" {
		n++
	}
	return layout[:n]
}

// fractionIn is the length of a fraction of a second at the beginning of a text: a point or a comma, and digits.
func fractionIn(s string) int {
	if s == "" || s[0] != '.' && s[0] != ',' {
		return 0
	}
	n := 1
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

// partOf is the part at the beginning of a layout that stands for something of a time, if it begins with one.
func partOf(layout string) string {
	if n := fractionIn(layout); n > 0 {
		for _, c := range layout[1:n] {
			if c != rune(layout[1]) || c != '0' && c != '9' {
				return ""
			}
		}
		return layout[:n]
	}
	for _, part := range stdParts {
		if len(layout) >= len(part) && layout[:len(part)] == part {
			return part
		}
	}
	return ""
}

// nanoseconds reads the digits of a fraction of a second.
func nanoseconds(digits string) int {
	n := 0
	for i := 0; i < 9; i++ {
		n *= 10
		if i < len(digits) {
			n += int(digits[i] - '0')
		}
	}
	return n
}

// number reads a number of least to most digits.
func number(value string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(value) && i < most && '0' <= value[i] && value[i] <= '9' {
		n = n*10 + int(value[i]-'0')
		i++
	}
	return n, value[i:], i >= least
}

// oneOf reads one of these names, or their first letters, and returns its number.
func oneOf(names []string, letters int, value string) (n int, rest string, ok bool) {
	for i, name := range names {
		if letters > 0 {
			name = name[:letters]
		}
		if len(value) >= len(name) && lower(value[:len(name)]) == lower(name) {
			return i, value[len(name):], true
		}
	}
	return 0, value, false
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// read reads what a part of a layout stands for. isOut names what is out of range.
func (p *parsed) read(part, value string) (rest string, fits bool, isOut string) {
	within := func(n, least, most int, name string) string {
		if n < least || n > most {
			return name
		}
		return ""
	}
	switch part {
	case "2006":
		p.year, rest, fits = number(value, 4, 4)
	case "06":
		p.year, rest, fits = number(value, 2, 2)
		if p.year >= 69 {
			p.year += 1900
		} else {
			p.year += 2000
		}
	case "01", "1":
		p.month, rest, fits = number(value, len(part), 2)
		if fits {
			isOut = within(p.month, 1, 12, "month")
		}
	case "January", "Jan":
		letters := 0
		if part == "Jan" {
			letters = 3
		}
		p.month, rest, fits = oneOf(monthNames[:], letters, value)
		p.month++
	case "Monday":
		_, rest, fits = oneOf(dayNames[:], 0, value)
	case "Mon":
		_, rest, fits = oneOf(dayNames[:], 3, value)
	case "02", "2", "_2":
		if part == "_2" && value != "" && value[0] == ' ' {
			value = value[1:]
		}
		least := 1
		if part == "02" {
			least = 2
		}
		p.day, rest, fits = number(value, least, 2)
	case "002":
		p.yday, rest, fits = number(value, 3, 3)
		p.yday--
	case "15":
		p.hour, rest, fits = number(value, 1, 2)
		if fits {
			isOut = within(p.hour, 0, 23, "hour")
		}
	case "03", "3":
		p.hour, rest, fits = number(value, len(part), 2)
		if fits {
			isOut = within(p.hour, 0, 12, "hour")
		}
	case "04", "4":
		p.min, rest, fits = number(value, len(part), 2)
		if fits {
			isOut = within(p.min, 0, 59, "minute")
		}
	case "05", "5":
		p.sec, rest, fits = number(value, len(part), 2)
		if fits {
			isOut = within(p.sec, 0, 59, "second")
		}
	case "PM", "pm":
		if len(value) >= 2 {
			half := value[:2]
			rest, p.hasPM = value[2:], true
			p.isPM = half == "PM" || half == "pm"
			if part == "PM" {
				fits = half == "AM" || half == "PM"
			} else {
				fits = half == "am" || half == "pm"
			}
		}
	case "MST":
		n := 0
		for n < len(value) && n < 5 && 'A' <= value[n] && value[n] <= 'Z' {
			n++
		}
		if n >= 3 {
			p.name, rest, fits = value[:n], value[n:], true
			p.isUTC = p.isUTC || p.name == "UTC"
		}
	case "-07:00", "-0700", "Z07:00", "Z0700":
		return p.readZone(part, value)
	default:
		n := fractionIn(value)
		if part[1] == '9' {
			p.nsec, rest, fits = 0, value, true
			if n > 0 {
				p.nsec, rest = nanoseconds(value[1:n]), value[n:]
			}
		} else if n >= len(part) {
			p.nsec, rest, fits = nanoseconds(value[1:len(part)]), value[len(part):], true
		}
	}
	return
}

func (p *parsed) readZone(part, value string) (rest string, fits bool, isOut string) {
	if part[0] == 'Z' && value != "" && value[0] == 'Z' {
		p.isUTC = true
		return value[1:], true, ""
	}
	if value == "" || value[0] != '+' && value[0] != '-' {
		return value, false, ""
	}
	hours, rest, ok := number(value[1:], 2, 2)
	if part[3] == ':' {
		if rest == "" || rest[0] != ':' {
			return value, false, ""
		}
		rest = rest[1:]
	}
	minutes, rest, also := number(rest, 2, 2)
	if !ok || !also {
		return value, false, ""
	}
	if hours > 24 {
		return value, true, "time zone offset hour"
	}
	if minutes > 60 {
		return value, true, "time zone offset minute"
	}
	p.zone, p.offset = true, hours*3600+minutes*60
	if value[0] == '-' {
		p.offset = -p.offset
	}
	return rest, true, ""
}

func (p *parsed) time(layout, value string, loc, local *Location) (Time, error) {
	if p.hasPM && p.isPM && p.hour < 12 {
		p.hour += 12
	} else if p.hasPM && !p.isPM && p.hour == 12 {
		p.hour = 0
	}
	out := func(what string) (Time, error) {
		return Time{}, &ParseError{layout, value, "", value, ": " + what + " out of range"}
	}
	if p.yday >= 0 {
		days := 365 + daysIn(2, p.year) - 28
		if p.yday >= days {
			return out("day-of-year")
		}
		if p.month < 0 {
			p.month, p.day = 1, p.yday+1
			for p.day > daysIn(p.month, p.year) {
				p.day -= daysIn(p.month, p.year)
				p.month++
			}
		}
	}
	if p.month < 0 {
		p.month = 1
	}
	if p.day < 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(p.month, p.year) {
		return out("day")
	}
	name, offset := local.zone()
	switch {
	case p.isUTC:
		loc = UTC
	case p.zone && p.offset == offset && (p.name == "" || p.name == name):
		loc = local
	case p.zone:
		loc = FixedZone(p.name, p.offset)
	case p.name != "" && p.name == name:
		loc = local
	case p.name != "":
		loc = FixedZone(p.name, 0)
	}
	t := Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, loc)
	if loc == UTC {
		t.loc = nil
	}
	return t, nil
}

// ISOWeek is the week of the year's Thursday in the same week.
func (t Time) ISOWeek() (year, week int) {
	thursday := t.AddDate(0, 0, int(Thursday)-int(t.Weekday()+6)%7-1)
	return thursday.Year(), (thursday.YearDay()-1)/7 + 1
}

func (t Time) Zone() (name string, offset int) { return t.Location().zone() }

func (l *Location) zone() (name string, offset int) {
	if l == nil || l == Local {
		return "UTC", 0
	}
	return l.name, l.offset
}

// ZoneBounds are none: a zone of the Lab never changes.
func (t Time) ZoneBounds() (start, end Time) { return }

func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

func (t Time) IsDST() bool { return false }

func FixedZone(name string, offset int) *Location { return &Location{name, offset} }
