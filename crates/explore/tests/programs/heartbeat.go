// leak 9
package main

import "time"

func main() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
	time.Sleep(3 * time.Second)
}
