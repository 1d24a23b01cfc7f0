package time

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

func (t Time) Zone() (name string, offset int) { return t.Location().zone() }

func (l *Location) zone() (name string, offset int) {
	if l == nil || l == Local {
		return "UTC", 0
	}
	return l.name, l.offset
}

// ZoneBounds are none: a zone of the Lab never changes.
func (t Time) ZoneBounds() (start, end Time) { return }

func (t Time) IsDST() bool { return false }

func FixedZone(name string, offset int) *Location { return &Location{name, offset} }
