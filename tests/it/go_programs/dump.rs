//! The goroutines that Go lists when it dies of a fatal error, each with what it was doing: `goroutine 7 [chan send]:`.
//!
//! Go lists all of them for a fatal error, and only the one that panicked for a panic (`src/runtime/panic.go`,
//! `dopanic_m`). Numbers and order mean nothing there, so the list is sorted and equal ones are counted.

use goroutine_lab::trace::{Event, GoroutineId, Trace};
use std::collections::BTreeMap;

/// What the list in Go's message says; nothing if it is not a fatal error's.
pub(super) fn of_go(message: &str) -> Option<String> {
    let is_fatal = message.starts_with("fatal error: ");
    is_fatal.then(|| {
        counted(message.lines().filter_map(|line| {
            let (_, reason) = line.strip_prefix("goroutine ")?.split_once(" [")?;
            // How long it waits follows after a minute: `[select, 5 minutes]`.
            let reason = reason.strip_suffix("]:")?;
            Some(reason.split(", ").next().unwrap_or(reason))
        }))
    })
}

/// What the list would say at the end of a trace.
pub(super) fn of_trace(trace: &Trace) -> Option<String> {
    if !trace.exit().message.starts_with("fatal error: ") {
        return None;
    }
    let mut states: BTreeMap<GoroutineId, &str> = BTreeMap::new();
    for record in trace.records() {
        match (record.event, record.by) {
            (
                Event::GoCreate { child: id }
                | Event::GoUnblock { goroutine: id }
                | Event::GoStop { goroutine: id },
                _,
            ) => {
                states.insert(id, "runnable");
            }
            (Event::GoStart { goroutine }, _) => {
                states.insert(goroutine, "running");
            }
            (Event::GoBlock { reason }, Some(by)) => {
                states.insert(by, reason.name());
            }
            (Event::GoEnd, Some(by)) => {
                states.remove(&by);
            }
            _ => {}
        }
    }
    Some(counted(states.into_values()))
}

fn counted<'a>(reasons: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for reason in reasons {
        *counts.entry(reason).or_default() += 1;
    }
    let words = counts.iter().map(|(reason, count)| match count {
        1 => String::from(*reason),
        _ => format!("{count} × {reason}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_list_is_sorted_and_counted() {
    let message = "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [sync.WaitGroup.Wait]:\nsync.runtime_…\n\n\
                   goroutine 20 [chan send, 2 minutes]:\nmain.f()\n\ngoroutine 7 [chan send]:\n";
    assert_eq!(
        of_go(message).as_deref(),
        Some("2 × chan send, sync.WaitGroup.Wait")
    );
    assert_eq!(of_go("panic: no\n\ngoroutine 1 [running]:\n"), None);
}
