// nothing
package main

import (
	"context"
	"sync"
	"time"
)

var mu sync.Mutex

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 1000*time.Hour)
	defer cancel()
	go func() {
		mu.Lock()
		context.AfterFunc(ctx, mu.Unlock)
	}()
	time.Sleep(time.Second)
	go mu.Lock()
	for {
		time.Sleep(time.Second)
	}
}
