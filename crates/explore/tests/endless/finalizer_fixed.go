// nothing
package main

import (
	"runtime"
	"time"
)

type pool struct{ *workers }

type workers struct{ jobs chan int }

func open() *pool {
	p := &pool{&workers{make(chan int)}}
	jobs := p.jobs
	go func() {
		for range jobs {
		}
	}()
	runtime.SetFinalizer(p, func(p *pool) { close(p.jobs) })
	return p
}

func main() {
	for {
		open()
		time.Sleep(time.Second)
	}
}
