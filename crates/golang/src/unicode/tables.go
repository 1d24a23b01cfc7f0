// Writes tables.txt: what real Go's package unicode says of all runes. `go run tables.go > tables.txt`
package main

import (
	"fmt"
	"unicode"
)

// The categories by their letters, as the kinds of runes are counted in the table: what is in none is Cn, the last one.
var categories = []string{
	"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
	"Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
}

func category(r rune) int {
	for i, name := range categories[:len(categories)-1] {
		if unicode.Is(unicode.Categories[name], r) {
			return i
		}
	}
	return len(categories) - 1
}

// runs prints how many runes in a row have the same number, as a letter and the count if it is not 1.
func runs(name string, number func(rune) int) {
	fmt.Print("# ", name)
	length, width := 0, 200
	for r := rune(0); r <= unicode.MaxRune; r++ {
		length++
		if r < unicode.MaxRune && number(r) == number(r+1) {
			continue
		}
		text := string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[number(r)])
		if length > 1 {
			text += fmt.Sprint(length)
		}
		if width += len(text); width > 120 {
			fmt.Println()
			width = len(text)
		}
		fmt.Print(text)
		length = 0
	}
	fmt.Println()
}

// changes prints each row of runes that a function changes by the same distance: the first, how many, the step, the distance.
func changes(name string, change func(rune) rune, known func(rune) rune) {
	fmt.Println("#", name)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		distance := change(r) - r
		if change(r) == known(r) {
			continue
		}
		count, step := rune(1), rune(1)
		for _, s := range []rune{1, 2} {
			n := rune(1)
			for next := r + n*s; change(next)-next == distance && change(next) != known(next); next = r + n*s {
				n++
			}
			if n > count {
				count, step = n, s
			}
		}
		between := false
		for i := range (count - 1) * step {
			if at := r + i; (at-r)%step != 0 && change(at) != known(at) {
				between = true
			}
		}
		if between {
			count = 1
		}
		fmt.Println(r, count, step, distance)
		r += (count - 1) * step
	}
}

func main() {
	fmt.Println("unicode", unicode.Version, "as Go has it: categories and scripts as counted runs of letters; changes as first rune, count, step, distance")
	runs("categories", category)
	scripts := []string{"Arabic", "Cyrillic", "Greek", "Han", "Hangul", "Hebrew", "Hiragana", "Katakana", "Latin", "Thai"}
	runs("scripts", func(r rune) int {
		for i, name := range scripts {
			if unicode.Is(unicode.Scripts[name], r) {
				return i + 1
			}
		}
		return 0
	})
	same := func(r rune) rune { return r }
	changes("upper", unicode.ToUpper, same)
	changes("lower", unicode.ToLower, same)
	changes("title", unicode.ToTitle, unicode.ToUpper)
	changes("fold", unicode.SimpleFold, func(r rune) rune {
		if lower := unicode.ToLower(r); lower != r {
			return lower
		}
		return unicode.ToUpper(r)
	})
}
