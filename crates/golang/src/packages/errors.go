// Declarations of the package errors, as programs see them. A function without a body is native.
package errors

func New(text string) error

var ErrUnsupported = New("unsupported operation")

func Join(errs ...error) error
func Unwrap(err error) error
func Is(err, target error) bool
func As(err error, target any) bool
func AsType[E error](err error) (E, bool)
