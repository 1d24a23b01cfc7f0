// race 8, race 11
package main

func main() {
	m := map[string]int{}
	done := make(chan bool)
	go func() {
		m["a"] = 1
		close(done)
	}()
	_ = m["b"]
	<-done
}
