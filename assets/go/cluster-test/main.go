// Cluster test: a connection to each of 50 clusters, the results in a sync.Map (slide 10), or in one of its two rivals,
// or, wrong on purpose, in a plain map.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "mutex: a map and a mutex; slice: a place for each result; map: a plain map")

func testConnection(cluster lab.Task) error {
	return lab.Process(context.Background(), cluster)
}

func testWithSyncMap(clusters []lab.Task) *sync.Map {
	var wg sync.WaitGroup
	respMap := &sync.Map{}

	for _, cluster := range clusters {
		wg.Add(1)
		go func(c lab.Task) {
			defer wg.Done()
			err := testConnection(c)
			respMap.Store(c.ID, err) // Safe for many goroutines
		}(cluster)
	}

	wg.Wait()
	return respMap
}

func testWithMutex(clusters []lab.Task) map[int]error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	results := make(map[int]error)

	for _, cluster := range clusters {
		wg.Add(1)
		go func(cluster lab.Task) {
			defer wg.Done()
			err := testConnection(cluster)
			mu.Lock()
			defer mu.Unlock()
			results[cluster.ID] = err // One goroutine at a time
		}(cluster)
	}

	wg.Wait()
	return results
}

func testIntoSlice(clusters []lab.Task) []error {
	var wg sync.WaitGroup
	results := make([]error, len(clusters))

	for i, cluster := range clusters {
		wg.Add(1)
		go func(i int, c lab.Task) {
			defer wg.Done()
			results[i] = testConnection(c) // Nobody else writes here
		}(i, cluster)
	}

	wg.Wait()
	return results
}

// Wrong on purpose: a map is not safe for many goroutines. With several processors Go stops most such programs with
// "fatal error: concurrent map writes", which no recover catches; with one it hardly ever notices, but go run -race does.
func testWithPlainMap(clusters []lab.Task) map[int]error {
	var wg sync.WaitGroup
	respMap := make(map[int]error)

	for _, cluster := range clusters {
		wg.Add(1)
		go func(tested lab.Task) {
			defer wg.Done()
			err := testConnection(tested)
			respMap[tested.ID] = err // Not safe!
		}(cluster)
	}

	wg.Wait() // No lock until here
	return respMap
}

func main() {
	clusters := lab.Setup("tasks=50", "latency=500ms")
	defer lab.Report()
	unreachable := 0
	count := func(err error) {
		if err != nil {
			unreachable++
		}
	}
	switch *variant {
	case "mutex":
		for _, err := range testWithMutex(clusters) {
			count(err)
		}
	case "slice":
		for _, err := range testIntoSlice(clusters) {
			count(err)
		}
	case "map":
		for _, err := range testWithPlainMap(clusters) {
			count(err)
		}
	default:
		testWithSyncMap(clusters).Range(func(_, err any) bool {
			e, _ := err.(error)
			count(e)
			return true
		})
	}
	fmt.Printf("%d of %d clusters cannot be reached\n", unreachable, len(clusters))
	fmt.Println(lab.Summary())
}
