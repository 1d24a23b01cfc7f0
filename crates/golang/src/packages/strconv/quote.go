package strconv

func quoted(s string, quote rune, ascii bool) string
func quotedRune(r rune, ascii bool) string
func IsPrint(r rune) bool

func AppendQuote(dst []byte, s string) []byte { return append(dst, Quote(s)...) }

func Quote(s string) string { return quoted(s, '"', false) }

func QuoteToASCII(s string) string { return quoted(s, '"', true) }

func QuoteRune(r rune) string { return quotedRune(r, false) }

func QuoteRuneToASCII(r rune) string { return quotedRune(r, true) }

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
