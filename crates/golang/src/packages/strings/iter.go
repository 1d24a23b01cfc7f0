package strings

import "iter"

func Lines(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for s != "" {
			line := s
			if i := IndexByte(s, '\n'); i >= 0 {
				line, s = s[:i+1], s[i+1:]
			} else {
				s = ""
			}
			if !yield(line) {
				return
			}
		}
	}
}

func seq(parts []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, part := range parts {
			if !yield(part) {
				return
			}
		}
	}
}

func SplitSeq(s, sep string) iter.Seq[string] { return seq(Split(s, sep)) }

func SplitAfterSeq(s, sep string) iter.Seq[string] { return seq(SplitAfter(s, sep)) }

func FieldsSeq(s string) iter.Seq[string] { return seq(Fields(s)) }

func FieldsFuncSeq(s string, f func(rune) bool) iter.Seq[string] { return seq(FieldsFunc(s, f)) }
