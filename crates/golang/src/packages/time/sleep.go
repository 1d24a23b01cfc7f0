package time

// object stands for what the runtime keeps behind a timer.
type object struct{ _ int }

func Sleep(d Duration)

// clock returns the nanoseconds since the beginning of the run.
func clock() int64
func startTimer(d int64) (<-chan Time, *object)
func startFunc(d int64, f func()) *object
func stopTimer(timer *object) bool
func resetTimer(timer *object, d int64) bool
func startTicker(d int64) (<-chan Time, *object)
func stopTicker(ticker *object)
func resetTicker(ticker *object, d int64)

type Timer struct {
	C <-chan Time
	o *object
}

func NewTimer(d Duration) *Timer {
	c, o := startTimer(int64(d))
	return &Timer{c, o}
}

func After(d Duration) <-chan Time { return NewTimer(d).C }

func AfterFunc(d Duration, f func()) *Timer { return &Timer{o: startFunc(int64(d), f)} }

func (t *Timer) Stop() bool {
	if t.o == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.o)
}

func (t *Timer) Reset(d Duration) bool {
	if t.o == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.o, int64(d))
}
