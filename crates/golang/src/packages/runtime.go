package runtime

type Error interface {
	error
	RuntimeError()
}

const (
	GOOS     = "linux"
	GOARCH   = "amd64"
	Compiler = "gc"
)

func Gosched()
func Goexit()
func NumGoroutine() int

func GC() {}

func NumCPU() int { return 1 }

func GOMAXPROCS(n int) int { return 1 }

func Version() string { return "go1.27" }

func KeepAlive(x any) {}

// caller is a call of the goroutine, 0 for the one that asks: its function, and where it is. What is in a package of the Lab's own
// has no file.
func caller(skip int) (function, file string, line int, ok bool)

// goroutine is the number of the goroutine that asks.
func goroutine() int

// functions are those that Caller has named, by their program counters less one.
var functions []string

func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	name, file, line, ok := caller(skip + 1)
	if !ok {
		return 0, "", 0, false
	}
	for i, function := range functions {
		if function == name {
			return uintptr(i + 1), file, line, true
		}
	}
	functions = append(functions, name)
	return uintptr(len(functions)), file, line, true
}

type Func struct{ name string }

func FuncForPC(pc uintptr) *Func {
	if pc == 0 || pc > uintptr(len(functions)) {
		return nil
	}
	return &Func{functions[pc-1]}
}

func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Stack writes the calls of the goroutine that asks; the Lab has no text of the others'.
func Stack(buf []byte, all bool) int {
	n := copy(buf, "goroutine "+decimal(goroutine())+" [running]:\n")
	for skip := 1; ; skip++ {
		name, file, line, ok := caller(skip)
		if !ok {
			return n
		}
		if name == "" {
			continue
		}
		n += copy(buf[n:], name+"(...)\n")
		if file != "" {
			n += copy(buf[n:], "\t"+file+":"+decimal(line)+"\n")
		}
	}
}

// decimal writes a positive number.
func decimal(n int) string {
	text := ""
	for ; n > 0; n /= 10 {
		text = string(rune('0'+n%10)) + text
	}
	return text
}

type MemStats struct {
	Alloc, TotalAlloc, Sys, Mallocs, Frees, HeapAlloc, HeapSys, HeapObjects uint64
	NumGC                                                                   uint32
}

func ReadMemStats(m *MemStats) {}

type TypeAssertionError struct {
	message string
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string { return e.message }

type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string {
	return "runtime error: panic called with nil argument"
}

func (*PanicNilError) RuntimeError() {}

func LockOSThread() {}

func SetFinalizer(obj any, finalizer any) {}

func UnlockOSThread() {}
