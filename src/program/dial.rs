//! What of a program can be turned from outside: the flags of its command line, and its seed. On the page each is a field, and one
//! that is a number is a slider, too.

use super::Base;
use goruntime::time::Duration;
use lab::link::{PROGRAM_FLAG, PROGRAM_SEED, is_program_setting};
use lab::params::{Slider, read_duration};
use serde::{Deserialize, Serialize};

/// How many times its default a slider goes up to.
const TIMES: u64 = 10;
/// Where the slider of a whole number ends whose default is 0.
const MOST_OF_NONE: u64 = 100;
/// Where the slider of a seed ends.
const MOST_SEED: u64 = 100;
/// The parts of one in which numbers with a fraction are counted on a slider.
const MILLION: u64 = 1_000_000;
/// The same.
const MILLIONTHS: f64 = 1e6;
const SECOND: u64 = 1_000_000_000;
const MILLISECOND: u64 = 1_000_000;
/// The flags of `goroutinelab/lab` that change nothing in the Lab: a trace is always there, and memory has no limit.
const WITHOUT_EFFECT: [&str; 2] = ["trace", "memory-limit"];

/// A flag of a program's command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// Its name, without the minus.
    pub name: String,
    /// The type of its value.
    pub kind: Kind,
    /// Its value if nothing sets it.
    pub default: String,
    /// What the program says of it.
    pub usage: String,
    /// Whether it is one of `goroutinelab/lab`.
    pub is_of_lab: bool,
}

/// The type of a flag's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A whole number from 0.
    Uint,
    /// A number.
    Float,
    /// A length of time, such as `1.5s`.
    Duration,
    /// Any text.
    Text,
}

/// Something of a program that can be turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dial {
    /// The part of a link that sets it: `go.workers`, `go-seed`.
    pub part: String,
    /// Its name on the page: `-workers`, `Seed`.
    pub label: String,
    /// What it is for.
    pub help: String,
    /// The type of its value.
    pub kind: Kind,
    /// Its value if nothing sets it.
    pub default: String,
}

impl Kind {
    /// That of a flag of the machine.
    #[must_use]
    pub fn of(name: &str) -> Kind {
        match name {
            "bool" => Kind::Bool,
            "int" => Kind::Int,
            "uint" => Kind::Uint,
            "float" => Kind::Float,
            "duration" => Kind::Duration,
            _ => Kind::Text,
        }
    }
}

impl Dial {
    /// Those of a program with these flags: each flag, then the seed. The edited program of a pattern has the flags and the seed of
    /// its scenario, so that its dials are the flags that were added to it.
    #[must_use]
    pub fn all(flags: &[Flag], base: Option<&Base>) -> Vec<Dial> {
        let is_dial = |flag: &&Flag| match base {
            Some(base) => !flag.is_of_lab && !base.sets(&flag.name),
            None => !(flag.is_of_lab && WITHOUT_EFFECT.contains(&&*flag.name)),
        };
        let dials = flags.iter().filter(is_dial).map(|flag| Dial {
            part: [PROGRAM_FLAG, &flag.name].concat(),
            label: ["-", &flag.name].concat(),
            help: flag.usage.clone(),
            kind: flag.kind,
            default: flag.default.clone(),
        });
        let seed = base.is_none().then(Dial::seed);
        let can_be_in_a_link = |dial: &Dial| is_program_setting(&dial.part);
        dials.filter(can_be_in_a_link).chain(seed).collect()
    }

    fn seed() -> Dial {
        Dial {
            part: String::from(PROGRAM_SEED),
            label: String::from("Seed"),
            help: String::from(
                "Decides what Go leaves to chance: math/rand, the case of a select, the order of a map",
            ),
            kind: Kind::Uint,
            default: String::from("1"),
        }
    }

