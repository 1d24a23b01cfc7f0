module goroutinelab

go 1.19

require (
	golang.org/x/sync v0.10.0
	golang.org/x/time v0.8.0
)
