// Command world is the part of the Lab's finite world that Go has: database/sql's pool over a driver with few
// connections, and x/time/rate's token bucket as a server's limit and as its client's.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

var (
	arrivals  = flag.String("arrivals", "", "when each task begins, in nanoseconds")
	latencies = flag.String("latencies", "", "how long each task takes, in nanoseconds")

	maxConnections = flag.Int("max-connections", 0, "connections that the database accepts")
	taken          = flag.Int("taken", 0, "connections that others have")
	maxOpen        = flag.Int("max-open", 0, "SetMaxOpenConns")
	maxIdle        = flag.Int("max-idle", 0, "SetMaxIdleConns")
	poolTimeout    = flag.Duration("pool-timeout", 0, "how long a task waits for a connection")
	connect        = flag.Duration("connect", 0, "how long it takes to open one")

	qps         = flag.Int("qps", 0, "calls that the server answers in a second")
	apiBurst    = flag.Int("api-burst", 1, "calls that it answers at once")
	clientQPS   = flag.Int("client-qps", 0, "calls that the client makes in a second")
	clientBurst = flag.Int("client-burst", 1, "calls that it makes at once")
	calls       = flag.Int("calls", 1, "calls of a task")

	transaction = flag.String("transaction", "", "each task is a transaction; its second query runs on: tx, db")

	loseAt   = flag.Duration("lose-at", 0, "when the server loses a connection")
	outageAt = flag.Duration("outage-at", 0, "from when on the server's answers are failures")
	outage   = flag.Duration("outage", 0, "for how long they are")

	retries   = flag.Int("retries", 0, "how often a task tries again")
	retryWait = flag.Duration("retry-wait", 0, "how long it waits before that")
)

// When the program began.
var began time.Time

var (
	errTooManyClients  = errors.New("pq: sorry, too many clients already")
	errTooManyRequests = errors.New("429 Too Many Requests")
	errInternal        = errors.New("500 Internal Server Error")
	errUnused          = errors.New("not used here")
)

// A server is a database that accepts so many connections. Those that are open stand in the order in which they were opened.
type server struct {
	sync.Mutex
	free int
	open []*connection
}

// lose ends the connection that was opened first.
func (s *server) lose() {
	s.Lock()
	defer s.Unlock()
	if len(s.open) > 0 {
		s.open[0].lost = true
		s.open = s.open[1:]
		s.free++
	}
}

func (s *server) Connect(context.Context) (driver.Conn, error) {
	s.Lock()
	if s.free == 0 {
		s.Unlock()
		return nil, errTooManyClients
	}
	s.free--
	s.Unlock()
	time.Sleep(*connect)
	s.Lock()
	defer s.Unlock()
	c := &connection{server: s}
	s.open = append(s.open, c)
	return c, nil
}

func (s *server) Driver() driver.Driver { return nil }

type connection struct {
	server *server
	lost   bool
}

func (c *connection) Close() error {
	s := c.server
	s.Lock()
	defer s.Unlock()
	if c.lost {
		return nil
	}
	for i, open := range s.open {
		if open == c {
			s.open = append(s.open[:i:i], s.open[i+1:]...)
		}
	}
	s.free++
	return nil
}

// IsValid is asked when a connection comes back to the pool, ResetSession when it is given out again.
func (c *connection) IsValid() bool {
	c.server.Lock()
	defer c.server.Unlock()
	return !c.lost
}

func (c *connection) ResetSession(context.Context) error {
	if !c.IsValid() {
		return driver.ErrBadConn
	}
	return nil
}

// ExecContext takes as long as its argument says.
func (c *connection) ExecContext(_ context.Context, _ string, args []driver.NamedValue) (driver.Result, error) {
	time.Sleep(time.Duration(args[0].Value.(int64)))
	if !c.IsValid() {
		return nil, driver.ErrBadConn
	}
	return driver.ResultNoRows, nil
}

func (c *connection) Prepare(string) (driver.Stmt, error) { return nil, errUnused }
func (c *connection) Begin() (driver.Tx, error)           { return c, nil }
func (c *connection) Commit() error                       { return nil }
func (c *connection) Rollback() error                     { return nil }

