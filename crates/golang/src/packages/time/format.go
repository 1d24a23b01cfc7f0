package time

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
