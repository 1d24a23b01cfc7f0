package time

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