// A task counts how often it has tried.
type task struct {
	latency time.Duration
	tries   int
}

// again waits before the next try; false if there is none.
func (t *task) again(atLeast time.Duration) bool {
	if t.tries == *retries {
		return false
	}
	t.tries++
	wait := *retryWait
	if atLeast > wait {
		wait = atLeast
	}
	time.Sleep(wait)
	return true
}

// query gets a connection, in time or not at all, and uses it.
func (t *task) query(db *sql.DB) error {
	for {
		ctx, cancel := context.WithCancel(context.Background())
		if *poolTimeout > 0 {
			ctx, cancel = context.WithTimeout(context.Background(), *poolTimeout)
		}
		conn, err := db.Conn(ctx)
		cancel()
		if err == nil {
			_, err = conn.ExecContext(context.Background(), "", int64(t.latency))
			conn.Close()
			if err == nil {
				return nil
			}
		}
		isRefusal := errors.Is(err, errTooManyClients) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, driver.ErrBadConn)
		if !isRefusal || !t.again(0) {
			return err
		}
	}
}

// transfer is a transaction of two queries.
func (t *task) transfer(db *sql.DB) error {
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	half := t.latency / 2
	if _, err := tx.ExecContext(ctx, "", int64(half)); err != nil {
		return err
	}
	second := tx.ExecContext
	if *transaction == "db" {
		second = db.ExecContext
	}
	if _, err := second(ctx, "", int64(t.latency-half)); err != nil {
		return err
	}
	return tx.Commit()
}

// isOut tells whether what the server answers now is a failure.
func isOut() bool {
	now := time.Since(began)
	return *outageAt > 0 && *outageAt <= now && now < *outageAt+*outage
}

// call makes the task's calls, each as often as it must.
func (t *task) call(bucket, client *rate.Limiter) error {
	each := t.latency / time.Duration(*calls)
	rest := t.latency % time.Duration(*calls) // The first call takes what does not divide.
	for done := 0; done < *calls; {
		if client != nil {
			if err := client.Wait(context.Background()); err != nil {
				return err
			}
		}
		reservation := bucket.Reserve()
		delay := reservation.Delay()
		if delay == 0 {
			time.Sleep(each + rest)
			if isOut() {
				if !t.again(0) {
					return errInternal
				}
				continue
			}
			rest = 0
			done++
			continue
		}
		reservation.Cancel()
		if !t.again(delay) {
			return errTooManyRequests
		}
	}
	return nil
}

func main() {
	flag.Parse()
	database := &server{free: *maxConnections - *taken}
	db := sql.OpenDB(database)
	db.SetMaxOpenConns(*maxOpen)
	db.SetMaxIdleConns(*maxIdle)
	bucket := rate.NewLimiter(rate.Limit(*qps), *apiBurst)
	var client *rate.Limiter
	if *clientQPS > 0 {
		client = rate.NewLimiter(rate.Limit(*clientQPS), *clientBurst)
	}

	arrive, take := numbers(*arrivals), numbers(*latencies)
	results := make([]string, len(arrive))
	began = time.Now()
	if *loseAt > 0 {
		time.AfterFunc(*loseAt, database.lose)
	}
	var wg sync.WaitGroup
	for i := range arrive {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			time.Sleep(arrive[i])
			t := &task{latency: take[i]}
			var err error
			if *transaction != "" {
				err = t.transfer(db)
			} else if *maxConnections > 0 {
				err = t.query(db)
			} else {
				err = t.call(bucket, client)
			}
			results[i] = fmt.Sprintf("%s %d", outcome(err), time.Since(began))
		}(i)
	}
	wg.Wait()
	for _, result := range results {
		fmt.Println(result)
	}
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, context.DeadlineExceeded):
		return "cancelled"
	default:
		return "error"
	}
}

func numbers(text string) []time.Duration {
	var all []time.Duration
	for _, field := range strings.Split(text, ",") {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			panic(err)
		}
		all = append(all, time.Duration(n))
	}
	return all
}
