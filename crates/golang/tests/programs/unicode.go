package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Each function of package unicode over all runes: how many it holds for or changes, and a number that depends on which.
func over(name string, value func(rune) rune) {
	count, hash := 0, uint32(0)
	for r, step := rune(0), rune(1); r < 0x110000; r += step {
		// From there on there are few kinds.
		if r == 0x20000 {
			step = 251
		}
		if v := value(r); v != 0 {
			count++
			hash = hash*31 + uint32(r)*7 + uint32(v)
		}
	}
	fmt.Printf("%s %d %08x\n", name, count, hash)
}

func holds(f func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if f(r) {
			return 1
		}
		return 0
	}
}

func main() {
	for _, one := range []struct {
		name string
		f    func(rune) bool
	}{
		{"IsControl", unicode.IsControl},
		{"IsDigit", unicode.IsDigit},
		{"IsGraphic", unicode.IsGraphic},
		{"IsLetter", unicode.IsLetter},
		{"IsLower", unicode.IsLower},
		{"IsMark", unicode.IsMark},
		{"IsNumber", unicode.IsNumber},
		{"IsPrint", unicode.IsPrint},
		{"IsPunct", unicode.IsPunct},
		{"IsSpace", unicode.IsSpace},
		{"IsSymbol", unicode.IsSymbol},
		{"IsTitle", unicode.IsTitle},
		{"IsUpper", unicode.IsUpper},
		{"strconv.IsPrint", strconv.IsPrint},
	} {
		over(one.name, holds(one.f))
	}
	over("SimpleFold", func(r rune) rune { return unicode.SimpleFold(r) - r })
	over("ToLower", func(r rune) rune { return unicode.ToLower(r) - r })
	over("ToTitle", func(r rune) rune { return unicode.ToTitle(r) - r })
	over("ToUpper", func(r rune) rune { return unicode.ToUpper(r) - r })
	tables := []*unicode.RangeTable{
		unicode.Lu, unicode.Ll, unicode.Lt, unicode.Lm, unicode.Lo, unicode.Mn, unicode.Mc, unicode.Me, unicode.Nd, unicode.Nl,
		unicode.No, unicode.Pc, unicode.Pd, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf, unicode.Po, unicode.Sm, unicode.Sc,
		unicode.Sk, unicode.So, unicode.Zs, unicode.Zl, unicode.Zp, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co,
	}
	over("categories", func(r rune) rune {
		for i, table := range tables {
			if unicode.Is(table, r) {
				return rune(i + 1)
			}
		}
		return 0
	})
	groups := []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Other, unicode.White_Space}
	for i, table := range groups {
		over(fmt.Sprint("group ", i), holds(func(r rune) bool { return unicode.Is(table, r) }))
	}
	scripts := []*unicode.RangeTable{
		unicode.Arabic, unicode.Cyrillic, unicode.Greek, unicode.Han, unicode.Hangul, unicode.Hebrew, unicode.Hiragana,
		unicode.Katakana, unicode.Latin, unicode.Thai,
	}
	over("scripts", func(r rune) rune {
		for i, table := range scripts {
			if unicode.Is(table, r) {
				return rune(i + 1)
			}
		}
		return 0
	})
	for _, r := range []rune{-2, 0x110000, 0xD800, 1 << 30} {
		fmt.Println(unicode.IsLetter(r), unicode.IsPrint(r), unicode.ToUpper(r), unicode.ToTitle(r), unicode.SimpleFold(r),
			unicode.In(r, unicode.L, unicode.Cs), unicode.To(unicode.TitleCase, r), unicode.To(7, r))
	}
	fmt.Println(unicode.Version, unicode.To(unicode.TitleCase, 'Ǆ'))
	fmt.Println(strings.ToUpper("ßᾳéiǆ"), strings.ToLower("İΣÉǄ"), strings.ToTitle("ǆa"), strings.Title("don't stop-now é.ü x_y 1st ¼of"))
	fmt.Println(strings.EqualFold("Kk", "k\u212A"), strings.EqualFold("σΣς", "ςσΣ"), strings.EqualFold("ß", "ẞ"),
		strings.EqualFold("i", "İ"), strings.EqualFold("\xff", "\uFFFD"), strings.EqualFold("ab", "abc"))
	fmt.Printf("%q %q %+q %#q %#q %q\n", "\u00AD\u0301a\uE000\U000E0001", "\u2028\u3000\u0378", "é漢\U0001F600", "a\u0085b", "a\u007Fb", '\u0300')
	for _, s := range []string{"नमस्ते १२३", "ⓐⒶªº", "x²½Ⅷ"} {
		letters, upper, digits := 0, 0, 0
		for _, r := range s {
			if unicode.IsLetter(r) {
				letters++
			}
			if unicode.IsUpper(r) {
				upper++
			}
			if unicode.IsDigit(r) {
				digits++
			}
		}
		fmt.Println(s, letters, upper, digits)
	}
}
