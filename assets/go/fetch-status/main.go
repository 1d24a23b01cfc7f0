// Fetch status: the talk's FetchWorkflowStatus (section 4 and slide 9), which waits for CI and CD, and looks at CI's error
// alone. It does not compile as printed, since err1 is not used; here it is. With -variant=fixed both errors count. Tasks
// are the queries, two for each application: CI, then CD.
package main

import (
	"context"
	"flag"
	"fmt"
	"sync"

	"goroutinelab/lab"
)

var variant = flag.String("variant", "", "fixed: both errors count")

// As printed, but for the router, the logger, a doubled line "go func() {", and the line that uses err1.
func (handler *restHandler) FetchWorkflowStatus(appId int) {
	// STEP 1: Declare variables to store results
	var ciWorkflowStatus string
	var cdWorkflowStatus string
	var err error
	var err1 error
	_ = err1 // So that it compiles: nobody looks at it.

	// STEP 2: Create WaitGroup for 2 goroutines
	wg := sync.WaitGroup{}
	wg.Add(2) // Increment counter by 2

	// STEP 3: Launch goroutine to fetch CI status
	go func() {
		defer wg.Done()
		ciWorkflowStatus, err = handler.ciHandler.FetchCiStatusForTriggerView(appId)
	}()

	// STEP 4: Launch goroutine to fetch CD status
	go func() {
		defer wg.Done()
		cdWorkflowStatus, err1 = handler.cdHandler.FetchAppWorkflowStatusForTriggerView(appId)
	}()

	// STEP 5: Wait for both goroutines to complete
	wg.Wait()

	// STEP 6: Check for errors
	if err != nil {
		writeJSON(err, nil, statusInternalServerError)
		return
	}

	// STEP 7: Combine results and return
	writeJSON(nil, []string{ciWorkflowStatus, cdWorkflowStatus}, statusOK)
}

func (handler *restHandler) fetchBothErrors(appId int) {
	var ciWorkflowStatus, cdWorkflowStatus string
	var err, err1 error
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		ciWorkflowStatus, err = handler.ciHandler.FetchCiStatusForTriggerView(appId) // CI
	}()
	go func() {
		defer wg.Done()
		cdWorkflowStatus, err1 = handler.cdHandler.FetchAppWorkflowStatusForTriggerView(appId) // CD
	}()
	wg.Wait() // Both errors are there now.

	if err == nil {
		err = err1
	}
	if err != nil {
		writeJSON(err, nil, statusInternalServerError)
		return
	}
	writeJSON(nil, []string{ciWorkflowStatus, cdWorkflowStatus}, statusOK)
}

// The codes of net/http, which is not needed for the rest.
const (
	statusOK                  = 200
	statusInternalServerError = 500
)

var statusText = map[int]string{statusOK: "OK", statusInternalServerError: "Internal Server Error"}

type restHandler struct {
	ciHandler, cdHandler statusHandler
}

// A statusHandler has the queries of CI or of CD, one for each application.
type statusHandler []lab.Task

func (h statusHandler) FetchCiStatusForTriggerView(appId int) (string, error) {
	return h.fetch(appId)
}

func (h statusHandler) FetchAppWorkflowStatusForTriggerView(appId int) (string, error) {
	return h.fetch(appId)
}

func (h statusHandler) fetch(appId int) (string, error) {
	if appId >= len(h) {
		return "none", nil
	}
	if err := lab.Process(context.Background(), h[appId]); err != nil {
		return "", err
	}
	return "succeeded", nil
}

func writeJSON(err error, status []string, code int) {
	if err != nil {
		fmt.Printf("%d %s: %v\n", code, statusText[code], err)
		return
	}
	fmt.Printf("%d %s: CI %q, CD %q\n", code, statusText[code], status[0], status[1])
}

func main() {
	queries := lab.Setup("tasks=2", "latency=500ms", "fail=1")
	defer lab.Report()
	handler := &restHandler{}
	for i, query := range queries {
		if i%2 == 0 {
			handler.ciHandler = append(handler.ciHandler, query)
		} else {
			handler.cdHandler = append(handler.cdHandler, query)
		}
	}
	for appId := range handler.ciHandler {
		if *variant == "fixed" {
			handler.fetchBothErrors(appId)
		} else {
			handler.FetchWorkflowStatus(appId)
		}
	}
	fmt.Println(lab.Summary())
}
