package bytes

import "iter"

func seq(parts [][]byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, part := range parts {
			if !yield(part) {
				return
			}
		}
	}
}

func Lines(s []byte) iter.Seq[[]byte] {
	parts := SplitAfter(s, []byte("\n"))
	if n := len(parts); n > 0 && len(parts[n-1]) == 0 {
		parts = parts[:n-1]
	}
	return seq(parts)
}

func SplitSeq(s, sep []byte) iter.Seq[[]byte] { return seq(Split(s, sep)) }

func SplitAfterSeq(s, sep []byte) iter.Seq[[]byte] { return seq(SplitAfter(s, sep)) }

func FieldsSeq(s []byte) iter.Seq[[]byte] { return seq(Fields(s)) }

func FieldsFuncSeq(s []byte, f func(rune) bool) iter.Seq[[]byte] { return seq(FieldsFunc(s, f)) }
