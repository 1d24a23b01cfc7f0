package http

import (
	"context"
	"flag"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// The API that answers, and the limiter of its client. Their flags are sliders on the page.
var (
	latencyFlag  = flag.Duration("http-latency", 100*time.Millisecond, "how long the API takes to answer a call")
	jitterFlag   = flag.Int("http-jitter", 0, "how far a latency may lie from the mean, in percent of it")
	qpsFlag      = flag.Int("http-qps", 0, "how many calls a second the API answers; it refuses more with 429; 0 for no limit")
	burstFlag    = flag.Int("http-burst", 1, "how many calls may come at once before the rate counts")
	inFlightFlag = flag.Int("http-in-flight", 0, "how many calls the API works on at the same time; 0 for any number")
	queueFlag    = flag.Int("http-queue", 0, "how many calls may wait for that; it refuses more with 429")
	failureFlag  = flag.Int("http-failure", 0, "the percentage of calls that fail with 500")

	outageAtFlag    = flag.Duration("http-outage-at", 0, "from when on the API answers all calls with 500; 0 for never")
	outageFlag      = flag.Duration("http-outage", 2*time.Second, "for how long it does that")
	clientQPSFlag   = flag.Int("http-client-qps", 0, "how many calls a second the client allows itself; more wait; 0 for no limit")
	clientBurstFlag = flag.Int("http-client-burst", 1, "how many calls it allows itself at once before its rate counts")
)

// started is when the program began.
var started = time.Now()

func init() { flagsAreOwn() }

// flagsAreOwn tells the Lab that the flags so far are not the program's.
func flagsAreOwn()

// begins tells it that they are read.
func begins()

// began and ended tell it of a call that the API works on; demand of the steps of its request: 0 if it begins to wait for the API,
// 1 if it stops waiting, 2 if it is refused, 4 if it fails; paced of those for the client's limiter.
func began()
func ended()
func demand(step int)
func paced(step int)

// outlasts is a select of a timer and an end that cuts it short, which the timeline shows as sleep. It says whether the timer
// came first.
func outlasts(timer <-chan time.Time, done <-chan struct{}) bool

// api is the state of the server.
var api struct {
	isSet  bool
	tokens float64
	last   time.Time
	busy   int
	queue  []chan struct{}
	client *rate.Limiter
}

// set reads the flags of a program that does not read its command line itself.
func set() {
	api.isSet = true
	if !flag.Parsed() {
		for _, argument := range os.Args[1:] {
			name, value, ok := strings.Cut(strings.TrimLeft(argument, "-"), "=")
			if ok && strings.HasPrefix(name, "http-") {
				flag.Set(name, value)
			}
		}
		begins()
	}
	api.tokens, api.last = float64(*burstFlag), time.Now()
	if *clientQPSFlag > 0 {
		api.client = rate.NewLimiter(rate.Limit(*clientQPSFlag), max(*clientBurstFlag, 1))
	}
}

func serve(req *Request) (*Response, error) {
	ctx := req.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !api.isSet {
		set()
	}
	if err := pace(ctx); err != nil {
		return nil, err
	}
	if wait := taken(); wait > 0 {
		demand(2)
		return answer(req, StatusTooManyRequests, wait), nil
	}
	if *inFlightFlag > 0 && api.busy >= *inFlightFlag {
		if len(api.queue) >= *queueFlag {
			demand(2)
			return answer(req, StatusTooManyRequests, time.Second), nil
		}
		if err := queued(ctx); err != nil {
			return nil, err
		}
	} else {
		api.busy++
	}
	began()
	timer := time.NewTimer(latency())
	isDone := outlasts(timer.C, ctx.Done())
	ended()
	next()
	if !isDone {
		timer.Stop()
		return nil, ctx.Err()
	}
	// Each call draws a number, so that the draws after an outage are those without one.
	fails := *failureFlag > 0 && rand.IntN(100) < *failureFlag
	if fails || isOut() {
		demand(4)
		return answer(req, StatusInternalServerError, 0), nil
	}
	return answer(req, StatusOK, 0), nil
}

// pace waits for the client's own limiter, as client-go does before each request.
func pace(ctx context.Context) error {
	if api.client == nil {
		return nil
	}
	waits := api.client.Tokens() < 1
	if waits {
		paced(0)
	}
	err := api.client.Wait(ctx)
	if waits {
		paced(1)
	}
	return err
}

// isOut says whether all that the API answers now is a failure.
func isOut() bool {
	since := time.Since(started) - *outageAtFlag
	return *outageAtFlag > 0 && 0 <= since && since < *outageFlag
}

// taken takes a token of the rate limit, or returns how long it takes until there is one.
func taken() time.Duration {
	if *qpsFlag <= 0 {
		return 0
	}
	now := time.Now()
	api.tokens += now.Sub(api.last).Seconds() * float64(*qpsFlag)
	api.last = now
	api.tokens = min(api.tokens, float64(max(*burstFlag, 1)))
	if api.tokens < 1 {
		return time.Duration((1-api.tokens)/float64(*qpsFlag)*1e9) + 1
	}
	api.tokens--
	return 0
}

// queued waits for the end of another call.
func queued(ctx context.Context) error {
	turn := make(chan struct{}, 1)
	api.queue = append(api.queue, turn)
	demand(0)
	select {
	case <-turn:
		demand(1)
		return nil
	case <-ctx.Done():
	}
	demand(1)
	for i, other := range api.queue {
		if other == turn {
			api.queue = append(api.queue[:i:i], api.queue[i+1:]...)
			return ctx.Err()
		}
	}
	// Its turn came at the same time.
	next()
	return ctx.Err()
}

// next gives the place of a call that has ended to the one that waits longest.
func next() {
	if len(api.queue) > 0 {
		turn := api.queue[0]
		api.queue = api.queue[1:]
		turn <- struct{}{}
		return
	}
	api.busy--
}

func latency() time.Duration {
	spread := *latencyFlag / 100 * time.Duration(*jitterFlag)
	if spread <= 0 {
		return *latencyFlag
	}
	return *latencyFlag - spread + rand.N(2*spread+1)
}

func answer(req *Request, status int, retryAfter time.Duration) *Response {
	text := StatusText(status)
	header := Header{"Content-Type": {"text/plain; charset=utf-8"}}
	if retryAfter > 0 {
		seconds := (retryAfter + time.Second - 1) / time.Second
		header.Set("Retry-After", strconv.FormatInt(int64(seconds), 10))
	}
	body := text + "\n"
	resp := &Response{
		Status:        strconv.Itoa(status) + " " + text,
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		Header:        header,
		ContentLength: int64(len(body)),
		Body:          NoBody,
	}
	if req.Method != MethodHead {
		resp.Body = io.NopCloser(strings.NewReader(body))
	}
	return resp
}
