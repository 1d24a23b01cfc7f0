package time

type Ticker struct {
	C <-chan Time
	o *object
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c, o := startTicker(int64(d))
	return &Ticker{c, o}
}

func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

func (t *Ticker) Stop() {
	if t.o != nil {
		stopTicker(t.o)
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.o == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTicker(t.o, int64(d))
}
