//! The finite world against a real Go, where Go has the part: the database's connections and its pool against
//! `database/sql` over a driver with few connections, the deadline of those who wait against `context`, and the API's limit
//! and its client's against `golang.org/x/time/rate`. Calls in flight, their queue, and what is slower beyond a knee,
//! have nothing in Go to be compared with.
//!
//! Go's pool gives a connection that comes free to a random one of those who wait (`src/database/sql/sql.go`,
//! `connRequestSet.TakeRandom`); here it is the one that has waited longest. So where several wait the tasks are made
//! alike, and compared as a set; so also where retries come back together. What Go did is kept in
//! `tests/golden/world.txt`.

mod sets;

use crate::common;
use crate::go_programs::program::{Go, Output, module};
use goruntime::go::{WaitGroup, defer, go, sleep};
use goruntime::runtime::{Budget, Run};
use goruntime::time::Duration;
use goruntime::trace::{Event, Outcome, TaskOutcome, Trace};
use lab::world::{self, Workload};
use serde_json::json;
use sets::Set;
use std::fs;
use std::path::{Path, PathBuf};

const GOLDEN: &str = "world.txt";

#[test]
fn the_world_does_what_go_did() {
    if common::updates_golden() {
        eprintln!("not run: the file is being written");
        return;
    }
    let all = sets::all();
    let accounts = all.iter().map(|set| set.block(&of_trace(set, &run(set))));
    common::check_golden(GOLDEN, &accounts.collect::<String>());
}

#[test]
fn go_does_what_the_world_does() {
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

/// The tasks of a set over the Lab's world.
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

/// When each task ended and how.
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

/// Builds the program, which lies beside this file, as one of the module of `assets/go/`.
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
    assert_eq!(sets::all().len(), 96, "README says so");
    let (mut refused, mut late, mut queued) = (0, 0, 0);
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
    }
    assert!(refused >= 20, "{refused} sets in which somebody is refused");
    assert!(late >= 10, "{late} sets in which somebody waits too long");
    assert!(queued >= 20, "{queued} sets in which somebody waits");
}
