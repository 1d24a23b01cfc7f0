//! Schedules as text, and a chooser that takes their decisions again.

use super::choose::{Choice, Chooser, Decisions, Deviation};
use crate::trace::GoroutineId;
use std::fmt;
use std::str::FromStr;

/// The most decisions that a text may hold.
const MOST: usize = 10_000;

/// How many characters of a wrong part are shown.
const SHOWN: usize = 32;

/// A schedule: in what it differs from the order of `GOMAXPROCS=1`. Its text is a list such as `s7.12g3.40t.51c1`: seed 7;
/// at decision 12 goroutine 3 goes on; at 40 the next timer fires, though others could go on; at 51 a `select` takes its
/// ready case 1. An empty text is the order of `GOMAXPROCS=1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// What decides the rest that Go leaves to chance; `None` is the seed that the run has anyway.
    pub seed: Option<u64>,
    /// The decisions, in order.
    pub deviations: Vec<Deviation>,
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut dot = "";
        if let Some(seed) = self.seed {
            write!(f, "s{seed}")?;
            dot = ".";
        }
        for Deviation { at, to } in &self.deviations {
            match to {
                Choice::Goroutine(GoroutineId(id)) => write!(f, "{dot}{at}g{id}")?,
                Choice::Timer => write!(f, "{dot}{at}t")?,
                Choice::Case(case) => write!(f, "{dot}{at}c{case}")?,
            }
            dot = ".";
        }
        Ok(())
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(text: &str) -> Result<Schedule, String> {
        let mut schedule = Schedule::default();
        if text.is_empty() {
            return Ok(schedule);
        }
        let mut next = 0;
        for (place, part) in text.split('.').enumerate() {
            let wrong = || {
                let shown: String = part.chars().take(SHOWN).collect();
                let more = if shown.len() < part.len() { "…" } else { "" };
                format!(
                    "\"{}{more}\" is no part of a schedule; allowed is a list with dots such as s7.12g3.40t.51c1, the numbers \
                     before the letters rising",
                    shown.escape_debug()
                )
            };
            if place == MOST {
                return Err(format!("a schedule has at most {MOST} parts"));
            }
            if let (0, Some(seed)) = (place, part.strip_prefix('s')) {
                schedule.seed = Some(number(seed).ok_or_else(wrong)?);
                continue;
            }
            let deviation = deviation(part).filter(|deviation| deviation.at >= next);
            let deviation = deviation.ok_or_else(wrong)?;
            next = deviation.at.saturating_add(1);
            schedule.deviations.push(deviation);
        }
        Ok(schedule)
    }
}

fn deviation(part: &str) -> Option<Deviation> {
    let letter = part.find(|c: char| c.is_ascii_alphabetic())?;
    let (at, what) = part.split_at(letter);
    let (letter, rest) = what.split_at(1);
    let to = match letter {
        "g" => Choice::Goroutine(GoroutineId(u32::try_from(number(rest)?).ok()?)),
        "t" if rest.is_empty() => Choice::Timer,
        "c" => Choice::Case(number(rest)?),
        _ => return None,
    };
    let at = number(at)?;
    Some(Deviation { at, to })
}

/// Digits alone: what is written back is what was read, but for leading zeros.
fn number(text: &str) -> Option<u64> {
    let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}

/// Takes the decisions of a schedule, and else those of `GOMAXPROCS=1`. A decision that cannot be taken is passed over.
#[derive(Debug)]
pub struct Replay {
    deviations: std::vec::IntoIter<Deviation>,
    next: Option<Deviation>,
    decisions: Decisions,
}

impl Replay {
    /// A chooser of these decisions. The program's run shares `decisions`.
    #[must_use]
    pub fn new(deviations: Vec<Deviation>, decisions: Decisions) -> Replay {
        let mut replay = Replay {
            deviations: deviations.into_iter(),
            next: None,
            decisions,
        };
        replay.advance();
        replay
    }

    fn advance(&mut self) {
        self.next = self.deviations.next();
        self.decisions
            .want(self.next.map_or(u64::MAX, |next| next.at));
    }

    /// What is to be chosen at a decision.
    fn at(&mut self, number: u64) -> Option<Choice> {
        while self.next.is_some_and(|next| next.at < number) {
            self.advance();
        }
        let to = self.next.filter(|next| next.at == number)?.to;
        self.advance();
        Some(to)
    }
}

impl Chooser for Replay {
    fn choose(&mut self, number: u64, choices: &[Choice], _: bool) -> usize {
        let wanted = self.at(number);
        let place = choices.iter().position(|choice| Some(*choice) == wanted);
        place.unwrap_or(0)
    }

    fn choose_case(&mut self, number: u64, _: u64, drawn: u64) -> u64 {
        match self.at(number) {
            Some(Choice::Case(case)) => case,
            _ => drawn,
        }
    }

    fn yielded(&mut self, _: GoroutineId) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, wrong: &str) {
        match text.parse::<Schedule>() {
            Ok(schedule) => assert_eq!((&*schedule.to_string(), ""), (text, wrong)),
            Err(error) => assert!(error.starts_with(wrong) && !wrong.is_empty(), "{error}"),
        }
    }

    #[test]
    fn texts_are_read_and_written() {
        check("", "");
        check("s7.12g3.40t.51c1", "");
        check("12g3", "");
        check("s7", "");
        check("12x3", "\"12x3\" is no part");
        check("12g", "\"12g\" is no part");
        check("12g3.12g4", "\"12g4\" is no part");
        check("12g3.s7", "\"s7\" is no part");
        check("+1g2", "\"+1g2\" is no part");
        check("1g2.", "\"\" is no part");
        check(
            "99999999999999999999t",
            "\"99999999999999999999t\" is no part",
        );
        check("5té", "\"5té\" is no part");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = text.parse::<Schedule>();
        }
    }
}
