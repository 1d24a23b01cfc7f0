//go:build !go1.22

package main

import "goroutinelab/lab"

func captureTask122([]lab.Task) {
	panic("-variant=go122 needs Go 1.22")
}
