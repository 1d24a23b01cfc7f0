// Package testing, as far as the Lab has it. A function without a body is native.
package testing

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

type TB interface {
	Cleanup(f func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() io.Writer
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	private()
}

func (t *T) private() {}

func Short() bool { return false }

func Verbose() bool { return false }

type T struct {
	name     string
	failed   bool
	skipped  bool
	finished bool
	output   []byte
	cleanups []func()
	parent   *T
	ctx      context.Context
	cancel   context.CancelFunc
	parallel bool
	release  chan struct{}
	done     chan struct{}
	waiting  []*T
	level    int
	began    time.Time
	ended    bool
	helpers  map[string]bool
	inBubble bool
}

func (t *T) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

func (t *T) Context() context.Context {
	if t.ctx == nil {
		t.ctx, t.cancel = context.WithCancel(context.Background())
	}
	return t.ctx
}

func (t *T) log(place, s string) {
	s = strings.TrimSuffix(s, "\n")
	if t.ended {
		// What is said too late is its parent's, if that still runs.
		for parent := t.parent; parent != nil; parent = parent.parent {
			if !parent.ended {
				parent.output = append(parent.output, place+s+"\n"...)
				return
			}
		}
		panic("Log in goroutine after " + t.name + " has completed: " + s)
	}
	s = place + s
	indent := strings.Repeat("    ", t.level+1)
	t.output = append(t.output, indent+strings.ReplaceAll(s, "\n", "\n"+indent+"    ")+"\n"...)
}

// caller is a call of the goroutine, 0 for the one that asks: its function, and where it is. What is in a package of the Lab's own
// has no file.
func caller(skip int) (function, file string, line int, ok bool)

// here is where the innermost call is that is no helper: "x_test.go:12: ".
func (t *T) here() string {
	for skip := 1; ; skip++ {
		function, file, line, ok := caller(skip)
		if !ok {
			return "???:1: "
		}
		if file != "" && !t.helpers[function] {
			file = file[strings.LastIndex(file, "/")+1:]
			return fmt.Sprintf("%s:%d: ", file, line)
		}
	}
}

func (t *T) Log(args ...any) { t.log(t.here(), fmt.Sprintln(args...)) }

func (t *T) Logf(format string, args ...any) { t.log(t.here(), fmt.Sprintf(format, args...)) }

func (t *T) Error(args ...any) {
	t.Log(args...)
	t.Fail()
}

func (t *T) Errorf(format string, args ...any) {
	t.Logf(format, args...)
	t.Fail()
}

func (t *T) Fail() {
	if t.parent != nil {
		t.parent.Fail()
	}
	if t.ended {
		panic("Fail in goroutine after " + t.name + " has completed")
	}
	t.failed = true
}

func (t *T) FailNow() {
	t.Fail()
	t.finished = true
	runtime.Goexit()
}

func (t *T) Failed() bool { return t.failed }

func (t *T) Fatal(args ...any) {
	t.Log(args...)
	t.FailNow()
}

func (t *T) Fatalf(format string, args ...any) {
	t.Logf(format, args...)
	t.FailNow()
}

func (t *T) Helper() {
	if t.helpers == nil {
		t.helpers = map[string]bool{}
	}
	function, _, _, _ := caller(1)
	t.helpers[function] = true
}

func (t *T) Name() string { return t.name }

type testWriter struct{ t *T }

func (w testWriter) Write(b []byte) (int, error) {
	w.t.log("", string(b))
	return len(b), nil
}

func (t *T) Output() io.Writer { return testWriter{t} }

func (t *T) Setenv(key, value string) {
	before, was := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		t.Fatalf("cannot set environment variable: %v", err)
	}
	t.Cleanup(func() {
		if was {
			os.Setenv(key, before)
		} else {
			os.Unsetenv(key)
		}
	})
}

func (t *T) Skip(args ...any) {
	t.Log(args...)
	t.SkipNow()
}

