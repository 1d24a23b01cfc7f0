//! Every pattern's Go program under real Go in virtual time, compared with the trace of the pattern.
//!
//! For each parameter set these are compared: the start, end and outcome of each task, their order, the printed lines with
//! their moments, the kind and moment of the end, the most goroutines at once, and the exit code. Go's accounts are kept in
//! `tests/golden/go/`, so that the traces are compared with them also on a machine without Go. On one with Go
//! (`GOROUTINE_LAB_GO`, which `cargo xtask test` sets), the programs run again and must agree with the files.
//!
//! Go leaves two things to chance. There the order within an instant is not compared, nor the excess of a killed process
//! over its limit ([`account::Order::Chance`], which is computed from the trace of each set):
//!
//! - timers that are due at the same instant: equal latencies, and with them the goroutines that tasks of equal latency
//!   start. The Lab fires them in the order in which they were set;
//!
//! - more than 256 runnable goroutines, where Go's run queue spills into the global one. The Lab's is a plain FIFO.
//!
//! Two more things are special. Computing takes no virtual time in Go, so that for programs that compute, moments are not
//! compared ([`account::Order::InTurn`]), nor, where several processors or Go's preemption decide, the order
//! ([`account::Order::Computed`]).
//!
//! Where equal latencies tie, the starts and ends of tasks, the total, the moment of the kill, the peak and the exit code
//! still agree. A third thing is rare: Go's monitor thread preempts a goroutine that has run for 10 ms, and where virtual
//! time has jumped it may hit one that has not, such as main in the middle of starting a batch. So a program that differs
//! from its file runs again, a few times.

mod account;
pub(crate) mod dump;
mod interpreted;
mod marks;
pub(crate) mod program;
mod sets;
mod table;

use crate::common;
use account::Order;
use goruntime::trace::Outcome;
use lab::patterns::{self, Pattern};
use program::Go;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The least number of sets in total, and of sets with a compared order, for the comparison to mean something.
const FEWEST_SETS: usize = 20;

#[test]
fn every_trace_agrees_with_go() {
    if common::updates_golden() {
        eprintln!("not run: the files are being written");
        return;
    }
    let mut differences = String::new();
    for pattern in patterns::ALL {
        let golden = common::golden(&file(pattern));
        for set in sets::of(pattern) {
            let link = &set.link;
            let expected = block(&golden, link)
                .unwrap_or("  not run yet: UPDATE_GOLDEN=1 with a Go runs it\n");
            let trace = common::run(link, pattern);
            let actual = account::of_trace(&trace, account::order(&trace, &set));
            if actual != expected {
                // Writing to a String cannot fail.
                let _ = write!(
                    differences,
                    "\nrun '{link}' --pattern {}\nGo:\n{expected}the trace:\n{actual}",
                    pattern.id
                );
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn go_agrees_with_the_files() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    go.build();
    for pattern in patterns::ALL {
        let golden = common::golden(&file(pattern));
        let mut text = String::new();
        for set in sets::of(pattern) {
            let link = &set.link;
            let order = account::order(&common::run(link, pattern), &set);
            let scenario = common::scenario(link);
            let run = || account::of_go(&go.run(&scenario, pattern), order);
            let account = match block(&golden, link) {
                Some(expected) if !common::updates_golden() => again_until(expected, run),
                _ => usual(run),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{link}\n{account}");
        }
        common::check_golden(&file(pattern), &text);
    }
}

#[test]
fn the_go_module_is_vetted() {
    if let Some(go) = Go::find() {
        go.tool(&["vet", "./..."]);
    }
}

#[test]
fn the_go_programs_are_formatted() {
    if let Some(go) = Go::find() {
        assert_eq!(go.unformatted(), "", "gofmt -w these");
    }
}

#[test]
fn every_pattern_has_its_program_and_every_program_its_pattern() {
    let folders: BTreeSet<String> = std::fs::read_dir(program::module())
        .expect("the module is there")
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("main.go").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let of_patterns: BTreeSet<String> = patterns::ALL
        .iter()
        .map(|pattern| String::from(pattern.folder))
        .collect();
    assert_eq!(folders, of_patterns);
}

#[test]
fn the_sets_are_many_and_most_have_one_order_only() {
    let mut killed = 0;
    for pattern in patterns::ALL {
        let sets = sets::of(pattern);
        let mut fixed = 0;
        for set in &sets {
            let trace = common::run(&set.link, pattern);
            fixed += usize::from(account::has_one_order(&trace, set));
            killed += usize::from(trace.exit().outcome == Outcome::OutOfMemory);
        }
        let in_all = sets.len();
        assert!(
            fixed >= FEWEST_SETS,
            "{}: {fixed} of {in_all} have one order only",
            pattern.id
        );
    }
    assert!(killed >= FEWEST_SETS, "{killed} are killed for memory");
}

/// The golden file of a pattern.
fn file(pattern: &Pattern) -> String {
    format!("go/{}.txt", pattern.id)
}

/// Runs up to a few times, until the result is the expected one.
fn again_until(expected: &str, mut run: impl FnMut() -> String) -> String {
    for _ in 0..4 {
        let account = run();
        if account == expected {
            return account;
        }
    }
    run()
}

/// The result that occurs three times.
fn usual(mut run: impl FnMut() -> String) -> String {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    loop {
        let account = run();
        let times = seen.entry(account.clone()).or_default();
        *times += 1;
        if *times == 3 {
            return account;
        }
        assert!(seen.len() < 10, "no order is usual: {seen:#?}");
    }
}

/// The lines of a golden file after a link, up to an empty line.
fn block<'a>(golden: &'a str, link: &str) -> Option<&'a str> {
    let from = golden.find(&format!("{link}\n"))? + link.len() + 1;
    let text = &golden[from..];
    text.find("\n\n").map(|end| &text[..=end])
}

#[test]
fn a_program_draws_the_latencies_that_the_lab_draws() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    go.build();
    let unbounded = patterns::find("unbounded").expect("the pattern is in the registry");
    for latency in [
        "latency=uniform:50..300ms&seed=7",
        "latency=80ms&jitter=40&seed=3",
    ] {
        let link = format!("?pattern=unbounded&tasks=9&{latency}");
        let mut flags = vec![String::from("-trace"), String::from("-tasks=9")];
        flags.extend(latency.split('&').map(|part| format!("-{part}")));
        let drawn = account::of_go(&go.run_with(unbounded, &flags), Order::Fixed);
        // The program's own default for goroutines is the talk's.
        let trace = common::run(&format!("{link}&goroutines=50"), unbounded);
        assert_eq!(account::of_trace(&trace, Order::Fixed), drawn, "{link}");
    }
}
