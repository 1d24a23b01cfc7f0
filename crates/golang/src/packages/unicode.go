// Package unicode, as far as the Lab has it. A function without a body is native.
package unicode

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

type RangeTable struct {
	name string
}

var (
	Letter      = &RangeTable{"L"}
	L           = Letter
	Lu          = &RangeTable{"Lu"}
	Upper       = Lu
	Ll          = &RangeTable{"Ll"}
	Lower       = Ll
	Lt          = &RangeTable{"Lt"}
	Title       = Lt
	Lm          = &RangeTable{"Lm"}
	Lo          = &RangeTable{"Lo"}
	Mark        = &RangeTable{"M"}
	M           = Mark
	Mn          = &RangeTable{"Mn"}
	Mc          = &RangeTable{"Mc"}
	Me          = &RangeTable{"Me"}
	Number      = &RangeTable{"N"}
	N           = Number
	Nd          = &RangeTable{"Nd"}
	Digit       = Nd
	Nl          = &RangeTable{"Nl"}
	No          = &RangeTable{"No"}
	Punct       = &RangeTable{"P"}
	P           = Punct
	Pc          = &RangeTable{"Pc"}
	Pd          = &RangeTable{"Pd"}
	Ps          = &RangeTable{"Ps"}
	Pe          = &RangeTable{"Pe"}
	Pi          = &RangeTable{"Pi"}
	Pf          = &RangeTable{"Pf"}
	Po          = &RangeTable{"Po"}
	Symbol      = &RangeTable{"S"}
	S           = Symbol
	Sm          = &RangeTable{"Sm"}
	Sc          = &RangeTable{"Sc"}
	Sk          = &RangeTable{"Sk"}
	So          = &RangeTable{"So"}
	Space       = &RangeTable{"Z"}
	Z           = Space
	Zs          = &RangeTable{"Zs"}
	Zl          = &RangeTable{"Zl"}
	Zp          = &RangeTable{"Zp"}
	Other       = &RangeTable{"C"}
	C           = Other
	Cc          = &RangeTable{"Cc"}
	Cf          = &RangeTable{"Cf"}
	White_Space = &RangeTable{"White_Space"}
	Arabic      = &RangeTable{"Arabic"}
	Cyrillic    = &RangeTable{"Cyrillic"}
	Greek       = &RangeTable{"Greek"}
	Han         = &RangeTable{"Han"}
	Hangul      = &RangeTable{"Hangul"}
	Hebrew      = &RangeTable{"Hebrew"}
	Hiragana    = &RangeTable{"Hiragana"}
	Katakana    = &RangeTable{"Katakana"}
	Latin       = &RangeTable{"Latin"}
	Thai        = &RangeTable{"Thai"}
)

func IsSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A
}

func IsPunct(r rune) bool {
	if r < 0x80 {
		switch r {
		case '$', '+', '<', '=', '>', '^', '`', '|', '~':
			return false
		}
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	switch r {
	case 0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF:
		return true
	}
	return 0x2010 <= r && r <= 0x2027 || 0x2030 <= r && r <= 0x205E && r != 0x2044 && r != 0x2052 || 0x3001 <= r && r <= 0x3003 || 0x3008 <= r && r <= 0x3011
}

func IsSymbol(r rune) bool {
	switch r {
	case '$', '+', '<', '=', '>', '^', '`', '|', '~', 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA8, 0xA9, 0xAC, 0xAE, 0xAF, 0xB0, 0xB1, 0xB4, 0xB8, 0xD7, 0xF7:
		return true
	}
	return 0x20A0 <= r && r <= 0x20C0 || 0x2100 <= r && r <= 0x214F && !IsLetter(r) || 0x2190 <= r && r <= 0x23FF || 0x2500 <= r && r <= 0x27BF || 0x1F300 <= r && r <= 0x1FAFF
}

func IsGraphic(r rune) bool { return IsPrint(r) || r == 0xA0 || r == 0x3000 }

func IsTitle(r rune) bool { return r == 0x1C5 || r == 0x1C8 || r == 0x1CB || r == 0x1F2 }

func ToTitle(r rune) rune { return ToUpper(r) }

func To(_case int, r rune) rune {
	switch _case {
	case UpperCase, TitleCase:
		return ToUpper(r)
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
	switch rangeTab.name {
	case "L":
		return IsLetter(r)
	case "Lu":
		return IsUpper(r)
	case "Ll":
		return IsLower(r)
	case "N":
		return IsNumber(r)
	case "Nd":
		return IsDigit(r)
	case "P":
		return IsPunct(r)
	case "S":
		return IsSymbol(r)
	case "Z", "White_Space":
		return IsSpace(r)
	case "Cc":
		return IsControl(r)
	case "Han":
		return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF || 0x20000 <= r && r <= 0x2FA1D || r == 0x3005 || r == 0x3007
	case "Hiragana":
		return 0x3041 <= r && r <= 0x3096 || 0x309D <= r && r <= 0x309F
	case "Katakana":
		return 0x30A1 <= r && r <= 0x30FA || 0x30FD <= r && r <= 0x30FF
	case "Cyrillic":
		return 0x400 <= r && r <= 0x52F
	case "Greek":
		return 0x370 <= r && r <= 0x3FF && r != 0x37E && r != 0x385 && r != 0x387 || 0x1F00 <= r && r <= 0x1FFE
	case "Latin":
		return IsLetter(r) && (r < 0x250 || 0x1E00 <= r && r <= 0x1EFF) && r != 0xB5
	case "Arabic":
		return IsLetter(r) && 0x600 <= r && r <= 0x6FF
	case "Hebrew":
		return 0x591 <= r && r <= 0x5F4
	case "Hangul":
		return 0xAC00 <= r && r <= 0xD7A3 || 0x1100 <= r && r <= 0x11FF
	case "Thai":
		return 0xE01 <= r && r <= 0xE3A || 0xE40 <= r && r <= 0xE5B
	}
	panic("unicode: the Lab does not know the range " + rangeTab.name)
}

func SimpleFold(r rune) rune {
	if l := ToLower(r); l != r {
		return l
	}
	return ToUpper(r)
}

func IsControl(r rune) bool

func IsDigit(r rune) bool

func IsLetter(r rune) bool

func IsLower(r rune) bool

func IsMark(r rune) bool

func IsNumber(r rune) bool

func IsPrint(r rune) bool

func IsUpper(r rune) bool

func ToLower(r rune) rune

func ToUpper(r rune) rune
