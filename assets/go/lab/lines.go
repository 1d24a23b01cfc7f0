package lab

import (
	"flag"
	"path/filepath"
	"runtime"
	"strings"
)

var linesFlag = flag.Bool("lines", false, "with -trace, report where all goroutines are whenever a task begins or ends")

// traceLines reports for each goroutine its state and the lines of package main on its stack, the innermost first. If it
// has none, as it runs a function of another package, it reports the line of its go statement.
func traceLines() {
	if !*linesFlag {
		return
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for _, stack := range strings.Split(string(stacks), "\n\n") {
		lines := strings.Split(strings.TrimSpace(stack), "\n")
		var places []string
		for i := 1; i+1 < len(lines); i += 2 {
			call, place := lines[i], strings.TrimSpace(lines[i+1])
			isCreator := strings.HasPrefix(call, "created by main.")
			if strings.HasPrefix(call, "main.") || isCreator && len(places) == 0 {
				place, _, _ = strings.Cut(place, " ")
				places = append(places, filepath.Base(place))
			}
		}
		_, state, _ := strings.Cut(lines[0], "[")
		state, _, _ = strings.Cut(state, "]")
		trace("line %s at %s\n", strings.ReplaceAll(state, " ", "_"), strings.Join(places, ","))
	}
}
