//! How much work a scenario is, before it is begun.

use crate::params::Key;
use crate::scenarios::Scenario;
use analysis::fmt::{counted, grouped};
use std::fmt;

/// The events of a goroutine that a task starts besides its own: it is created, runs, sleeps, wakes, takes memory, gives it
/// back and ends, and who waits for it is told.
const EVENTS_OF_HELPER: u64 = 11;
/// The events of a task beside its helpers.
const EVENTS_OF_TASK: u64 = 14;
/// From so many events on the work takes over a second in a browser on a phone.
const LARGE: u64 = 2_000_000;
/// The most events of a run of which a curve is computed as a value moves: it is up to 300 such runs.
const MOST_OF_CURVE: u64 = 1_000_000;
/// The most events of a run, about: its trace may have 48 MiB, and an event takes two bytes.
const MOST: u64 = 24_000_000;

/// An estimate of the work that a scenario's runs are. It counts what its tasks do at least; patterns with loops of their own
/// do more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The tasks of a run.
    pub tasks: u64,
    /// The goroutines that each task starts.
    pub goroutines: u64,
    /// The runs.
    pub runs: u64,
    /// The events of all runs together, about.
    pub events: u64,
}

impl Cost {
    /// The cost of a scenario's runs.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Cost {
        let values = scenario.values();
        let (tasks, goroutines) = (values.number(Key::Tasks), values.number(Key::Goroutines));
        let each = EVENTS_OF_TASK + EVENTS_OF_HELPER * goroutines;
        let runs = scenario.patterns().len() as u64;
        let events = runs * tasks.saturating_mul(each).min(MOST);
        Cost {
            tasks,
            goroutines,
            runs,
            events,
        }
    }

    /// Whether a curve is too much work, as each of its values is a run like these.
    #[must_use]
    pub fn is_too_large_for_a_curve(&self) -> bool {
        self.events / self.runs.max(1) > MOST_OF_CURVE
    }

    /// Why there is no curve, in a sentence, if it is too much work.
    #[must_use]
    pub fn why_no_curve(&self) -> Option<String> {
        self.is_too_large_for_a_curve().then(|| {
            format!(
                "No curve: {} a run, and at most {}.",
                self.events_of_a_run(),
                events(MOST_OF_CURVE)
            )
        })
    }

    fn events_of_a_run(&self) -> String {
        events(self.events / self.runs.max(1))
    }

    /// Whether it takes so long that one should be told beforehand.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.events >= LARGE
    }
}

impl fmt::Display for Cost {
    /// `10,000 tasks × 200 goroutines: about 22 million events in each of 3 runs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.tasks, "task", "tasks"))?;
        if self.goroutines > 0 {
            let goroutines = counted(self.goroutines, "goroutine", "goroutines");
            write!(f, " × {goroutines}")?;
        }
        write!(f, ": about {}", self.events_of_a_run())?;
        if self.runs > 1 {
            write!(f, " in each of {} runs", self.runs)?;
        }
        Ok(())
    }
}

/// A number of events in words, from half a million on in whole millions.
fn events(number: u64) -> String {
    match (number + 500_000) / 1_000_000 {
        0 => format!("{} events", grouped(number)),
        millions => format!("{millions} million events"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link;
    use crate::simulate::simulate;

    #[track_caller]
    fn check(text: &str, is_large: bool, words: &str) {
        let cost = Cost::of(&link::parse(text).scenario);
        assert_eq!(
            (cost.is_large(), cost.to_string().as_str()),
            (is_large, words)
        );
    }

    #[test]
    fn the_work_is_named_with_what_makes_it_large() {
        check("pattern=batched", false, "100 tasks: about 1,400 events");
        check(
            "pattern=batched&tasks=10000&goroutines=200&memory=0",
            true,
            "10,000 tasks × 200 goroutines: about 22 million events",
        );
        check(
            "scenario=ci-auto-trigger&tasks=10000",
            true,
            "10,000 tasks × 50 goroutines: about 6 million events in each of 3 runs",
        );
    }

    #[test]
    fn a_curve_is_of_runs_of_a_million_events_at_most() {
        for (text, expected) in [
            ("pattern=batched&tasks=10000", false),
            ("scenario=ci-auto-trigger&tasks=1000", false),
            ("scenario=ci-auto-trigger&tasks=10000", true),
            ("pattern=batched,sequential&tasks=1000000", true),
        ] {
            let cost = Cost::of(&link::parse(text).scenario);
            assert_eq!(cost.is_too_large_for_a_curve(), expected, "?{text}: {cost}");
        }
    }

    #[test]
    fn that_there_is_no_curve_has_its_reason() {
        let why = |text: &str| Cost::of(&link::parse(text).scenario).why_no_curve();
        assert_eq!(
            why("pattern=batched,sequential&tasks=1000000").as_deref(),
            Some("No curve: 14 million events a run, and at most 1 million events.")
        );
        assert_eq!(why("pattern=batched"), None);
    }

    /// The estimate is that of the patterns whose tasks are all that they do.
    #[test]
    fn the_estimate_is_near_what_is_run() {
        for pattern in [
            "sequential",
            "unbounded",
            "batched",
            "worker-pool",
            "semaphore",
            "errgroup-limit",
            "shared-state",
            "manifests",
        ] {
            for (tasks, goroutines) in [(500, 0), (200, 3), (50, 60)] {
                let text =
                    format!("pattern={pattern}&tasks={tasks}&goroutines={goroutines}&memory=0");
                let scenario = link::parse(&text).scenario;
                let estimate = Cost::of(&scenario).events;
                let events = simulate(&scenario)[0].records().count() as u64;
                assert!(
                    estimate * 2 > events && events * 2 > estimate,
                    "?{text}: {estimate} and not {events}"
                );
            }
        }
    }
}
