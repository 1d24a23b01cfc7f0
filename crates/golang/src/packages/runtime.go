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

func Caller(skip int) (pc uintptr, file string, line int, ok bool) { return 0, "", 0, false }

// Stack says nothing: goroutines of the Lab are seen on the timeline.
func Stack(buf []byte, all bool) int { return 0 }

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
