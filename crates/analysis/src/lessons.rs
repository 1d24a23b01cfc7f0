//! What a run teaches besides its length: the states that its program names, the value that its goroutines share, and when
//! its client went away. All of it is read off the lines that the program prints, as its readers would.

use super::{IncidentKind, Printed, Report};
use goruntime::time::Time;

/// The line of a program whose client goes away.
pub(super) const CLIENT_GOES: &str = "the client disconnects";
/// The line of a program that worked on after that.
pub(super) const FOR_NOBODY: &str = "worked for nobody";

/// A state of a circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircuitState {
    /// Calls go through.
    Closed,
    /// Calls are refused.
    Open,
    /// One call is tried.
    HalfOpen,
}

impl CircuitState {
    /// Every state.
    pub const ALL: [CircuitState; 3] = [
        CircuitState::Closed,
        CircuitState::Open,
        CircuitState::HalfOpen,
    ];

    /// Its usual name, which the programs print: `half-open`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            CircuitState::Closed => "closed",
            CircuitState::Open => "open",
            CircuitState::HalfOpen => "half-open",
        }
    }
}

/// A value that goroutines increment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The value after each of the writes, with its moment, in order; empty if the program printed none of them.
    pub writes: Vec<(Time, u64)>,
    /// The value at the end.
    pub value: u64,
    /// The number of increments, which is what the value should be.
    pub expected: u64,
}

impl Report {
    /// The states of the program's circuit breaker, each with the moment from which on it held; empty if it has none, or never
    /// opened.
    #[must_use]
    pub fn circuit(&self) -> Vec<(Time, CircuitState)> {
        let mut states = Vec::new();
        for Printed { at, line, .. } in &self.stdout {
            let is_it =
                |state: &CircuitState| line.strip_prefix(state.name()).is_some_and(is_after);
            if let Some(state) = CircuitState::ALL.into_iter().find(is_it) {
                states.push((*at, state));
            }
        }
        if !states.is_empty() {
            states.insert(0, (Time::ZERO, CircuitState::Closed));
        }
        states
    }

    /// The value that the goroutines incremented, if the program says what it should be.
    #[must_use]
    pub fn counter(&self) -> Option<Counter> {
        let (value, expected) = self.stdout.iter().rev().find_map(|printed| {
            let (value, rest) = printed
                .line
                .strip_prefix("counter ")?
                .split_once(", expected ")?;
            let (expected, _) = rest.split_once(':')?;
            Some((value.parse().ok()?, expected.parse().ok()?))
        })?;
        let write = |printed: &Printed| {
            let words = [" writes ", "a worker makes it "];
            let number = words
                .iter()
                .find_map(|word| printed.line.split_once(word))?
                .1;
            Some((printed.at, number.parse().ok()?))
        };
        Some(Counter {
            writes: self.stdout.iter().filter_map(write).collect(),
            value,
            expected,
        })
    }

    /// When the client of the request went away; `None` if it stayed.
    #[must_use]
    pub fn client_gone(&self) -> Option<Time> {
        let goes = |printed: &&Printed| printed.line.starts_with(CLIENT_GOES);
        self.stdout.iter().find(goes).map(|printed| printed.at)
    }

    /// From when on the work was for nobody; `None` if it ended when the client went away.
    #[must_use]
    pub fn for_nobody(&self) -> Option<Time> {
        let mut lines = self.stdout.iter();
        let works_on = lines.any(|printed| printed.line.starts_with(FOR_NOBODY));
        self.client_gone().filter(|_| works_on)
    }

    /// The number of goroutines that are left behind, blocked, when main returns; 0 if not all lives were kept.
    #[must_use]
    pub fn left_behind(&self) -> usize {
        let incidents = self.incidents().iter();
        incidents
            .filter(|incident| incident.kind == IncidentKind::Leak && !self.has_some_lives())
            .count()
    }
}

/// Whether a line goes on with a moment, as in `open after 300ms`.
fn is_after(rest: &str) -> bool {
    rest.starts_with(" after ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Script, report};
    use goruntime::trace::Outcome;

    fn printing(lines: &[(u64, &str)]) -> Report {
        let mut report = report(&[Script::new(0, 100, 0)], Outcome::Finished, 100);
        let printed = lines.iter().map(|(at, line)| Printed {
            at: Time(*at),
            line: String::from(*line),
            by: None,
        });
        report.stdout = printed.collect();
        report
    }

    #[test]
    fn a_circuit_has_states() {
        let report = printing(&[
            (30, "open after 30ns"),
            (60, "half-open after 60ns"),
            (70, "closed after 70ns"),
            (80, "closed channels are fine"),
        ]);
        let expected = [
            (Time::ZERO, CircuitState::Closed),
            (Time(30), CircuitState::Open),
            (Time(60), CircuitState::HalfOpen),
            (Time(70), CircuitState::Closed),
        ];
        assert_eq!(report.circuit(), expected);
        assert_eq!(printing(&[(3, "done")]).circuit(), []);
    }

    #[test]
    fn a_counter_has_a_value_that_it_should_have() {
        let report = printing(&[
            (10, "worker 0 reads 0"),
            (20, "worker 0 writes 1"),
            (25, "worker 1 writes 1"),
            (30, "counter 1, expected 2: 1 lost"),
        ]);
        let expected = Counter {
            writes: vec![(Time(20), 1), (Time(25), 1)],
            value: 1,
            expected: 2,
        };
        assert_eq!(report.counter(), Some(expected));
        let atomic = printing(&[
            (5, "a worker makes it 1"),
            (9, "counter 1, expected 1: 0 lost"),
        ]);
        assert_eq!(
            atomic.counter().map(|counter| counter.writes.len()),
            Some(1)
        );
        assert_eq!(printing(&[(5, "worker 1 writes 7")]).counter(), None);
    }

    #[test]
    fn work_is_for_nobody_once_the_client_is_gone() {
        let gone = (50, "the client disconnects after 50ns");
        let worked = (90, "worked for nobody for 40ns");
        assert_eq!(printing(&[gone]).client_gone(), Some(Time(50)));
        assert_eq!(printing(&[gone]).for_nobody(), None);
        assert_eq!(printing(&[gone, worked]).for_nobody(), Some(Time(50)));
        assert_eq!(printing(&[]).for_nobody(), None);
    }
}
