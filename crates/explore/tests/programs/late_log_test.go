// panic 18
package late

import (
	"testing"
	"time"
)

type logger interface{ Logf(string, ...any) }

type server struct{ log logger }

func (s *server) serve() {
	// A timer fires when it wants to.
	for range 3 {
		time.Sleep(time.Millisecond)
		// The test may be over, and nobody waits for the server.
		s.log.Logf("still here")
	}
}

func TestServer(t *testing.T) {
	s := &server{log: t}
	go s.serve()
	time.Sleep(2 * time.Millisecond)
}
