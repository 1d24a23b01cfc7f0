//! The marks of the patterns: every goroutine is at a line that the page shows, and real Go has it there.
//!
//! Where a task begins or ends, the Go programs report the lines on the stack of each goroutine (`-lines`). The mark of a
//! goroutine is one of them. Go's lines are kept in `tests/golden/lines.txt`.

use super::program::{Go, Output};
use super::sets::Comparable;
use crate::common;
use goruntime::trace::{Event, GoroutineId, TaskOutcome, Trace};
use lab::params::Key;
use lab::patterns::{self, Line, Pattern};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const GOLDEN: &str = "lines.txt";

/// Parameter sets for every pattern, as the rest of a link. Tasks start no goroutines here: those run in the code of
/// `assets/go/lab`, which the page does not show.
const SETS: [&str; 4] = [
    "",
    "&tasks=7&latency=uniform:10..300ms&fail=none",
    "&tasks=7&latency=list:40,10,70,20,60,30,50&fail=1,4",
    "&tasks=3&latency=20ms",
];

#[test]
fn every_goroutine_is_at_a_line_that_is_shown() {
    for pattern in patterns::ALL {
        for set in SETS {
            let link = format!("?pattern={}&goroutines=0{set}", pattern.id);
            check_shown(&link, pattern);
        }
    }
}

/// A goroutine stays at its line while it waits, so its line is looked at when it begins to. One that has not run yet is at
/// none.
#[track_caller]
fn check_shown(link: &str, pattern: &Pattern) {
    let (mut lines, shown) = (BTreeMap::new(), shown(pattern));
    for record in common::run(link, pattern).records() {
        let Some(by) = record.by else { continue };
        match record.event {
            Event::Mark { line } => {
                lines.insert(by, line);
            }
            Event::GoBlock { .. } | Event::GoCompute { .. } | Event::GoStop { .. } => {
                let place = lines.get(&by);
                assert!(
                    place.is_some_and(|line| shown.contains(line)),
                    "{link}: {by} waits at {} at line {place:?}, but shown are {shown:?}",
                    record.at
                );
            }
            _ => {}
        }
    }
}

#[test]
fn every_mark_is_a_line_where_go_is() {
    if common::updates_golden() {
        eprintln!("not run: the file is being written");
        return;
    }
    let golden = common::golden(GOLDEN);
    let mut compared = 0;
    for pattern in patterns::ALL {
        let link = link(pattern);
        let expected = block(&golden, &link)
            .unwrap_or_else(|| panic!("{link} has not run: UPDATE_GOLDEN=1 with a Go runs it"));
        let moments = moments(&common::run(&link, pattern));
        assert_eq!(moments.len(), expected.lines().count(), "{link}");
        for (moment, line) in moments.iter().zip(expected.lines()) {
            let difference = moment.difference(&Moment::read(line));
            assert_eq!(
                difference, None,
                "{link}\nGo: {line}\nthe trace: {moment:?}"
            );
            compared += moment.waiting.len();
        }
    }
    assert!(compared > 2_500, "only {compared} marks are compared");
}

#[test]
fn go_is_at_these_lines() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    go.build();
    let golden = common::golden(GOLDEN);
    let mut text = String::new();
    for pattern in patterns::ALL {
        let link = link(pattern);
        let (scenario, shown) = (common::scenario(&link), shown(pattern));
        let run = || of_go(&go.run_and(&scenario, pattern, "-lines"), &shown);
        let lines = match block(&golden, &link) {
            Some(expected) if !common::updates_golden() => super::again_until(expected, run),
            _ => super::usual(run),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{link}\n{lines}");
    }
    common::check_golden(GOLDEN, &text);
}

/// The lines after a link; none if no task begins or ends.
fn block<'a>(golden: &'a str, link: &str) -> Option<&'a str> {
    let from = golden.find(&format!("{link}\n"))? + link.len() + 1;
    let text = &golden[from..];
    let end = text.find("\n\n").map_or(0, |end| end + 1);
    Some(if text.starts_with('\n') {
        ""
    } else {
        &text[..end]
    })
}

/// Distinct times, so that no two timers are due at the same instant.
fn link(pattern: &Pattern) -> String {
    let mut link = format!("?pattern={}&goroutines=0&tasks=7", pattern.id);
    let computes = super::sets::comparable(pattern) == Comparable::Computes;
    link += if computes {
        "&latency=list:4.113,1.227,7.331,2.491,6.557,3.583,5.779"
    } else {
        "&latency=list:41.13,12.27,73.31,24.91,65.57,35.83,57.79"
    };
    link += if pattern.id == "wait-group-negative" {
        "&fail=2"
    } else {
        "&fail=1,4"
    };
    for key in pattern.params {
        link += match key {
            Key::Period => "&period=9.7ms",
            Key::Process => "&process=list:11.13,43.37,10.79,101.91,5.3,6.1,7.9",
            Key::Workers => "&workers=3",
            Key::Increments => "&increments=3",
            Key::Shutdown => "&shutdown=61.7ms",
            Key::Disconnect => "&disconnect=91.3ms",
            _ => "",
        };
    }
    link
}

