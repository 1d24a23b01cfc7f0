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

func Getenv(key string) string { return "" }

func LookupEnv(key string) (string, bool) { return "", false }

func Getpid() int { return 1 }

func Hostname() (name string, err error) { return "goroutine-lab", nil }

type Signal interface {
	String() string
	Signal()
}

func (f *File) Fd() uintptr

func (f *File) ReadFrom(r io.Reader) (n int64, err error)

func Environ() []string

func Setenv(key, value string) error

func Unsetenv(key string) error