    /// Holds that a text can be its value.
    ///
    /// # Errors
    /// What is allowed, in words.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let (is_allowed, allowed) = match self.kind {
            Kind::Bool => (["true", "false"].contains(&text), "true or false"),
            Kind::Int => (text.parse::<i64>().is_ok(), "a whole number"),
            Kind::Uint => (text.parse::<u64>().is_ok(), "a whole number from 0"),
            Kind::Float => (
                text.parse::<f64>().is_ok_and(f64::is_finite),
                "a number, such as 0.5",
            ),
            Kind::Duration => (
                is_duration(text.strip_prefix('-').unwrap_or(text)),
                "a length of time as Go writes it, such as 1.5s or 200ms",
            ),
            Kind::Text => (true, "any text"),
        };
        let refuse = || format!("{}={text}: allowed is {allowed}", self.label);
        is_allowed.then_some(()).ok_or_else(refuse)
    }

    /// Its slider; none for a text, a negative number, or what cannot be its value.
    ///
    /// It goes to ten times the default: whole numbers from 1, and to at least 10; lengths of time and numbers with a fraction from
    /// 0. From a default of 0 whole numbers go to 100, times to 1 s, numbers with a fraction to 1. A seed goes to 100. It does not end before
    /// the present value.
    #[must_use]
    pub fn slider(&self, now: &str) -> Option<Slider> {
        let (now, default) = (self.number(now)?, self.number(&self.default)?);
        let tenfold = default.saturating_mul(TIMES);
        let (ends, step, is_logarithmic) = match self.kind {
            _ if self.part == PROGRAM_SEED => ((1, MOST_SEED), 1, false),
            Kind::Bool => ((0, 1), 1, false),
            Kind::Int | Kind::Uint if default == 0 => ((0, MOST_OF_NONE), 1, true),
            Kind::Int | Kind::Uint => ((1, tenfold.max(TIMES)), 1, true),
            Kind::Float if default == 0 => ((0, MILLION), MILLION / 100, true),
            Kind::Duration if default == 0 => ((0, SECOND), MILLISECOND, true),
            Kind::Float => ((0, tenfold), fine_step(default), true),
            Kind::Duration | Kind::Text => {
                ((0, tenfold), fine_step(default).min(MILLISECOND), true)
            }
        };
        let low = if now < ends.0 { 0 } else { ends.0 };
        Some(Slider::over((low, ends.1.max(now)), step, is_logarithmic))
    }

    /// A value as a whole number: nanoseconds, millionths, 1 for true. None if it is negative or no number. A text counts if it is a length
    /// of time, as the latency of tasks is.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is in the range of u64"
    )]
    pub fn number(&self, text: &str) -> Option<u64> {
        match self.kind {
            Kind::Bool => match text {
                "true" => Some(1),
                "false" => Some(0),
                _ => None,
            },
            Kind::Int | Kind::Uint => text.parse().ok(),
            Kind::Float => {
                let number: f64 = text.parse().ok()?;
                let is_in_range = (0.0..=1e12).contains(&number);
                is_in_range.then(|| (number * MILLIONTHS).round() as u64)
            }
            Kind::Duration | Kind::Text => read_duration(text).filter(|_| is_duration(text)),
        }
    }

    /// A number as a value, as Go reads it.
    #[must_use]
    pub fn text(&self, number: u64) -> String {
        match self.kind {
            Kind::Bool => String::from(if number == 0 { "false" } else { "true" }),
            Kind::Int | Kind::Uint => number.to_string(),
            Kind::Float => (number as f64 / MILLIONTHS).to_string(),
            Kind::Duration | Kind::Text => Duration(number).to_string(),
        }
    }
}

/// Whether a text is a length of time with its unit, without a space; `0` has none.
fn is_duration(text: &str) -> bool {
    let has_unit = text.ends_with(char::is_alphabetic) && !text.ends_with("min");
    (text == "0" || has_unit) && !text.contains(' ') && read_duration(text).is_some()
}

/// A tenth of the power of ten below a number, at least 1.
fn fine_step(number: u64) -> u64 {
    let power = number.checked_ilog10().unwrap_or_default();
    10_u64.pow(power.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dial(kind: Kind, default: &str) -> Dial {
        Dial {
            part: String::from("go.x"),
            label: String::from("-x"),
            help: String::new(),
            kind,
            default: String::from(default),
        }
    }

    #[track_caller]
    fn check(kind: Kind, default: &str, ends: (&str, &str)) {
        let dial = dial(kind, default);
        let slider = dial.slider(default).expect("it is a number");
        let (low, high) = slider.ends();
        assert_eq!((&*dial.text(low), &*dial.text(high)), ends);
        for position in (0..=lab::params::POSITIONS).step_by(50) {
            let value = slider.value(position);
            let text = dial.text(value);
            assert_eq!(dial.number(&text), Some(value), "{text}");
            assert_eq!(dial.check(&text), Ok(()));
        }
    }

    #[test]
    fn a_slider_goes_to_ten_times_the_default() {
        check(Kind::Int, "3", ("1", "30"));
        check(Kind::Int, "1", ("1", "10"));
        check(Kind::Uint, "0", ("0", "100"));
        check(Kind::Float, "0.5", ("0", "5"));
        check(Kind::Float, "0", ("0", "1"));
        check(Kind::Duration, "100ms", ("0s", "1s"));
        check(Kind::Duration, "1.5µs", ("0s", "15µs"));
        check(Kind::Duration, "0s", ("0s", "1s"));
        check(Kind::Text, "20ms", ("0s", "200ms"));
        check(Kind::Bool, "true", ("false", "true"));
    }

    #[test]
    fn a_slider_does_not_end_before_the_present_value() {
        let slider = dial(Kind::Int, "3").slider("500");
        assert_eq!(slider.map(|slider| slider.ends()), Some((1, 500)));
        let slider = dial(Kind::Int, "3").slider("0");
        assert_eq!(slider.map(|slider| slider.ends()), Some((0, 30)));
        assert_eq!(dial(Kind::Int, "-3").slider("-3"), None);
        assert_eq!(dial(Kind::Text, "a").slider("a"), None);
    }

    #[test]
    fn a_value_that_is_none_is_refused_with_what_is_allowed() {
        let refused = |kind, text: &str| dial(kind, "1").check(text).expect_err("it is refused");
        assert_eq!(
            refused(Kind::Int, "1.5"),
            "-x=1.5: allowed is a whole number"
        );
        assert!(refused(Kind::Uint, "-1").contains("from 0"));
        assert!(refused(Kind::Bool, "yes").contains("true or false"));
        for text in ["5", "1 s", "1min", "x", ""] {
            assert!(refused(Kind::Duration, text).contains("such as 1.5s"));
        }
        assert_eq!(dial(Kind::Duration, "1s").check("-1.5s"), Ok(()));
        assert_eq!(dial(Kind::Int, "1").check("-7"), Ok(()));
    }
}
