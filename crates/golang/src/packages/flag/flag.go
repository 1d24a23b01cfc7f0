// Package flag, as far as the Lab has it. A function without a body is native.
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

var ErrHelp = errors.New("flag: help requested")

type Value interface {
	String() string
	Set(string) error
}

type Getter interface {
	Value
	Get() any
}

type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota
	ExitOnError
	PanicOnError
)

type Flag struct {
	Name     string
	Usage    string
	Value    Value
	DefValue string
}

var Usage = func() {
	fmt.Fprintf(CommandLine.Output(), "Usage of %s:\n", os.Args[0])
	PrintDefaults()
}

var CommandLine = NewFlagSet(os.Args[0], ExitOnError)

type FlagSet struct {
	Usage  func()
	name   string
	how    ErrorHandling
	output io.Writer
	formal map[string]*Flag
	actual map[string]*Flag
	args   []string
	parsed bool
}

func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, how: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

func (f *FlagSet) Init(name string, errorHandling ErrorHandling) { f.name, f.how = name, errorHandling }

func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

func (f *FlagSet) Name() string { return f.name }

func (f *FlagSet) ErrorHandling() ErrorHandling { return f.how }

func (f *FlagSet) SetOutput(output io.Writer) { f.output = output }

func visit(flags map[string]*Flag, fn func(*Flag)) {
	names := make([]string, 0, len(flags))
	for name := range flags {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fn(flags[name])
	}
}

func (f *FlagSet) VisitAll(fn func(*Flag)) { visit(f.formal, fn) }

func VisitAll(fn func(*Flag)) { CommandLine.VisitAll(fn) }

func (f *FlagSet) Visit(fn func(*Flag)) { visit(f.actual, fn) }

func Visit(fn func(*Flag)) { CommandLine.Visit(fn) }

func (f *FlagSet) Lookup(name string) *Flag { return f.formal[name] }

func Lookup(name string) *Flag { return CommandLine.Lookup(name) }

