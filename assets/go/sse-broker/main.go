// SSE broker: one goroutine with one select over everything that can happen (slides 16 and 17).
package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"goroutinelab/lab"
)

var (
	variant  = flag.String("variant", "", "empty to drop slow clients, or: blocking, fixed")
	process  = flag.String("process", "list:20,50,240", "time that each client takes for a message")
	buffer   = flag.Int("buffer", 2, "messages that wait for a client")
	period   = flag.Duration("period", 100*time.Millisecond, "time between two messages")
	shutdown = flag.Duration("shutdown", 0, "when the broker shuts down, if that is before the last message; 0 for never")
)

// A message is a task: it begins when it is published and ends when the last client is done with it.
type message struct {
	task    lab.Task
	pending *int64
}

type connection struct {
	id              int
	process         time.Duration
	outboundMessage chan message
}

type broker struct {
	connections []*connection // Devtron has a map here, and sends in random order.
	register    chan *connection
	unregister  chan *connection
	notifier    chan message
	shutdown    chan struct{}
}

func (br *broker) run() {
	defer busy.Done()
	for {
		select {
		case <-br.shutdown:
			// Graceful shutdown
			for _, conn := range br.connections {
				br.shutdownConnection(conn)
			}
			return

		case conn := <-br.register:
			br.connections = append(br.connections, conn)

		case conn := <-br.unregister:
			br.remove(conn)

		case msg := <-br.notifier:
			if *variant == "blocking" {
				br.broadcastBlocking(msg)
			} else {
				br.broadcastMessage(msg)
			}
			msg.done()
		}
	}
}

func (br *broker) broadcastMessage(msg message) {
	for _, conn := range br.connections {
		atomic.AddInt64(msg.pending, 1)
		select {
		case conn.outboundMessage <- msg:
			// Sent successfully
		default:
			// Channel full - client too slow
			fmt.Printf("client %d is too slow: dropped\n", conn.id)
			br.shutdownConnection(conn)
			msg.done()
		}
	}
}

// Wrong on purpose: one slow client stalls all.
func (br *broker) broadcastBlocking(msg message) {
	for _, conn := range br.connections {
		atomic.AddInt64(msg.pending, 1)
		conn.outboundMessage <- msg
	}
}

func (br *broker) shutdownConnection(conn *connection) {
	br.remove(conn)
	close(conn.outboundMessage)
}

func (br *broker) remove(conn *connection) {
	var others []*connection
	for _, c := range br.connections {
		if c != conn {
			others = append(others, c)
		}
	}
	br.connections = others
}

// handle is a client's HTTP handler. A client that was dropped still gets what its channel holds.
func (br *broker) handle(conn *connection) {
	count := 0
	for msg := range conn.outboundMessage {
		time.Sleep(conn.process)
		count++
		msg.done()
	}
	fmt.Printf("client %d got %d messages\n", conn.id, count)
	busy.Done()
	if *variant != "fixed" {
		br.unregister <- conn // Nobody receives this after the shutdown: the handler waits for ever.
		return
	}
	select {
	case br.unregister <- conn:
	case <-br.shutdown:
	}
}

// publish sends a message every period, until the broker shuts down.
func (br *broker) publish(tasks []lab.Task) {
	for i, task := range tasks {
		if i > 0 {
			select {
			case <-time.After(*period):
			case <-br.shutdown:
				return
			}
		}
		lab.Begin(task)
		pending := int64(1) // Until all are sent, the broadcast counts too.
		select {
		case br.notifier <- message{task, &pending}:
		case <-br.shutdown:
			lab.End(task, context.Canceled)
		}
	}
}

// busy are the broker and the clients that still get messages.
var busy sync.WaitGroup

func (m message) done() {
	if atomic.AddInt64(m.pending, -1) == 0 {
		lab.End(m.task, nil)
	}
}

func main() {
	tasks := lab.Setup("tasks=12")
	defer lab.Report()
	br := &broker{
		register:   make(chan *connection),
		unregister: make(chan *connection),
		notifier:   make(chan message),
		shutdown:   make(chan struct{}),
	}
	busy.Add(1)
	go br.run()
	for i, d := range lab.Durations(*process, strings.Count(*process, ",")+1) {
		conn := &connection{i, d, make(chan message, *buffer)}
		br.register <- conn
		busy.Add(1)
		go br.handle(conn)
	}
	stop := func() { close(br.shutdown) }
	var timer *time.Timer
	if *shutdown > 0 {
		timer = time.AfterFunc(*shutdown, func() {
			fmt.Println("shutdown after", lab.Elapsed())
			stop()
		})
	}
	br.publish(tasks)
	if timer == nil || timer.Stop() {
		stop()
	}
	busy.Wait()
	fmt.Println(lab.Summary())
	fmt.Printf("goroutines left: %d\n", runtime.NumGoroutine()-1)
}
