package strconv

import "errors"

// readFloat returns a number, and what is wrong with it: 0 for nothing, 1 for its syntax, 2 for its range. It passes over
// underscores.
func readFloat(s string, bitSize int) (f float64, wrong int)

const IntSize = 64

var (
	ErrRange  = errors.New("value out of range")
	ErrSyntax = errors.New("invalid syntax")
)

type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

func ParseFloat(s string, bitSize int) (float64, error) {
	f, wrong := readFloat(s, bitSize)
	if !underscoreOK(s) {
		wrong = 1
	}
	switch wrong {
	case 1:
		return 0, &NumError{"ParseFloat", s, ErrSyntax}
	case 2:
		return f, &NumError{"ParseFloat", s, ErrRange}
	}
	return f, nil
}

func Atoi(s string) (int, error) {
	i, err := ParseInt(s, 10, 0)
	if err != nil {
		err.(*NumError).Func = "Atoi"
	}
	return int(i), err
}

func ParseUint(s string, base int, bitSize int) (uint64, error) {
	return readUint("ParseUint", s, s, base, bitSize)
}

func readUint(fn, whole, s string, base int, bitSize int) (uint64, error) {
	if s == "" {
		return 0, &NumError{fn, whole, ErrSyntax}
	}
	underscores := base == 0
	s0 := s
	switch {
	case 2 <= base && base <= 36:
	case base == 0:
		base = 10
		if s[0] == '0' {
			switch {
			case len(s) >= 3 && (s[1] == 'b' || s[1] == 'B'):
				base, s = 2, s[2:]
			case len(s) >= 3 && (s[1] == 'o' || s[1] == 'O'):
				base, s = 8, s[2:]
			case len(s) >= 3 && (s[1] == 'x' || s[1] == 'X'):
				base, s = 16, s[2:]
			default:
				base, s = 8, s[1:]
			}
		}
	default:
		return 0, &NumError{fn, whole, errors.New("invalid base " + Itoa(base))}
	}
	if bitSize == 0 {
		bitSize = 64
	} else if bitSize < 0 || bitSize > 64 {
		return 0, &NumError{fn, whole, errors.New("invalid bit size " + Itoa(bitSize))}
	}
	max := ^uint64(0)
	if bitSize < 64 {
		max = 1<<uint(bitSize) - 1
	}
	var n uint64
	outOfRange := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		var d byte
		switch {
		case c == '_' && underscores:
			continue
		case '0' <= c && c <= '9':
			d = c - '0'
		case 'a' <= c && c <= 'z':
			d = c - 'a' + 10
		case 'A' <= c && c <= 'Z':
			d = c - 'A' + 10
		default:
			return 0, &NumError{fn, whole, ErrSyntax}
		}
		if int(d) >= base {
			return 0, &NumError{fn, whole, ErrSyntax}
		}
		if outOfRange {
			continue
		}
		if n > (max-uint64(d))/uint64(base) {
			outOfRange = true
			continue
		}
		n = n*uint64(base) + uint64(d)
	}
	if underscores && !underscoreOK(s0) {
		return 0, &NumError{fn, whole, ErrSyntax}
	}
	if outOfRange {
		return max, &NumError{fn, whole, ErrRange}
	}
	return n, nil
}

// underscoreOK says whether underscores stand between digits, or between the prefix and a digit.
func underscoreOK(s string) bool {
	last := byte('^')
	i := 0
	hex := false
	if len(s) >= 1 && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	if len(s) >= 2 && s[0] == '0' && (s[1]|0x20 == 'b' || s[1]|0x20 == 'o' || s[1]|0x20 == 'x') {
		i = 2
		last = '0'
		hex = s[1]|0x20 == 'x'
	}
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9' || hex && 'a' <= c|0x20 && c|0x20 <= 'f':
			last = '0'
		case c == '_':
			if last != '0' {
				return false
			}
			last = '_'
		default:
			if last == '_' {
				return false
			}
			last = '!'
		}
	}
	return last != '_'
}

func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	const fn = "ParseInt"
	if s == "" {
		return 0, &NumError{fn, s, ErrSyntax}
	}
	s0 := s
	neg := false
	if s[0] == '+' {
		s = s[1:]
	} else if s[0] == '-' {
		neg = true
		s = s[1:]
	}
	un, err := readUint(fn, s0, s, base, bitSize)
	if err != nil && err.(*NumError).Err != ErrRange {
		return 0, err
	}
	if bitSize == 0 {
		bitSize = 64
	}
	cutoff := uint64(1) << uint(bitSize-1)
	if !neg && un >= cutoff {
		return int64(cutoff - 1), &NumError{fn, s0, ErrRange}
	}
	if neg && un > cutoff {
		return -int64(cutoff), &NumError{fn, s0, ErrRange}
	}
	n := int64(un)
	if neg {
		n = -n
	}
	return n, nil
}
