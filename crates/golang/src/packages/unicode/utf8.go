// Package utf8, as far as the Lab has it. A function without a body is native.
package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

func width(b byte) int {
	switch {
	case b < RuneSelf:
		return 1
	case b < 0xC2:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	case b < 0xF5:
		return 4
	}
	return 1
}

func FullRune(p []byte) bool { return FullRuneInString(string(p)) }

func FullRuneInString(s string) bool {
	if s == "" {
		return false
	}
	n := width(s[0])
	if len(s) >= n {
		return true
	}
	// What cannot become a rune is a full one of width 1.
	for i := 1; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			return true
		}
	}
	if len(s) > 1 {
		switch {
		case s[0] == 0xE0 && s[1] < 0xA0, s[0] == 0xED && s[1] > 0x9F, s[0] == 0xF0 && s[1] < 0x90, s[0] == 0xF4 && s[1] > 0x8F:
			return true
		}
	}
	return false
}

func DecodeRune(p []byte) (r rune, size int) {
	if len(p) > UTFMax {
		p = p[:UTFMax]
	}
	return DecodeRuneInString(string(p))
}

func DecodeRuneInString(s string) (r rune, size int) {
	for i, c := range s {
		if i > 0 {
			return r, i
		}
		r = c
	}
	if s == "" {
		return RuneError, 0
	}
	return r, len(s)
}

func DecodeLastRune(p []byte) (r rune, size int) {
	if len(p) > UTFMax {
		p = p[len(p)-UTFMax:]
	}
	return DecodeLastRuneInString(string(p))
}

func DecodeLastRuneInString(s string) (r rune, size int) {
	if s == "" {
		return RuneError, 0
	}
	for start := len(s) - 1; start >= 0 && start >= len(s)-UTFMax; start-- {
		if RuneStart(s[start]) {
			r, size = DecodeRuneInString(s[start:])
			if start+size == len(s) {
				return r, size
			}
			break
		}
	}
	return RuneError, 1
}

func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case 0xD800 <= r && r <= 0xDFFF:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

func EncodeRune(p []byte, r rune) int {
	s := string(r)
	_ = p[len(s)-1]
	return copy(p, s)
}

func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }

func RuneCount(p []byte) int { return RuneCountInString(string(p)) }

func RuneCountInString(s string) (n int) {
	for range s {
		n++
	}
	return n
}

func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

func Valid(p []byte) bool { return ValidString(string(p)) }

func ValidString(s string) bool {
	for i := 0; i < len(s); {
		r, size := DecodeRuneInString(s[i:min(i+UTFMax, len(s))])
		if r == RuneError && size == 1 {
			return false
		}
		i += size
	}
	return true
}

func ValidRune(r rune) bool { return RuneLen(r) > 0 }
