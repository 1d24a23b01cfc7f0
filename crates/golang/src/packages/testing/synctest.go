// Package synctest, as far as the Lab has it: time is virtual in every program of the Lab, so that a bubble is only a test that
// waits for its goroutines. Its time begins when the test does. A function without a body is native.
package synctest

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// longest is how long the goroutines of a bubble may go on after its test.
const longest = 1000 * time.Hour

// settle lets all others go on until each of them waits.
func settle()

// timersWait says whether timers fire only once all goroutines wait, also where schedules are tried.
func timersWait(wait bool)

// turn is held by the bubble that runs: goroutines and timers are those of the whole program.
var turn sync.Mutex

// outer and inner are the test with the bubble and the test inside it; isWaiting says whether a goroutine is in Wait.
var (
	outer, inner *testing.T
	isWaiting    bool
)

func Test(t *testing.T, f func(*testing.T)) {
	if t == outer || t == inner {
		panic("synctest.Run called from within a synctest bubble")
	}
	if !turn.TryLock() {
		turn.Lock()
		// The test with the bubble before may end now: its goroutine is not to be counted.
		settle()
	}
	defer turn.Unlock()
	outer = t
	defer func() { outer, inner = nil, nil }()
	before := runtime.NumGoroutine()
	timersWait(true)
	defer timersWait(false)
	t.LabBubble(func(t *testing.T) {
		inner = t
		f(t)
	})
	settle()
	for pause := time.Millisecond; runtime.NumGoroutine() > before; pause *= 2 {
		if pause > longest {
			panic("deadlock: main bubble goroutine has exited but blocked goroutines remain")
		}
		time.Sleep(pause)
		settle()
	}
}

func Wait() {
	if isWaiting {
		panic("wait already in progress")
	}
	isWaiting = true
	settle()
	isWaiting = false
}

// Sleep is time.Sleep and then Wait.
func Sleep(d time.Duration) {
	time.Sleep(d)
	Wait()
}
