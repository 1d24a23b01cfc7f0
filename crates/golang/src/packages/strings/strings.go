// Package strings, as far as the Lab has it. A function without a body is native.
package strings

import (
	"unicode"
	"unicode/utf8"
)

func joined(elems []string, sep string) string

func replaced(s, old, new string, n int) string

func Clone(s string) string { return s }

func Compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func Count(s, substr string) int {
	if substr == "" {
		return utf8.RuneCountInString(s) + 1
	}
	n := 0
	for {
		i := Index(s, substr)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(substr):]
	}
}

func Contains(s, substr string) bool { return Index(s, substr) >= 0 }

func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }

func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }

func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

func IndexRune(s string, r rune) int {
	for i, c := range s {
		if c == r {
			return i
		}
	}
	return -1
}

func IndexAny(s, chars string) int {
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

func LastIndexAny(s, chars string) int {
	last := -1
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			last = i
		}
	}
	return last
}

func LastIndexByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

func explode(s string, n int) []string {
	var parts []string
	for s != "" && len(parts) != n-1 {
		_, size := utf8.DecodeRuneInString(s)
		parts = append(parts, s[:size])
		s = s[size:]
	}
	if s != "" {
		parts = append(parts, s)
	}
	return parts
}

func cutAt(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	var parts []string
	if n > 0 {
		parts = make([]string, 0, min(n, len(s)+1))
	} else {
		parts = make([]string, 0, Count(s, sep)+1)
	}
	for n < 0 || len(parts) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[:i+keep])
		s = s[i+len(sep):]
	}
	return append(parts, s)
}

func SplitN(s, sep string, n int) []string { return cutAt(s, sep, 0, n) }

func SplitAfterN(s, sep string, n int) []string { return cutAt(s, sep, len(sep), n) }

func Split(s, sep string) []string { return cutAt(s, sep, 0, -1) }

func SplitAfter(s, sep string) []string { return cutAt(s, sep, len(sep), -1) }

func Fields(s string) []string { return FieldsFunc(s, unicode.IsSpace) }

func FieldsFunc(s string, f func(rune) bool) []string {
	parts := []string{}
	start := -1
	for i, c := range s {
		if f(c) {
			if start >= 0 {
				parts = append(parts, s[start:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		parts = append(parts, s[start:])
	}
	return parts
}

func Join(elems []string, sep string) string { return joined(elems, sep) }

func HasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

func Map(mapping func(rune) rune, s string) string {
	var b Builder
	for _, c := range s {
		if r := mapping(c); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

func ToValidUTF8(s, replacement string) string {
	var b Builder
	invalid := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if !invalid {
				b.WriteString(replacement)
			}
			invalid = true
		} else {
			invalid = false
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

func Title(s string) string {
	prev := ' '
	return Map(func(r rune) rune {
		starts := !unicode.IsLetter(prev) && !unicode.IsDigit(prev) && prev != '_'
		if prev >= 0x80 {
			starts = starts && unicode.IsSpace(prev)
		}
		prev = r
		if starts {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func TrimLeftFunc(s string, f func(rune) bool) string {
	i := IndexFunc(s, func(r rune) bool { return !f(r) })
	if i < 0 {
		return ""
	}
	return s[i:]
}

func TrimRightFunc(s string, f func(rune) bool) string {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !f(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func TrimFunc(s string, f func(rune) bool) string { return TrimRightFunc(TrimLeftFunc(s, f), f) }

func IndexFunc(s string, f func(rune) bool) int {
	for i, c := range s {
		if f(c) {
			return i
		}
	}
	return -1
}

func LastIndexFunc(s string, f func(rune) bool) int {
	last := -1
	for i, c := range s {
		if f(c) {
			last = i
		}
	}
	return last
}

func in(cutset string) func(rune) bool { return func(r rune) bool { return IndexRune(cutset, r) >= 0 } }

func Trim(s, cutset string) string { return TrimFunc(s, in(cutset)) }

func TrimLeft(s, cutset string) string { return TrimLeftFunc(s, in(cutset)) }

func TrimRight(s, cutset string) string { return TrimRightFunc(s, in(cutset)) }

func TrimSpace(s string) string { return TrimFunc(s, unicode.IsSpace) }

func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	if old != "" {
		return replaced(s, old, new, n)
	}
	var b Builder
	for s != "" && n != 0 {
		_, size := utf8.DecodeRuneInString(s)
		b.WriteString(new)
		b.WriteString(s[:size])
		s = s[size:]
		n--
	}
	if n != 0 {
		b.WriteString(new)
	}
	b.WriteString(s)
	return b.String()
}

func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

func EqualFold(s, t string) bool {
	a, b := []rune(s), []rune(t)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		r := a[i]
		for r != b[i] {
			if r = unicode.SimpleFold(r); r == a[i] {
				return false
			}
		}
	}
	return true
}

func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func CutLast(s, sep string) (before, after string, found bool) {
	if i := LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

func LastIndex(s, substr string) int

func IndexByte(s string, c byte) int

func Repeat(s string, count int) string

func ToUpper(s string) string

func ToLower(s string) string

func Index(s, substr string) int
