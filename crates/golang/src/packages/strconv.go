package strconv

import "errors"

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

func intDigits(i int64, base int) string
func uintDigits(i uint64, base int) string
func floatText(f float64, fmt byte, prec, bits int) string
func readFloat(s string) (float64, int)
func quoted(s string, quote rune, ascii bool) string
func quotedRune(r rune, ascii bool) string
func IsPrint(r rune) bool

func Itoa(i int) string { return intDigits(int64(i), 10) }

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

func FormatInt(i int64, base int) string {
	checkBase(base)
	return intDigits(i, base)
}

func FormatUint(i uint64, base int) string {
	checkBase(base)
	return uintDigits(i, base)
}

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return floatText(f, fmt, prec, bitSize)
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func AppendInt(dst []byte, i int64, base int) []byte { return append(dst, FormatInt(i, base)...) }

func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }

func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, floatText(f, fmt, prec, bitSize)...)
}

func AppendBool(dst []byte, b bool) []byte { return append(dst, FormatBool(b)...) }

func AppendQuote(dst []byte, s string) []byte { return append(dst, Quote(s)...) }

func Quote(s string) string { return quoted(s, '"', false) }

func QuoteToASCII(s string) string { return quoted(s, '"', true) }

func QuoteRune(r rune) string { return quotedRune(r, false) }

func QuoteRuneToASCII(r rune) string { return quotedRune(r, true) }

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, &NumError{"ParseBool", str, ErrSyntax}
}

func ParseFloat(s string, bitSize int) (float64, error) {
	f, how := readFloat(s)
	if how == 0 && bitSize == 32 {
		f = float64(float32(f))
	}
	switch how {
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

// Unquote returns what a string or rune literal stands for.
func Unquote(s string) (string, error) {
	if len(s) < 2 || s[0] != s[len(s)-1] {
		return "", ErrSyntax
	}
	quote := s[0]
	s = s[1 : len(s)-1]
	switch quote {
	case '`':
		for i := 0; i < len(s); i++ {
			if s[i] == '`' {
				return "", ErrSyntax
			}
		}
		return s, nil
	case '"', '\'':
	default:
		return "", ErrSyntax
	}
	var buf []byte
	count := 0
	for len(s) > 0 {
		if s[0] == quote || s[0] == '\n' {
			return "", ErrSyntax
		}
		r, multibyte, tail, err := UnquoteChar(s, quote)
		if err != nil {
			return "", err
		}
		s = tail
		count++
		if r < 0x80 || !multibyte {
			buf = append(buf, byte(r))
		} else {
			buf = append(buf, string(r)...)
		}
	}
	if quote == '\'' && count != 1 {
		return "", ErrSyntax
	}
	return string(buf), nil
}

func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" {
		return 0, false, "", ErrSyntax
	}
	c := s[0]
	if c >= 0x80 {
		for i, r := range s {
			if i > 0 {
				return value, true, s[i:], nil
			}
			value = r
		}
		return value, true, "", nil
	}
	if c != '\\' {
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		return 0, false, "", ErrSyntax
	}
	c, s = s[1], s[2:]
	digits, base := 0, rune(16)
	switch c {
	case 'a':
		value = '\a'
	case 'b':
		value = '\b'
	case 'f':
		value = '\f'
	case 'n':
		value = '\n'
	case 'r':
		value = '\r'
	case 't':
		value = '\t'
	case 'v':
		value = '\v'
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3', '4', '5', '6', '7':
		digits, base = 2, 8
		value = rune(c - '0')
	case '\\':
		value = '\\'
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		value = rune(c)
	default:
		return 0, false, "", ErrSyntax
	}
	if len(s) < digits {
		return 0, false, "", ErrSyntax
	}
	for _, d := range []byte(s[:digits]) {
		switch {
		case '0' <= d && d <= '9':
			d -= '0'
		case 'a' <= d && d <= 'f':
			d -= 'a' - 10
		case 'A' <= d && d <= 'F':
			d -= 'A' - 10
		default:
			return 0, false, "", ErrSyntax
		}
		if rune(d) >= base {
			return 0, false, "", ErrSyntax
		}
		value = value*base + rune(d)
	}
	multibyte = c == 'u' || c == 'U'
	return value, multibyte, s[digits:], nil
}

func AppendQuoteToASCII(dst []byte, s string) []byte { return append(dst, QuoteToASCII(s)...) }

// QuoteToGraphic is as Quote, but spaces of other kinds stay as they are.
func QuoteToGraphic(s string) string {
	text := `"`
	from := 0
	for i, r := range s {
		if r == 0xA0 || r == 0x3000 {
			quoted := Quote(s[from:i])
			text += quoted[1:len(quoted)-1] + string(r)
			from = i + len(string(r))
		}
	}
	return text + Quote(s[from:])[1:]
}

func AppendQuoteToGraphic(dst []byte, s string) []byte { return append(dst, QuoteToGraphic(s)...) }

func AppendQuoteRune(dst []byte, r rune) []byte { return append(dst, QuoteRune(r)...) }

func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return append(dst, QuoteRuneToASCII(r)...) }

func QuoteRuneToGraphic(r rune) string {
	if IsGraphic(r) && !IsPrint(r) {
		return "'" + string(r) + "'"
	}
	return QuoteRune(r)
}

func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return append(dst, QuoteRuneToGraphic(r)...)
}

func CanBackquote(s string) bool {
	for i, r := range s {
		isWrong := r == 0xFFFD && (len(s) < i+3 || s[i:i+3] != "\uFFFD")
		if isWrong || r == 0xFEFF || r < ' ' && r != '\t' || r == '`' || r == 0x7F {
			return false
		}
	}
	return true
}

// QuotedPrefix is the string or rune literal at the beginning of s.
func QuotedPrefix(s string) (string, error) {
	if s == "" {
		return "", ErrSyntax
	}
	for i := 1; i < len(s); i++ {
		if s[i] == s[0] {
			if _, err := Unquote(s[:i+1]); err == nil {
				return s[:i+1], nil
			}
		}
	}
	return "", ErrSyntax
}

func IsGraphic(r rune) bool { return IsPrint(r) || r == 0xA0 || r == 0x3000 }
