//! The wait reasons of the goroutines that remain at the end, in the words of Go's dumps: `goroutine 7 [chan send]:`.
//!
//! Go dumps all goroutines for a deadlock, and only the running one for another fatal error or a panic
//! (`src/runtime/panic.go`, `dopanic_m`); when main returns, `lab.go` dumps the goroutines that remain. The numbers
//! and the order of goroutines in a dump are arbitrary, so the reasons are sorted and counted.

use goruntime::trace::{Event, GoroutineId, Outcome, Trace};
use std::collections::BTreeMap;

/// The reasons from the dump in Go's message, or from the one that `lab.go` made; `None` without a dump.
pub(crate) fn of_go(message: &str, alive: &[&str]) -> Option<String> {
    let in_message = message.lines().filter(|_| message.starts_with(FATAL));
    let all = in_message.chain(alive.iter().copied());
    counted(all.filter_map(|line| {
        let (_, reason) = line.strip_prefix("goroutine ")?.split_once(" [")?;
        // After a minute the time of waiting follows: `[select, 5 minutes]`.
        let reason = reason.strip_suffix("]:")?;
        Some(reason.split(", ").next().unwrap_or(reason))
    }))
}

const FATAL: &str = "fatal error: ";

/// The reasons that a dump would have at the end of a trace.
pub(crate) fn of_trace(trace: &Trace) -> Option<String> {
    let exit = trace.exit();
    let mut states = states(trace);
    match exit.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {
            // Without the goroutine that makes the dump.
            states.retain(|_, state| *state != "running");
        }
        // Go dumps all goroutines for a deadlock only.
        Outcome::Fatal if exit.message.starts_with(FATAL) => {
            states.retain(|_, state| *state == "running");
        }
        Outcome::Deadlock => {}
        _ => return None,
    }
    counted(states.into_values())
}

/// The last state of each goroutine that has not ended.
fn states(trace: &Trace) -> BTreeMap<GoroutineId, &'static str> {
    let mut states = BTreeMap::new();
    for record in trace.records() {
        match (record.event, record.by) {
            (
                Event::GoCreate { child: id, .. }
                | Event::GoUnblock { goroutine: id, .. }
                | Event::GoStop { goroutine: id },
                _,
            ) => {
                states.insert(id, "runnable");
            }
            (Event::GoStart { goroutine }, _) => {
                states.insert(goroutine, "running");
            }
            (Event::GoBlock { reason, .. }, Some(by)) => {
                states.insert(by, reason.name());
            }
            (Event::GoEnd, Some(by)) => {
                states.remove(&by);
            }
            _ => {}
        }
    }
    states
}

fn counted<'a>(reasons: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_default() += 1;
    }
    let words = counts.iter().map(|(reason, count)| match count {
        1 => String::from(*reason),
        _ => format!("{count} × {reason}"),
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[test]
fn the_list_is_sorted_and_counted() {
    let message = "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.WaitGroup.Wait]:\nsync.runtime_…\n\n\
                   goroutine 20 [chan send, 2 minutes]:\nmain.f()\n\ngoroutine 7 [chan send]:\n";
    let said = of_go(message, &[]);
    assert_eq!(said.as_deref(), Some("2 × chan send, sync.WaitGroup.Wait"));
    assert_eq!(of_go("panic: no\n\ngoroutine 1 [running]:\n", &[]), None);
    let said = of_go("", &["goroutine 7 [select]:"]);
    assert_eq!(said.as_deref(), Some("select"));
}
