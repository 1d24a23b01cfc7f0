package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/bits"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	fmt.Println(strings.Split("a,b,c", ","), len(strings.Split("", ",")), strings.SplitN("a,b,c", ",", 2))
	fmt.Printf("%q %q\n", strings.Fields("  a b   c "), strings.SplitAfter("a.b.", "."))
	fmt.Println(strings.Contains("hello", "ell"), strings.Index("chicken", "ken"), strings.LastIndex("go gopher", "go"), strings.IndexByte("abc", 'c'))
	fmt.Println(strings.ToUpper("héllo"), strings.ToLower("ABC"), strings.Title("hello wörld"), strings.Repeat("ab", 3))
	fmt.Println(strings.TrimSpace("  x \n"), strings.Trim("xxhixx", "x"), strings.TrimLeft("xxhi", "x"), strings.TrimPrefix("prefix-a", "prefix-"))
	fmt.Println(strings.Replace("oink oink oink", "k", "ky", 2), strings.ReplaceAll("oink oink", "oink", "moo"), strings.Replace("abc", "", "-", -1))
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return 'A'
		}
		if r == 'x' {
			return -1
		}
		return r
	}, "banxana"))
	before, after, ok := strings.Cut("key=value", "=")
	fmt.Println(before, after, ok, strings.EqualFold("Go", "GO"), strings.Count("cheese", "e"), strings.Count("five", ""))
	var b strings.Builder
	for i := 0; i < 3; i++ {
		fmt.Fprintf(&b, "%d-", i)
	}
	b.WriteByte('x')
	b.WriteRune('é')
	fmt.Println(b.String(), b.Len())
	fmt.Println(strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace("<b>hi</b>"))
	for _, s := range []string{"12", "-7", "x1", "99999999999999999999", "0x1f", "1_000", ""} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
		m, err := strconv.ParseInt(s, 0, 64)
		fmt.Println(m, err)
	}
	f, err := strconv.ParseFloat("2.5e3", 64)
	fmt.Println(f, err)
	_, err = strconv.ParseFloat("abc", 64)
	fmt.Println(err)
	_, err = strconv.ParseBool("maybe")
	fmt.Println(err)
	fmt.Println(strconv.Quote("hi\n\"x\"\x00é\u200b"), strconv.FormatInt(-255, 16), strconv.FormatFloat(1.0/3, 'f', 4, 64), strconv.Itoa(-45))
	u, err := strconv.Unquote(`"a\tb\u00e9"`)
	fmt.Println(u, err)
	fmt.Println(unicode.IsUpper('A'), unicode.IsLetter('é'), unicode.IsDigit('5'), unicode.IsSpace('\t'), unicode.IsPunct('!'), string(unicode.ToUpper('ß')))
	fmt.Println(utf8.RuneCountInString("héllo"), utf8.ValidString("a\xffb"), utf8.RuneLen('世'))
	r, size := utf8.DecodeRuneInString("世界")
	fmt.Println(string(r), size)
	for i, r := range "a\xffb" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	fmt.Println(math.Sqrt(2), math.Pow(2, 10), math.Floor(-1.5), math.Inf(1), math.NaN(), math.MaxInt64, math.Pi)
	fmt.Println(math.Round(2.5), math.Trunc(-2.7), math.Mod(7, 3), math.Hypot(3, 4), math.Abs(-3), math.Max(1, 2), math.Cbrt(27))
	fmt.Println(math.Log2(8), math.Log10(1000), math.Exp(0), math.Ceil(1.2), math.Signbit(-1), math.IsNaN(math.NaN()))
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros64(1), bits.TrailingZeros(8), bits.Len(255), bits.Reverse8(1), bits.RotateLeft8(1, 3))
	xs := []int{5, 2, 8, 1}
	sort.Ints(xs)
	fmt.Println(xs, sort.SearchInts(xs, 5), slices.Contains(xs, 8), slices.Index(xs, 8), slices.Max(xs))
	people := []struct {
		Name string
		Age  int
	}{{"A", 30}, {"B", 25}, {"C", 30}}
	sort.SliceStable(people, func(i, j int) bool { return people[i].Age < people[j].Age })
	fmt.Println(people)
	slices.SortFunc(people, func(a, b struct {
		Name string
		Age  int
	}) int {
		return strings.Compare(b.Name, a.Name)
	})
	fmt.Println(people)
	var buf bytes.Buffer
	buf.WriteString("hello ")
	buf.Write([]byte("world"))
	fmt.Println(buf.String(), buf.Len(), bytes.Contains(buf.Bytes(), []byte("wor")))
	sc := bufio.NewScanner(strings.NewReader("line 1\nline two\n\nlast"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println()
	ws := bufio.NewScanner(strings.NewReader("a bb  ccc"))
	ws.Split(bufio.ScanWords)
	for ws.Scan() {
		fmt.Print(ws.Text(), ";")
	}
	fmt.Println()
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(w, "buffered %d\n", 1)
	w.Flush()
	fmt.Fprintln(os.Stderr, "error line")
	os.Exit(4)
}
