package os

import (
	"errors"
	"io"
)

func Exit(code int)
func arguments() []string
func write(fd int, b []byte)
func writeString(fd int, s string)

// Args are the program's arguments.
var Args = arguments()

type File struct {
	fd   int
	name string
}

var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

var (
	ErrInvalid    = errors.New("invalid argument")
	ErrPermission = errors.New("permission denied")
	ErrExist      = errors.New("file already exists")
	ErrNotExist   = errors.New("file does not exist")
	ErrClosed     = errors.New("file already closed")
)

func (f *File) Write(b []byte) (n int, err error) {
	write(f.fd, b)
	return len(b), nil
}

func (f *File) WriteString(s string) (n int, err error) {
	writeString(f.fd, s)
	return len(s), nil
}

// Read reads nothing: a program of the Lab has no input.
func (f *File) Read(b []byte) (n int, err error) { return 0, io.EOF }

func (f *File) Close() error { return nil }

func (f *File) Name() string { return f.name }

func (f *File) Sync() error { return nil }

// environment is what the program has set itself: it begins with nothing.
var environment []string

func find(key string) int {
	for i, entry := range environment {
		if len(entry) > len(key) && entry[:len(key)] == key && entry[len(key)] == '=' {
			return i
		}
	}
	return -1
}

func Getenv(key string) string {
	value, _ := LookupEnv(key)
	return value
}

func LookupEnv(key string) (string, bool) {
	i := find(key)
	if i < 0 {
		return "", false
	}
	return environment[i][len(key)+1:], true
}

func Setenv(key, value string) error {
	if key == "" {
		return &SyscallError{"setenv", errInvalid}
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return &SyscallError{"setenv", errInvalid}
		}
	}
	if i := find(key); i >= 0 {
		environment[i] = key + "=" + value
	} else {
		environment = append(environment, key+"="+value)
	}
	return nil
}

func Unsetenv(key string) error {
	if i := find(key); i >= 0 {
		environment = append(environment[:i:i], environment[i+1:]...)
	}
	return nil
}

func Clearenv() { environment = nil }

func Environ() []string { return append([]string{}, environment...) }

// SyscallError is an error of the operating system, with the call's name.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }

func (e *SyscallError) Unwrap() error { return e.Err }

var errInvalid = errors.New("invalid argument")

func Getpid() int { return 1 }

func Hostname() (name string, err error) { return "goroutine-lab", nil }

type Signal interface {
	String() string
	Signal()
}

func (f *File) Fd() uintptr { return uintptr(f.fd) }

// writer hides the ReadFrom of a file.
type writer struct{ f *File }

func (w writer) Write(b []byte) (int, error) { return w.f.Write(b) }

func (f *File) ReadFrom(r io.Reader) (n int64, err error) { return io.Copy(writer{f}, r) }
