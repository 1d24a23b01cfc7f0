// Declarations of the package testing/synctest, as programs see them. A function without a body is native.
package synctest

import (
	"testing"
	"time"
)

func Test(t *testing.T, f func(*testing.T))
func Wait()
func Sleep(d time.Duration)
