//! A server that shuts down.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, elapsed, process};
use goruntime::go::{Chan, Ticker, WaitGroup, after, context, defer, go_named, println, select};
use goruntime::time::{Duration, Time};

const GO: Program = Program::new(include_str!(
    "../../../../assets/go/graceful-shutdown/main.go"
));
const ACCEPT: Line = GO.line("select {\n\t\tcase <-arrivals.C:");
const SPAWN: Line = GO.line("go func(r lab.Task) {");
const PROCESS: Line = GO.line("lab.Process(ctx, r)");
const WAIT: Line = GO.line("inFlight.Wait()");
const DRAIN: Line = GO.line("select {\n\tcase <-drained:");
const CANCEL: Line = GO.line("cancel() // The rest");
const REST: Line = GO.line("<-drained\n");

pub(super) const PATTERN: Pattern = Pattern {
    id: "graceful-shutdown",
    name: "Graceful shutdown",
    summary: "Told to stop, the server accepts nothing more, lets what is in flight finish within a deadline, and \
              cancels the rest.",
    when: "In every server: a deployment must not cut off requests, nor a request hold up the deployment.",
    folder: "graceful-shutdown",
    source: functions!(GO, "func serve("),
    params: &[Key::Shutdown, Key::Timeout, Key::Period],
    defaults: &[
        (Key::Tasks, "15"),
        (Key::Latency, "uniform:200..1500ms"),
        (Key::Shutdown, "1.05s"),
        (Key::Timeout, "500ms"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(requests: Workload) {
    serve(&requests).await;
    print_summary(&requests);
}

async fn serve(requests: &Workload) {
    let (ctx, cancel) = context::with_cancel(&context::background());
    let ctx = ctx.named("ctx");
    let _cancel = defer(|| cancel.call());
    let in_flight = WaitGroup::new().named("inFlight");
    let arrivals = Ticker::new(requests.duration(Key::Period));
    let _stop = defer(|| arrivals.stop());
    let stop = after_or_never(requests.duration(Key::Shutdown));
    let mut deadline = Chan::nil();

    let mut accepted = 0;
    while accepted < requests.len() {
        at(ACCEPT);
        let arrived = arrivals.channel();
        if select(&mut [&mut arrived.receiving(), &mut stop.receiving()]).await == 0 {
            in_flight.add(1);
            at(SPAWN);
            let (ctx, r, in_flight) = (ctx.clone(), requests.clone(), in_flight.clone());
            go_named(("request", accepted), async move {
                let _done = defer(|| in_flight.done());
                at(PROCESS);
                let _ = process(&ctx, &r, accepted).await;
            });
            accepted += 1;
        } else {
            println(format!(
                "shutdown after {}: {accepted} of {} requests were accepted",
                elapsed(),
                requests.len()
            ));
            deadline = after_or_never(requests.duration(Key::Timeout));
            break;
        }
    }

    let drained: Chan<()> = Chan::new(0).named("drained");
    let all_done = drained.clone();
    go_named("drain", async move {
        at(WAIT);
        in_flight.wait().await;
        all_done.close();
    });
    at(DRAIN);
    if select(&mut [&mut drained.receiving(), &mut deadline.receiving()]).await == 0 {
        print_after("drained");
    } else {
        print_after("the deadline passes");
        at(CANCEL);
        cancel.call(); // The rest
        at(REST);
        drained.receive().await;
    }
}

/// `time.After`; for zero a nil channel, which never fires.
fn after_or_never(d: Duration) -> Chan<Time> {
    if d == Duration::ZERO {
        return Chan::nil();
    }
    after(d)
}