func (f *FlagSet) Set(name, value string) error {
	flag, ok := f.formal[name]
	if !ok {
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	f.note(name, flag)
	return nil
}

func (f *FlagSet) note(name string, flag *Flag) {
	if f.actual == nil {
		f.actual = make(map[string]*Flag)
	}
	f.actual[name] = flag
}

func Set(name, value string) error { return CommandLine.Set(name, value) }

func UnquoteUsage(flag *Flag) (name string, usage string) {
	usage = flag.Usage
	if before, rest, ok := strings.Cut(usage, "`"); ok {
		if name, after, ok := strings.Cut(rest, "`"); ok {
			return name, before + name + after
		}
	}
	switch v := flag.Value.(type) {
	case boolFlag:
		if !v.IsBoolFlag() {
			return "value", usage
		}
		return "", usage
	case *durationValue:
		return "duration", usage
	case *float64Value:
		return "float", usage
	case *intValue, *int64Value:
		return "int", usage
	case *stringValue:
		return "string", usage
	case *uintValue, *uint64Value:
		return "uint", usage
	}
	return "value", usage
}

func (f *FlagSet) PrintDefaults() {
	f.VisitAll(func(flag *Flag) {
		text := "  -" + flag.Name
		name, usage := UnquoteUsage(flag)
		if name != "" {
			text += " " + name
		}
		if len(text) <= 4 {
			text += "\t"
		} else {
			text += "\n    \t"
		}
		text += strings.ReplaceAll(usage, "\n", "\n    \t")
		switch flag.DefValue {
		case "", "0", "false", "0s":
		default:
			if _, ok := flag.Value.(*stringValue); ok {
				text += fmt.Sprintf(" (default %q)", flag.DefValue)
			} else {
				text += fmt.Sprintf(" (default %v)", flag.DefValue)
			}
		}
		fmt.Fprint(f.Output(), text, "\n")
	})
}

func PrintDefaults() { CommandLine.PrintDefaults() }

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

func (f *FlagSet) NFlag() int { return len(f.actual) }

func NFlag() int { return len(CommandLine.actual) }

func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

func Arg(i int) string { return CommandLine.Arg(i) }

func (f *FlagSet) NArg() int { return len(f.args) }

func NArg() int { return len(CommandLine.args) }

func (f *FlagSet) Args() []string { return f.args }

func Args() []string { return CommandLine.args }

func (f *FlagSet) Func(name, usage string, fn func(string) error) { f.Var(funcValue(fn), name, usage) }

func Func(name, usage string, fn func(string) error) { CommandLine.Func(name, usage, fn) }

func (f *FlagSet) BoolFunc(name, usage string, fn func(string) error) {
	f.Var(boolFuncValue(fn), name, usage)
}

func BoolFunc(name, usage string, fn func(string) error) { CommandLine.BoolFunc(name, usage, fn) }

func (f *FlagSet) Var(value Value, name string, usage string) {
	if strings.HasPrefix(name, "-") {
		panic(fmt.Sprintf("flag %q begins with -", name))
	} else if strings.Contains(name, "=") {
		panic(fmt.Sprintf("flag %q contains =", name))
	}
	if _, exists := f.formal[name]; exists {
		msg := fmt.Sprintf("%s flag redefined: %s", f.name, name)
		if f.name == "" {
			msg = fmt.Sprintf("flag redefined: %s", name)
		}
		fmt.Fprintln(f.Output(), msg)
		panic(msg)
	}
	if f.formal == nil {
		f.formal = make(map[string]*Flag)
	}
	text := value.String()
	f.formal[name] = &Flag{name, usage, value, text}
	if f == CommandLine {
		defined(name, kindOf(value), text, usage)
	}
}

// defined tells the Lab of a flag of the command line.
func defined(name, kind, value, usage string)

// begins tells it that the command line is read.
func begins()

// kindOf names the type of a flag's value; empty for a type of the program's own.
func kindOf(value Value) string {
	switch value.(type) {
	case *boolValue:
		return "bool"
	case *durationValue:
		return "duration"
	case *float64Value:
		return "float"
	case *intValue, *int64Value:
		return "int"
	case *stringValue:
		return "string"
	case *uintValue, *uint64Value:
		return "uint"
	}
	return ""
}

func Var(value Value, name string, usage string) { CommandLine.Var(value, name, usage) }

func (f *FlagSet) failf(format string, a ...any) error {
	err := fmt.Errorf(format, a...)
	fmt.Fprintln(f.Output(), err)
	f.usage()
	return err
}

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

// parseOne reads one flag; false if there is none.
func (f *FlagSet) parseOne() (bool, error) {
	if len(f.args) == 0 {
		return false, nil
	}
	s := f.args[0]
	if len(s) < 2 || s[0] != '-' {
		return false, nil
	}
	minuses := 1
	if s[1] == '-' {
		minuses++
		if len(s) == 2 {
			f.args = f.args[1:]
			return false, nil
		}
	}
	name := s[minuses:]
	if len(name) == 0 || name[0] == '-' || name[0] == '=' {
		return false, f.failf("bad flag syntax: %s", s)
	}
	f.args = f.args[1:]
	name, value, hasValue := strings.Cut(name, "=")
	flag, ok := f.formal[name]
	if !ok {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.failf("flag provided but not defined: -%s", name)
	}
	if b, ok := flag.Value.(boolFlag); ok && b.IsBoolFlag() {
		if !hasValue {
			value = "true"
		}
		if err := flag.Value.Set(value); err != nil {
			if !hasValue {
				return false, f.failf("invalid boolean flag %s: %v", name, err)
			}
			return false, f.failf("invalid boolean value %q for -%s: %v", value, name, err)
		}
	} else {
		if !hasValue && len(f.args) > 0 {
			hasValue = true
			value, f.args = f.args[0], f.args[1:]
		}
		if !hasValue {
			return false, f.failf("flag needs an argument: -%s", name)
		}
		if err := flag.Value.Set(value); err != nil {
			return false, f.failf("invalid value %q for flag -%s: %v", value, name, err)
		}
	}
	f.note(name, flag)
	return true, nil
}

func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	if f == CommandLine {
		begins()
	}
	for {
		seen, err := f.parseOne()
		if seen {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.how {
		case ContinueOnError:
			return err
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
	}
}

func (f *FlagSet) Parsed() bool { return f.parsed }

func Parse() { CommandLine.Parse(os.Args[1:]) }

func Parsed() bool { return CommandLine.parsed }

func init() {
	// A program may set Usage later.
	CommandLine.Usage = func() { Usage() }
}
