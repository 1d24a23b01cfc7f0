package strings

import "io"

type Replacer struct {
	pairs []string
}

func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{append([]string(nil), oldnew...)}
}

func (r *Replacer) Replace(s string) string {
	var b Builder
	for i := 0; i <= len(s); {
		found := false
		for p := 0; p < len(r.pairs); p += 2 {
			old := r.pairs[p]
			if HasPrefix(s[i:], old) {
				b.WriteString(r.pairs[p+1])
				if old != "" {
					i += len(old)
					found = true
				}
				break
			}
		}
		if !found {
			if i < len(s) {
				b.WriteByte(s[i])
			}
			i++
		}
	}
	return b.String()
}

func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}
