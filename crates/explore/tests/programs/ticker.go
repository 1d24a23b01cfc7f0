// leak 9
package main

import "time"

func main() {
	ticker := time.NewTicker(time.Second)
	go func() {
		for range ticker.C {
		}
	}()
	time.Sleep(3 * time.Second)
}
