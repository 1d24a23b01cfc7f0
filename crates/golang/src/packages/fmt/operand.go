package fmt

import (
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// target says what an operand points to: the kind and its size in bits, and the operand's own type; set and setText put a value there.
func target(operand any) (kind, bits int, name string)
func set(operand any, value uint64)
func setText(operand any, value string)

// The kinds of what can be scanned.
const (
	noPointer = iota
	boolean
	signed
	unsigned
	float
	text
	bytes
)

const (
	decimal     = "0123456789_"
	hexadecimal = "0123456789aAbBcCdDeEfF"
)

// operand scans one operand.
func (s *scanState) operand(verb rune, operand any) {
	s.token = s.token[:0]
	if own, ok := operand.(Scanner); ok {
		err := own.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			panic(failed{err})
		}
		return
	}
	kind, bits, name := target(operand)
	switch kind {
	case noPointer:
		fail("type not a pointer: " + name)
	case boolean:
		s.boolean(verb, operand)
	case signed:
		set(operand, uint64(s.signed(verb, bits)))
	case unsigned:
		set(operand, s.unsigned(verb, bits))
	case float:
		s.allow(verb, "beEfFgGv", "float"+strconv.Itoa(bits))
		s.begin()
		set(operand, math.Float64bits(s.float(bits)))
	case text, bytes:
		setText(operand, s.text(verb))
	default:
		fail("can't scan type: " + name)
	}
}

func (s *scanState) allow(verb rune, verbs, what string) {
	if !strings.ContainsRune(verbs, verb) {
		fail("bad verb '%" + string(verb) + "' for " + what)
	}
}

func (s *scanState) boolean(verb rune, operand any) {
	s.begin()
	s.allow(verb, "tv", "boolean")
	is := false
	word := ""
	switch s.next() {
	case '1':
		is = true
	case 't', 'T':
		is, word = true, "rRuUeE"
	case 'f', 'F':
		word = "aAlLsSeE"
	}
	// The first letter may stand alone, the first two not.
	for i := 0; i < len(word); i += 2 {
		if !s.take(word[i : i+2]) {
			if i == 0 {
				break
			}
			fail("syntax error scanning boolean")
		}
	}
	value := uint64(0)
	if is {
		value = 1
	}
	set(operand, value)
}

// digits are the base of a verb and its digits.
func (s *scanState) digits(verb rune) (base int, digits string) {
	s.allow(verb, "bdoUxXv", "integer")
	switch verb {
	case 'b':
		return 2, "01"
	case 'o':
		return 8, "01234567"
	case 'x', 'X', 'U':
		return 16, hexadecimal
	}
	return 10, decimal[:10]
}

// number is the text of an integer behind its sign, and its base, 0 if its beginning says it.
func (s *scanState) number(verb rune, base int, digits string) (text string, of int) {
	hasDigits := false
	switch {
	case verb == 'U':
		if !s.skip("U") || !s.skip("+") {
			fail("bad unicode format ")
		}
	case verb == 'v':
		base, digits = 0, decimal
		if s.take("0") {
			hasDigits = true
			switch {
			case s.take("bB"):
				digits = "01_"
			case s.take("oO"):
				digits = "01234567_"
			case s.take("xX"):
				digits = hexadecimal + "_"
			default:
				digits = "01234567_"
			}
		}
	}
	if !hasDigits {
		s.notEnd()
		if !s.take(digits) {
			fail("expected integer")
		}
	}
	s.takeAll(digits)
	return string(s.token), base
}

func (s *scanState) skip(set string) bool {
	if !s.peek(set) {
		return false
	}
	s.next()
	return true
}

func (s *scanState) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		s.notEnd()
		r := int64(s.next())
		if r<<(64-bits)>>(64-bits) != r {
			fail("overflow on character value " + string(rune(r)))
		}
		return r
	}
	s.begin()
	base, digits := s.digits(verb)
	if verb != 'U' {
		s.take("+-")
	}
	text, base := s.number(verb, base, digits)
	value, err := strconv.ParseInt(text, base, 64)
	if err != nil {
		panic(failed{err})
	}
	if value<<(64-bits)>>(64-bits) != value {
		fail("integer overflow on token " + text)
	}
	return value
}

func (s *scanState) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.signed(verb, bits))
	}
	s.begin()
	base, digits := s.digits(verb)
	text, base := s.number(verb, base, digits)
	value, err := strconv.ParseUint(text, base, 64)
	if err != nil {
		panic(failed{err})
	}
	if value<<(64-bits)>>(64-bits) != value {
		fail("unsigned integer overflow on token " + text)
	}
	return value
}

func (s *scanState) float(bits int) float64 {
	text := s.floatText()
	power := 0
	mantissa, exponent, ok := strings.Cut(text, "p")
	if ok && !strings.ContainsAny(text, "xX") {
		// An exponent of two behind a decimal number is not Go's, but is read.
		n, err := strconv.Atoi(exponent)
		if err != nil {
			if number, ok := err.(*strconv.NumError); ok {
				number.Num = text
			}
			panic(failed{err})
		}
		text, power = mantissa, n
	}
	value, err := strconv.ParseFloat(text, bits)
	if err != nil {
		panic(failed{err})
	}
	return math.Ldexp(value, power)
}

func (s *scanState) floatText() string {
	if s.take("nN") && s.take("aA") && s.take("nN") {
		return string(s.token)
	}
	s.take("+-")
	if s.take("iI") && s.take("nN") && s.take("fF") {
		return string(s.token)
	}
	digits, exponent := decimal, "eEpP"
	if s.take("0") && s.take("xX") {
		digits, exponent = hexadecimal+"_", "pP"
	}
	s.takeAll(digits)
	if s.take(".") {
		s.takeAll(digits)
	}
	if s.take(exponent) {
		s.take("+-")
		s.takeAll(decimal)
	}
	return string(s.token)
}

func (s *scanState) text(verb rune) string {
	s.allow(verb, "svqxX", "string")
	s.begin()
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hex()
	}
	s.takeWhile(func(r rune) bool { return !unicode.IsSpace(r) })
	return string(s.token)
}

func (s *scanState) quoted() string {
	quote := s.next()
	if quote != '`' && quote != '"' {
		fail("expected quoted string")
	}
	all := []rune{quote}
	for {
		r := s.must()
		all = append(all, r)
		if r == quote {
			break
		}
		if r == '\\' && quote == '"' {
			all = append(all, s.must())
		}
	}
	if quote == '`' {
		return string(all[1 : len(all)-1])
	}
	value, err := strconv.Unquote(string(all))
	if err != nil {
		panic(failed{err})
	}
	return value
}

func (s *scanState) hex() string {
	for {
		first := s.next()
		if first == end {
			break
		}
		high, ok := hexDigit(first)
		if !ok {
			s.UnreadRune()
			break
		}
		low, ok := hexDigit(s.must())
		if !ok {
			fail("illegal hex digit")
		}
		s.token = append(s.token, byte(high<<4|low))
	}
	if len(s.token) == 0 {
		fail("no hex data for %x string")
	}
	return string(s.token)
}

func hexDigit(r rune) (int, bool) {
	i := strings.IndexRune("0123456789abcdef", unicode.ToLower(r))
	return i, i >= 0
}
