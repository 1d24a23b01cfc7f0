// Declarations of the package os, as programs see them. A function without a body is native.
package os

import (
	"errors"
	"io"
)

var Args []string
var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

var (
	ErrClosed     = errors.New("file already closed")
	ErrExist      = errors.New("file already exists")
	ErrInvalid    = errors.New("invalid argument")
	ErrNotExist   = errors.New("file does not exist")
	ErrPermission = errors.New("permission denied")
)

type Signal interface {
	String() string
	Signal()
}

type File struct {
	descriptor int
	name       string
}

func (f *File) Close() error
func (f *File) Fd() uintptr
func (f *File) Name() string
func (f *File) Read(b []byte) (n int, err error)
func (f *File) ReadFrom(r io.Reader) (n int64, err error)
func (f *File) Sync() error
func (f *File) Write(b []byte) (n int, err error)
func (f *File) WriteString(s string) (n int, err error)

func Exit(code int)
func Getenv(key string) string
func LookupEnv(key string) (string, bool)
func Environ() []string
func Setenv(key, value string) error
func Unsetenv(key string) error
func Getpid() int
func Hostname() (name string, err error)
