// Declarations of the package unicode, as programs see them. A function without a body is native.
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

func IsControl(r rune) bool
func IsDigit(r rune) bool
func IsGraphic(r rune) bool
func IsLetter(r rune) bool
func IsLower(r rune) bool
func IsMark(r rune) bool
func IsNumber(r rune) bool
func IsPrint(r rune) bool
func IsPunct(r rune) bool
func IsSpace(r rune) bool
func IsSymbol(r rune) bool
func IsTitle(r rune) bool
func IsUpper(r rune) bool
func Is(rangeTab *RangeTable, r rune) bool
func In(r rune, ranges ...*RangeTable) bool
func IsOneOf(ranges []*RangeTable, r rune) bool
func To(_case int, r rune) rune
func ToLower(r rune) rune
func ToTitle(r rune) rune
func ToUpper(r rune) rune
func SimpleFold(r rune) rune
