package time

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

const (
	beginning    = 63393490800 // 2009-11-10 23:00 UTC, as on the Go playground.
	unixToYear1  = 62135596800
	secondsInDay = 86400
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

// ISOWeek is the week of the year's Thursday in the same week.
func (t Time) ISOWeek() (year, week int) {
	thursday := t.AddDate(0, 0, int(Thursday)-int(t.Weekday()+6)%7-1)
	return thursday.Year(), (thursday.YearDay()-1)/7 + 1
}

func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }
