package main

import (
	"fmt"
	"time"
)

func main() {
	for _, d := range []time.Duration{0, 1, 1500, 2500000, time.Second, 90 * time.Second, 3*time.Hour + 5*time.Millisecond, -time.Minute} {
		fmt.Println(d, d.Seconds(), d.Milliseconds(), d.Round(time.Second), d.Truncate(time.Minute))
	}
	for _, s := range []string{"1h15m30.918s", "1.5ms", "-3us", "5", "", "3x", "1d", ".5s", "9223372036854775807ns", "300000h"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	t := time.Date(2024, time.February, 29, 13, 4, 5, 123456789, time.UTC)
	fmt.Println(t, t.Weekday(), t.YearDay(), t.Unix(), t.UnixMilli())
	fmt.Println(t.Format(time.RFC3339Nano), t.Format("Jan 2, 2006 at 3:04pm (MST)"), t.Format("06-01-02 15.04.05.000"), t.Format(time.Kitchen))
	fmt.Println(t.Add(36*time.Hour).Format(time.DateTime), t.AddDate(1, 0, 0).Format(time.DateOnly), t.Truncate(time.Hour).Format(time.TimeOnly))
	u := t.Add(time.Minute)
	fmt.Println(u.Sub(t), u.After(t), t.Before(u), t.Equal(t), t.Compare(u), time.Time{}.IsZero())
	fmt.Println(time.Unix(0, 0).UTC(), time.Time{}, time.Month(13), time.UTC)
	start := time.Now()
	time.Sleep(30 * time.Millisecond)
	fmt.Println(time.Since(start) >= 30*time.Millisecond, time.Until(start) < 0)
	select {
	case <-time.After(5 * time.Millisecond):
		fmt.Println("after")
	}
	timer := time.NewTimer(time.Hour)
	fmt.Println(timer.Reset(time.Millisecond))
	<-timer.C
	fmt.Println("fired", timer.Stop())
	done := make(chan bool)
	time.AfterFunc(time.Millisecond, func() { done <- true })
	fmt.Println(<-done)
}
