//! The client of `net/http` and the bubbles of `testing/synctest`, which run in virtual time.

use golang::Program;
use golang::machine::Limits;

/// The standard output of a program, or of its tests, with these arguments.
#[track_caller]
fn printed(name: &str, text: &str, arguments: &[&str]) -> String {
    let files = [(String::from(name), text.as_bytes().to_vec())];
    let program = if name.ends_with("_test.go") {
        Program::compile_tests(&files, None)
    } else {
        Program::compile(&files)
    };
    let program = program.unwrap_or_else(|complaints| panic!("{complaints:?}"));
    let arguments: Vec<String> = arguments.iter().copied().map(String::from).collect();
    let execution = program.run(&arguments, 1, Limits::default());
    assert_eq!(String::from_utf8_lossy(&execution.stderr), "");
    String::from_utf8_lossy(&execution.stdout).into_owned()
}

#[test]
fn calls_over_http_take_the_latency_and_meet_the_limits_of_the_api() {
    let text = r#"package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

func main() {
	began := time.Now()
	resp, err := http.Get("http://api.example/first")
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	fmt.Printf("%s %q %v\n", resp.Status, body, time.Since(began))
	client := &http.Client{Timeout: 20 * time.Millisecond}
	_, err = client.Get("http://api.example/slow")
	fmt.Println(err, errors.Is(err, context.DeadlineExceeded))
	_, err = http.Get("api.example")
	fmt.Println(err)
	var wg sync.WaitGroup
	codes := make([]int, 4)
	for i := range codes {
		wg.Go(func() {
			if resp, err := http.Get("http://api.example/"); err == nil {
				codes[i] = resp.StatusCode
				if after := resp.Header.Get("retry-after"); after != "" {
					fmt.Println("after", after)
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(codes, time.Since(began))
}
"#;
    let arguments = ["-http-latency=50ms", "-http-in-flight=2", "-http-queue=1"];
    assert_eq!(
        printed("main.go", text, &arguments),
        "200 OK \"OK\\n\" 50ms\n\
         Get \"http://api.example/slow\": context deadline exceeded (Client.Timeout exceeded while awaiting headers) true\n\
         Get \"api.example\": unsupported protocol scheme \"\"\n\
         after 1\n\
         [200 200 429 200] 170ms\n"
    );
}

#[test]
fn calls_over_http_meet_the_outage_of_the_api_and_the_limit_of_the_client() {
    let text = r#"package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

func main() {
	began := time.Now()
	for range 4 {
		resp, err := http.Get("http://api.example/")
		fmt.Println(resp.StatusCode, err, time.Since(began))
	}
	client := &http.Client{Timeout: 150 * time.Millisecond}
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * time.Millisecond)
			_, err := client.Get("http://api.example/")
			fmt.Println(err, time.Since(began))
		})
	}
	wg.Wait()
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	req, _ := http.NewRequestWithContext(ctx, "GET", "http://api.example/", nil)
	_, err := http.DefaultClient.Do(req)
	fmt.Println(err, time.Since(began))
}
"#;
    let arguments = [
        "-http-latency=50ms",
        "-http-outage-at=150ms",
        "-http-outage=100ms",
        "-http-client-qps=10",
        "-http-client-burst=2",
    ];
    assert_eq!(
        printed("main.go", text, &arguments),
        "200 <nil> 50ms\n200 <nil> 100ms\n500 <nil> 150ms\n200 <nil> 250ms\n\
         Get \"http://api.example/\": rate: Wait(n=1) would exceed context deadline 252ms\n\
         <nil> 350ms\n\
         Get \"http://api.example/\": context deadline exceeded (Client.Timeout exceeded while awaiting headers) 401ms\n\
         Get \"http://api.example/\": context canceled 421ms\n"
    );
}

#[test]
fn a_request_has_a_host_and_a_method_also_if_it_is_short() {
    let text = r#"package main

import (
	"fmt"
	"net/http"
)

func main() {
	for _, url := range []string{"http://x", "http://x/y", "http://x?y/z", "http://x#y"} {
		req, err := http.NewRequest("", url, nil)
		fmt.Println(req.Method, req.Host, err)
	}
	_, err := http.DefaultClient.Do(&http.Request{})
	fmt.Println(err != nil)
	_, err = http.Head("x")
	fmt.Println(err)
	fmt.Println(http.CanonicalHeaderKey("retry-AFTER"))
}
"#;
    assert_eq!(
        printed("main.go", text, &[]),
        "GET x <nil>\nGET x <nil>\nGET x <nil>\nGET x <nil>\ntrue\n\
         Head \"x\": unsupported protocol scheme \"\"\nRetry-After\n"
    );
}

#[test]
fn a_bubble_of_synctest_settles_and_waits_for_its_goroutines() {
    let text = r#"package pool

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestBubble(t *testing.T) {
	began := time.Now()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		go func() {
			n++
			time.Sleep(time.Hour)
			n++
			fmt.Println("goroutine ends")
		}()
		synctest.Wait()
		fmt.Println(n, time.Since(began))
		time.Sleep(time.Second)
		t.Cleanup(func() { fmt.Println("cleanup", time.Since(began)) })
	})
	fmt.Println(time.Since(began) >= time.Hour)
}

func check(t *testing.T, n int) {
	t.Helper()
	if n != 1 {
		t.Errorf("%d\nis not 1", n)
	}
}

func TestFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		check(t, 2)
	})
}
"#;
    assert_eq!(
        printed("pool_test.go", text, &[]),
        "1 0s\ncleanup 1s\ngoroutine ends\ntrue\n--- FAIL: TestFails (0.00s)\n    pool_test.go:37: 2\n        is not 1\nFAIL\n"
    );
}

#[test]
fn bubbles_of_parallel_tests_run_one_after_the_other() {
    let text = r#"package pool

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func bubble(t *testing.T, name string) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		go func() {
			n++
			time.Sleep(time.Second)
			n++
		}()
		synctest.Wait()
		fmt.Println(name, n)
		synctest.Sleep(time.Second)
		fmt.Println(name, n)
	})
}

func TestA(t *testing.T) { bubble(t, "A") }

func TestB(t *testing.T) { bubble(t, "B") }

func TestWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		go func() {
			defer func() { fmt.Println(recover()) }()
			synctest.Wait()
		}()
		synctest.Wait()
		func() {
			defer func() { fmt.Println(recover()) }()
			synctest.Test(t, func(t *testing.T) {})
		}()
		go func() {
			synctest.Wait()
			fmt.Println("goroutine ends")
		}()
	})
}
"#;
    assert_eq!(
        printed("pool_test.go", text, &[]),
        "wait already in progress\nsynctest.Run called from within a synctest bubble\ngoroutine ends\n\
         B 1\nB 2\nA 1\nA 2\nPASS\n"
    );
}
