package strconv

func intDigits(i int64, base int) string
func uintDigits(i uint64, base int) string
func floatText(f float64, fmt byte, prec, bits int) string

func Itoa(i int) string { return intDigits(int64(i), 10) }

func FormatInt(i int64, base int) string {
	checkBase(base)
	return intDigits(i, base)
}

func FormatUint(i uint64, base int) string {
	checkBase(base)
	return uintDigits(i, base)
}

func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	return floatText(f, fmt, prec, bitSize)
}

func AppendInt(dst []byte, i int64, base int) []byte { return append(dst, FormatInt(i, base)...) }

func AppendUint(dst []byte, i uint64, base int) []byte { return append(dst, FormatUint(i, base)...) }

func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	return append(dst, floatText(f, fmt, prec, bitSize)...)
}