func (t *T) Skipf(format string, args ...any) {
	t.Logf(format, args...)
	t.SkipNow()
}

func (t *T) SkipNow() {
	t.skipped, t.finished = true, true
	runtime.Goexit()
}

func (t *T) Skipped() bool { return t.skipped }

func (t *T) Deadline() (deadline time.Time, ok bool) { return }

func (t *T) Parallel() {
	if t.inBubble {
		panic("testing: t.Parallel called inside synctest bubble")
	}
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	t.parallel = true
	t.parent.waiting = append(t.parent.waiting, t)
	t.done <- struct{}{}
	<-t.release
}

// run is the body of a test's goroutine.
func (t *T) run(f func(t *T)) {
	defer func() {
		r := recover()
		if r == nil && !t.finished {
			r = "test executed panic(nil) or runtime.Goexit"
		}
		t.runWaiting()
		for len(t.cleanups) > 0 {
			last := len(t.cleanups) - 1
			cleanup := t.cleanups[last]
			t.cleanups = t.cleanups[:last]
			cleanup()
		}
		if t.cancel != nil {
			t.cancel()
		}
		if r != nil {
			t.Fail()
			t.report()
			panic(r)
		}
		t.report()
		t.ended = true
		t.done <- struct{}{}
	}()
	t.began = time.Now()
	f(t)
	t.finished = true
}

// runWaiting lets the parallel tests below this one go on, and waits for them.
func (t *T) runWaiting() {
	for _, sub := range t.waiting {
		sub.release <- struct{}{}
	}
	for _, sub := range t.waiting {
		<-sub.done
	}
	t.waiting = nil
}

func (t *T) report() {
	if t.inBubble {
		t.parent.output = append(t.parent.output, t.output...)
		return
	}
	result := "PASS"
	if t.failed {
		result = "FAIL"
	} else if t.skipped {
		result = "SKIP"
	}
	if result == "PASS" && len(t.output) == 0 {
		return
	}
	indent := strings.Repeat("    ", t.level)
	text := fmt.Sprintf("%s--- %s: %s (%.2fs)\n", indent, result, t.name, time.Since(t.began).Seconds())
	text += string(t.output)
	if result != "FAIL" {
		text = ""
	}
	if t.parent != nil && t.parent.name != "" {
		t.parent.output = append(t.parent.output, text...)
		return
	}
	fmt.Print(text)
}

// LabBubble runs the body of a test of package synctest in a goroutine of its own. Only the Lab calls it.
func (t *T) LabBubble(f func(t *T)) {
	sub := &T{
		name:     t.name,
		parent:   t,
		level:    t.level,
		release:  make(chan struct{}, 1),
		done:     make(chan struct{}, 1),
		inBubble: true,
	}
	go sub.run(f)
	<-sub.done
	if sub.failed {
		t.FailNow()
	}
	if sub.skipped {
		t.SkipNow()
	}
}

func (t *T) Run(name string, f func(t *T)) bool {
	if t.inBubble {
		panic("testing: t.Run called inside synctest bubble")
	}
	sub := &T{
		name:    strings.ReplaceAll(name, " ", "_"),
		parent:  t,
		release: make(chan struct{}, 1),
		done:    make(chan struct{}, 1),
	}
	if t.name != "" {
		sub.name = t.name + "/" + sub.name
		sub.level = t.level + 1
	}
	go sub.run(f)
	<-sub.done
	return !sub.failed
}

// LabMain runs tests one after the other, and ends the process as go test does. Only the Lab calls it.
func LabMain(tests []func(t *T), names []string) {
	root := &T{}
	for i, test := range tests {
		root.Run(names[i], test)
	}
	root.runWaiting()
	root.ended = true
	if root.failed {
		fmt.Println("FAIL")
		os.Exit(1)
	}
	fmt.Println("PASS")
}

func Testing() bool { return true }
