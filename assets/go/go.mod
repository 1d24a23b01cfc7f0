module goroutinelab

go 1.19