/// The lines that the page shows of a pattern.
fn shown(pattern: &Pattern) -> BTreeSet<u32> {
    pattern.source.lines().map(|(Line(n), _)| n).collect()
}

/// The goroutines that wait while a task begins or ends: for each the lines at which it may be said to be, the innermost
/// first.
#[derive(Debug, PartialEq, Eq)]
struct Moment {
    event: String,
    waiting: Vec<Vec<u32>>,
}

impl Moment {
    /// `+3: 31 41,52`: task 3 begins, while one goroutine waits at line 31, and one at line 41, called in line 52.
    fn write(&self) -> String {
        let list = |lines: &Vec<u32>| {
            let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
            lines.join(",")
        };
        let waiting: Vec<String> = self.waiting.iter().map(list).collect();
        let line = format!("  {}: {}", self.event, waiting.join(" "));
        String::from(line.trim_end()) + "\n"
    }

    #[track_caller]
    fn read(line: &str) -> Moment {
        let (event, waiting) = line.trim().split_once(':').expect("an event");
        let list = |text: &str| {
            let numbers = text.split(',');
            numbers.map(|item| item.parse().expect("a line")).collect()
        };
        Moment {
            event: String::from(event),
            waiting: waiting.split_whitespace().map(list).collect(),
        }
    }

    /// The difference of this moment, which has one line for each goroutine, from Go's, among whose lines it must be.
    fn difference(&self, go: &Moment) -> Option<String> {
        if self.event != go.event {
            return Some(format!("{} instead of {}", self.event, go.event));
        }
        let mut marks: Vec<u32> = self.waiting.iter().flatten().copied().collect();
        // Who can be at one line only chooses first.
        let mut places: Vec<&Vec<u32>> = go.waiting.iter().collect();
        places.sort_by_key(|lines| lines.len());
        for lines in places {
            let mut found = lines
                .iter()
                .filter_map(|line| marks.iter().position(|mark| mark == line));
            let Some(place) = found.next() else {
                return Some(format!("nobody waits at {lines:?}"));
            };
            marks.remove(place);
        }
        (!marks.is_empty()).then(|| format!("Go has nobody at {marks:?}"))
    }
}

fn moments(trace: &Trace) -> Vec<Moment> {
    let (mut lines, mut waiting) = (BTreeMap::new(), BTreeSet::<GoroutineId>::new());
    let mut moments = Vec::new();
    for record in trace.records() {
        let event = match (record.event, record.by) {
            (Event::Mark { line }, Some(by)) => {
                lines.insert(by, line);
                continue;
            }
            (Event::GoBlock { .. }, Some(by)) => {
                waiting.insert(by);
                continue;
            }
            (Event::GoUnblock { goroutine, .. }, _) => {
                waiting.remove(&goroutine);
                continue;
            }
            (Event::TaskStart { task }, _) => format!("+{task}"),
            (Event::TaskEnd { task, outcome }, _) => match outcome {
                TaskOutcome::Ok => format!("-{task}"),
                _ => format!("-{task} {}", outcome.name()),
            },
            _ => continue,
        };
        let line_of = |id| lines.get(&id).copied().into_iter().collect::<Vec<u32>>();
        let others = waiting.iter().map(|id| line_of(*id));
        moments.push(Moment {
            event,
            waiting: others.filter(|lines| !lines.is_empty()).collect(),
        });
    }
    moments
}

fn of_go(output: &Output, shown: &BTreeSet<u32>) -> String {
    let mut moments: Vec<Moment> = Vec::new();
    for line in output.frames.iter().flat_map(|frame| frame.text.lines()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["task", task, outcome, _] => moments.push(Moment {
                event: match outcome {
                    "start" => format!("+{task}"),
                    "ok" => format!("-{task}"),
                    _ => format!("-{task} {outcome}"),
                },
                waiting: Vec::new(),
            }),
            ["line", state, "at", places] => {
                let moment = moments.last_mut().expect("lines come after an event");
                let lines: Vec<u32> = lines_of(places)
                    .filter(|line| shown.contains(line))
                    .collect();
                match state {
                    "running" | "runnable" => {}
                    _ if lines.is_empty() => {}
                    _ => moment.waiting.push(lines),
                }
            }
            _ => {}
        }
    }
    for moment in &mut moments {
        moment.waiting.sort();
    }
    moments.iter().map(Moment::write).collect()
}

/// `main.go:31,main.go:52`; the lines of the file beside the program of `transaction` are not shown.
fn lines_of(places: &str) -> impl Iterator<Item = u32> {
    let places = places.split(',').filter_map(|place| place.split_once(':'));
    let places = places.filter(|(file, _)| *file != "db.go");
    places.map(|(_, line)| line.parse().expect("a place has a line"))
}
