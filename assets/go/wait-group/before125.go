//go:build !go1.25

package main

import "goroutinelab/lab"

func startWithGo([]lab.Task) {
	panic("-variant=go needs Go 1.25")
}
