//! The world against real Go, as far as Go has the parts: the database's connections and pool against `database/sql` over a
//! driver with few connections, of which one may be lost, deadlines of waiting against `context`, and the limits of the API and its client against
//! `golang.org/x/time/rate`, with an API that fails for a while. Calls in flight, their queue, and queries beyond the knee have no counterpart in Go.
//!
//! Go's pool gives a returned connection to a random waiter (`src/database/sql/sql.go`, `connRequestSet.TakeRandom`); here
//! it goes to the longest waiting one. So where several wait, the tasks are made alike and compared as a set; the same
//! holds where retries come at the same instant. Go's accounts are kept in `tests/golden/world.txt`.

mod sets;

use crate::common;
use crate::go_programs::program::{Go, Output, module};
use goruntime::go::{WaitGroup, defer, go, sleep};
use goruntime::runtime::{Budget, Run};
use goruntime::time::Duration;
use goruntime::trace::{Event, Outcome, Resource, TaskOutcome, Trace};
use lab::patterns;
use lab::world::{self, Workload};
use serde_json::json;
use sets::Set;
use std::fs;
use std::path::{Path, PathBuf};

const GOLDEN: &str = "world.txt";

#[test]
fn the_world_agrees_with_go() {
    if common::updates_golden() {
        eprintln!("not run: the file is being written");
        return;
    }
    let all = sets::all();
    let accounts = all.iter().map(|set| set.block(&of_trace(set, &run(set))));
    common::check_golden(GOLDEN, &accounts.collect::<String>());
}

#[test]
fn go_agrees_with_the_world() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    let binary = build(&go);
    let mut text = String::new();
    for set in sets::all() {
        let expected = of_trace(&set, &run(&set));
        let mut actual = of_go(&set, &binary);
        // Go's monitor thread may rarely preempt a goroutine that has hardly run.
        for _ in 0..4 {
            if actual == expected {
                break;
            }
            actual = of_go(&set, &binary);
        }
        text += &set.block(&actual);
    }
    common::check_golden(GOLDEN, &text);
}

/// Runs the tasks of a set in the Lab's world.
fn run(set: &Set) -> Trace {
    let workload = Workload::new(&set.values());
    let budget = Budget {
        limits: world::limits(&workload),
        tasks: u32::try_from(workload.len()).expect("a set has few tasks"),
        ..Budget::default()
    };
    let arrivals = set.arrivals.clone();
    let main = async move {
        world::open(&workload);
        let wg = WaitGroup::new();
        for (task, arrival) in arrivals.into_iter().enumerate() {
            wg.add(1);
            let (workload, wg) = (workload.clone(), wg.clone());
            go(async move {
                let _done = defer(|| wg.done());
                sleep(Duration(arrival)).await;
                world::process_task(&workload, task).await;
            });
        }
        wg.wait().await;
    };
    let trace = Run::new(budget, 1, main).finish();
    assert_eq!(trace.exit().outcome, Outcome::Finished, "{}", set.name);
    trace
}

/// The end and the outcome of each task.
fn of_trace(set: &Set, trace: &Trace) -> String {
    let mut ends = vec![String::new(); set.arrivals.len()];
    for record in trace.records() {
        if let Event::TaskEnd { task, outcome } = record.event {
            let word = match outcome {
                TaskOutcome::Ok => "ok",
                TaskOutcome::Error => "error",
                TaskOutcome::Cancelled => "cancelled",
            };
            ends[task as usize] = format!("{word} {}", record.at.0);
        }
    }
    set.account(ends)
}

fn of_go(set: &Set, binary: &Path) -> String {
    let output = Output::of(binary, &set.flags());
    assert_eq!(output.exit_code, 0, "{}: {:?}", set.name, output.frames);
    let lines = output.frames.iter().flat_map(|frame| frame.text.lines());
    set.account(lines.map(String::from).collect())
}

/// The patterns have a pool of their own, whose waiters come in order. Whether they deadlock is as with `database/sql`.
#[test]
fn transactions_deadlock_in_database_sql_too() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    let binary = build(&go);
    for (id, second) in [("transaction", "db"), ("transaction-fixed", "tx")] {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        for (tasks, max_open) in [
            (1, 1),
            (1, 2),
            (4, 5),
            (5, 5),
            (6, 5),
            (9, 5),
            (9, 0),
            (12, 3),
        ] {
            let link = format!("?pattern={id}&tasks={tasks}&latency=30ms&max-open={max_open}");
            let outcome = common::run(&link, pattern).exit().outcome;
            let list = |each: &str| vec![each; tasks].join(",");
            let output = Output::of(
                &binary,
                &[
                    format!("-transaction={second}"),
                    format!("-max-open={max_open}"),
                    String::from("-max-connections=100"),
                    format!("-arrivals={}", list("0")),
                    format!("-latencies={}", list("30000000")),
                ],
            );
            let text: String = output
                .frames
                .iter()
                .map(|frame| frame.text.as_str())
                .collect();
            let is_deadlock = text.contains("all goroutines are asleep - deadlock!");
            assert_eq!(is_deadlock, outcome == Outcome::Deadlock, "{link}: {text}");
            assert_eq!(
                Some(output.exit_code),
                outcome.exit_code(),
                "{link}: {text}"
            );
        }
    }
}

/// Builds the program beside this file as one of the module of `assets/go/`, by an overlay.
fn build(go: &Go) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("world");
    fs::create_dir_all(&folder).expect("a folder for the program can be made");
    let (overlay, binary) = (folder.join("overlay.json"), folder.join("world"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/world/main.go");
    let replace = json!({ "Replace": { module().join("world/main.go").to_string_lossy(): source.to_string_lossy() } });
    fs::write(&overlay, replace.to_string()).expect("the overlay can be written");
    let [overlay, output] = [&overlay, &binary].map(|path| path.to_str().expect("a path is text"));
    go.tool(&[
        "build",
        "-tags=faketime",
        "-overlay",
        overlay,
        "-o",
        output,
        "./world",
    ]);
    binary
}

#[test]
fn the_sets_put_the_world_to_the_test() {
    assert_eq!(sets::all().len(), 144, "docs/proof.md says so");
    let (mut refused, mut late, mut queued) = (0, 0, 0);
    let (mut lost, mut out) = (0, 0);
    for set in sets::all() {
        let trace = run(&set);
        let report = analysis::analyse(&trace);
        refused += usize::from(report.counts.error > 0);
        late += usize::from(report.counts.cancelled > 0);
        queued += usize::from(
            report
                .resources
                .iter()
                .any(|used| used.peak_queue.value > 0),
        );
        let failed = |of| {
            let mut resources = report.resources.iter();
            usize::from(resources.any(|used| used.resource == of && used.failed.count > 0))
        };
        lost += failed(Resource::Connection);
        out += failed(Resource::Request);
    }
    assert!(lost >= 10, "{lost} sets in which a query fails");
    assert!(out >= 10, "{out} sets in which a call fails");
    assert!(refused >= 20, "{refused} sets with refusals");
    assert!(late >= 10, "{late} sets with timeouts");
    assert!(queued >= 20, "{queued} sets with waiting");
}
