// Package synctest, as far as the Lab has it: time is virtual in every program of the Lab, so that a bubble is only a test that
// waits for its goroutines. Its time begins when the test does. A function without a body is native.
package synctest

import (
	"runtime"
	"testing"
	"time"
)

// longest is how long the goroutines of a bubble may go on after its test.
const longest = 1000 * time.Hour

// settle lets all others go on until each of them waits.
func settle()

// timersWait says whether timers fire only once all goroutines wait, also where schedules are tried.
func timersWait(wait bool)

func Test(t *testing.T, f func(*testing.T)) {
	before := runtime.NumGoroutine()
	timersWait(true)
	defer timersWait(false)
	t.LabBubble(f)
	settle()
	for pause := time.Millisecond; runtime.NumGoroutine() > before; pause *= 2 {
		if pause > longest {
			panic("deadlock: main bubble goroutine has exited but blocked goroutines remain")
		}
		time.Sleep(pause)
		settle()
	}
}

func Wait() { settle() }

// Sleep is time.Sleep and then Wait.
func Sleep(d time.Duration) {
	time.Sleep(d)
	settle()
}
