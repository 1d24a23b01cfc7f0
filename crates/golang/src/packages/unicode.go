// Package unicode, as far as the Lab has it. A function without a body is native.
package unicode

// Version is the edition of Unicode that the tables are of.
const Version = "17.0.0"

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// A RangeTable is a set of categories, a bit for each as in the Lab's table, or a script.
type RangeTable struct {
	categories uint32
	script     int
	space      bool
}

func of(first, count int) *RangeTable { return &RangeTable{categories: (1<<count - 1) << first} }

var (
	L           = of(0, 5)
	Letter      = L
	Lu          = of(0, 1)
	Upper       = Lu
	Ll          = of(1, 1)
	Lower       = Ll
	Lt          = of(2, 1)
	Title       = Lt
	Lm          = of(3, 1)
	Lo          = of(4, 1)
	M           = of(5, 3)
	Mark        = M
	Mn          = of(5, 1)
	Mc          = of(6, 1)
	Me          = of(7, 1)
	N           = of(8, 3)
	Number      = N
	Nd          = of(8, 1)
	Digit       = Nd
	Nl          = of(9, 1)
	No          = of(10, 1)
	P           = of(11, 7)
	Punct       = P
	Pc          = of(11, 1)
	Pd          = of(12, 1)
	Ps          = of(13, 1)
	Pe          = of(14, 1)
	Pi          = of(15, 1)
	Pf          = of(16, 1)
	Po          = of(17, 1)
	S           = of(18, 4)
	Symbol      = S
	Sm          = of(18, 1)
	Sc          = of(19, 1)
	Sk          = of(20, 1)
	So          = of(21, 1)
	Z           = of(22, 3)
	Space       = Z
	Zs          = of(22, 1)
	Zl          = of(23, 1)
	Zp          = of(24, 1)
	C           = of(25, 5)
	Other       = C
	Cc          = of(25, 1)
	Cf          = of(26, 1)
	Cs          = of(27, 1)
	Co          = of(28, 1)
	Cn          = of(29, 1)
	LC          = of(0, 3)
	White_Space = &RangeTable{space: true}
	Arabic      = &RangeTable{script: 1}
	Cyrillic    = &RangeTable{script: 2}
	Greek       = &RangeTable{script: 3}
	Han         = &RangeTable{script: 4}
	Hangul      = &RangeTable{script: 5}
	Hebrew      = &RangeTable{script: 6}
	Hiragana    = &RangeTable{script: 7}
	Katakana    = &RangeTable{script: 8}
	Latin       = &RangeTable{script: 9}
	Thai        = &RangeTable{script: 10}
)

func IsSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

func IsGraphic(r rune) bool { return IsPrint(r) || Is(Zs, r) }

func To(_case int, r rune) rune {
	switch _case {
	case UpperCase:
		return ToUpper(r)
	case TitleCase:
		return ToTitle(r)
	case LowerCase:
		return ToLower(r)
	}
	return ReplacementChar
}

func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, table := range ranges {
		if Is(table, r) {
			return true
		}
	}
	return false
}

func Is(rangeTab *RangeTable, r rune) bool {
	switch {
	case rangeTab.space:
		return IsSpace(r)
	case rangeTab.script > 0:
		return script(r) == rangeTab.script
	}
	return rangeTab.categories>>category(r)&1 == 1
}

// category is the number of the category; that of what is no rune is in no table.
func category(r rune) int

func script(r rune) int

func IsControl(r rune) bool

func IsDigit(r rune) bool

func IsLetter(r rune) bool

func IsLower(r rune) bool

func IsMark(r rune) bool

func IsNumber(r rune) bool

func IsPrint(r rune) bool

func IsPunct(r rune) bool

func IsSymbol(r rune) bool

func IsTitle(r rune) bool

func IsUpper(r rune) bool

func SimpleFold(r rune) rune

func ToLower(r rune) rune

func ToTitle(r rune) rune

func ToUpper(r rune) rune
