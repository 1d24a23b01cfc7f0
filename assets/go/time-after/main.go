// time.After in a loop: a timer for every round, although most rounds do not wait for it.
package main

import (
	"flag"
	"fmt"
	"time"

	"goroutinelab/lab"
)

var (
	variant = flag.String("variant", "", "empty for a timer in every round, up to Go 1.22, or: go123, fixed")
	period  = flag.Duration("period", 2*time.Millisecond, "time between two jobs")
	timeout = flag.Duration("timeout", 4500*time.Millisecond, "how long the receiver waits until it says so; 0 for ever")
)

// Wasteful on purpose: every round makes a timer. Up to Go 1.22 each stays until it fires, long after its round; since
// Go 1.23 the garbage collector takes it once nobody refers to it.
func receiveWithAfter(jobs <-chan lab.Task) {
	for {
		select {
		case task, ok := <-jobs:
			if !ok {
				return
			}
			lab.ProcessTask(task)
		case <-after(*timeout):
			fmt.Println("no job for", *timeout)
		}
	}
}

// after is time.After, and counts its timers.
func after(d time.Duration) <-chan time.Time {
	count(d)
	return time.After(d)
}

func receiveWithTimer(jobs <-chan lab.Task) {
	count(*timeout)
	timer := time.NewTimer(*timeout)
	defer timer.Stop()
	for {
		select {
		case task, ok := <-jobs:
			if !ok {
				return
			}
			lab.ProcessTask(task)
		case <-timer.C:
			fmt.Println("no job for", *timeout)
		}
		if !timer.Stop() { // Up to Go 1.22 a tick may lie in the channel; since Go 1.23 Reset alone is enough.
			select {
			case <-timer.C:
			default:
			}
		}
		timer.Reset(*timeout)
	}
}

// timerBytes is what a timer of time.After holds with its channel, as measured with Go 1.22.
const timerBytes = 208

var (
	made int         // The timers so far,
	most int         // and the most that were held at once.
	held []time.Time // When those fire that are held.
)

// count notes a new timer. Before, it lets those go that are not held any longer. As all memory here, they are counted,
// not measured: this holds for the Go that the variant names, whichever runs it.
func count(d time.Duration) {
	now := time.Now()
	for len(held) > 0 && (*variant == "go123" || !held[0].After(now)) {
		held = held[1:]
		lab.ReleaseBytes(timerBytes)
	}
	held = append(held, now.Add(d))
	lab.HoldBytes(timerBytes)
	made++
	if len(held) > most {
		most = len(held)
	}
}

func produce(tasks []lab.Task, jobs chan<- lab.Task) {
	for _, task := range tasks {
		time.Sleep(*period)
		jobs <- task
	}
	close(jobs)
}

func main() {
	tasks := lab.Setup("tasks=3000", "latency=1ms", "memory=0", "memory-limit=1048576")
	defer lab.Report()
	if *timeout == 0 {
		*timeout = 1 << 62 // 146 years.
	}
	jobs := make(chan lab.Task)
	go produce(tasks, jobs)
	if *variant == "fixed" {
		receiveWithTimer(jobs)
	} else {
		receiveWithAfter(jobs)
	}
	fmt.Printf("timers made: %d, held at once: at most %d\n", made, most)
	fmt.Println(lab.Summary())
}
