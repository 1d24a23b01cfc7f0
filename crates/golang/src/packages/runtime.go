// Declarations of the package runtime, as programs see them. A function without a body is native.
package runtime

const Compiler = "gc"
const (
	GOARCH = "amd64"
	GOOS   = "linux"
)

type Error interface {
	error
	RuntimeError()
}

type TypeAssertionError struct {
	message string
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string { return e.message }

type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string {
	return "panic called with nil argument (use GODEBUG=panicnil=1 to disable)"
}
func (*PanicNilError) RuntimeError() {}

type MemStats struct {
	Alloc        uint64
	TotalAlloc   uint64
	Sys          uint64
	Mallocs      uint64
	Frees        uint64
	HeapAlloc    uint64
	HeapSys      uint64
	HeapIdle     uint64
	HeapInuse    uint64
	HeapReleased uint64
	HeapObjects  uint64
	StackInuse   uint64
	StackSys     uint64
	NextGC       uint64
	LastGC       uint64
	PauseTotalNs uint64
	NumGC        uint32
}

func Caller(skip int) (pc uintptr, file string, line int, ok bool)
func GC()
func GOMAXPROCS(n int) int
func Goexit()
func Gosched()
func KeepAlive(x any) {}
func LockOSThread()   {}
func NumCPU() int
func NumGoroutine() int
func ReadMemStats(m *MemStats)
func SetFinalizer(obj any, finalizer any) {}
func Stack(buf []byte, all bool) int
func UnlockOSThread() {}
func Version() string { return "go1.27" }
