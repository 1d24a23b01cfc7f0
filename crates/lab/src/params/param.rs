//! The description of a parameter: its name, unit, range and default, and the text form of its values.

use super::units::{
    ByteUnit, NONE, milliseconds, read_duration, read_list, read_numbers, read_size, whole,
    write_size,
};
use super::{Key, Value, Values, distribution};
use analysis::fmt::{exact_bytes, exact_length};
use goruntime::time::Duration;
use std::rc::Rc;

/// The unit of a parameter's values, which determines their text form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count.
    Count,
    /// The numbers of tasks or workers, counted from 0: `3,7`, or `none`.
    Numbers,
    /// Nanoseconds, written as in Go: `100ms`, `1.5s`; a bare number is milliseconds.
    Duration,
    /// A duration, or `none`, which is 0.
    DurationOrNone,
    /// A duration for all, or `list:120,80,95` with one for each, in milliseconds.
    Durations,
    /// As `Durations`, or a distribution: `uniform:50..150ms`.
    Latency,
    /// Bytes, written `128KiB`, `512MiB`; only 0 needs no unit. Sliders go in steps of this one.
    Bytes(ByteUnit),
    /// Percent; may exceed 100.
    Percent,
    /// One of these words; the number is its index.
    Choice(&'static [&'static str]),
}

/// The largest value that a parameter may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Max {
    /// A number.
    Is(u64),
    /// One less than the value of another parameter: the largest index.
    Below(Key),
}

/// A parameter's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its key.
    pub key: Key,
    /// Its name in links and on the command line.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// One sentence on what it does.
    pub help: &'static str,
    /// The unit of its numbers.
    pub unit: Unit,
    /// The smallest allowed value.
    pub min: u64,
    /// The largest allowed value.
    pub max: Max,
    /// The value unless a scenario, a pattern or a link sets another. [`Unit::Numbers`] is empty by default.
    pub default: u64,
}

impl Param {
    /// The value unless a scenario, a pattern or a link sets another.
    #[must_use]
    pub fn default_value(&self) -> Value {
        match self.unit {
            Unit::Numbers => Value::Numbers(Rc::from([])),
            Unit::Count
            | Unit::Duration
            | Unit::DurationOrNone
            | Unit::Durations
            | Unit::Latency
            | Unit::Bytes(_)
            | Unit::Percent
            | Unit::Choice(_) => Value::Number(self.default),
        }
    }

    /// The allowed values, in words.
    #[must_use]
    pub fn range(&self, values: &Values) -> String {
        let high = self.show(&Value::Number(values.max(self.key)));
        if self.unit == Unit::DurationOrNone {
            return format!("none or up to {high}");
        }
        if let Unit::Choice(words) = self.unit {
            return words.join(", ");
        }
        let low = self.show(&Value::Number(self.min));
        match self.max {
            Max::Below(other) => {
                format!(
                    "{low} to {high} (below the number of {})",
                    other.param().name
                )
            }
            Max::Is(_) if self.key == Key::Tasks && values.listed().is_some() => {
                format!("{high} (as many as latencies are listed)")
            }
            Max::Is(_) => format!("{low} to {high}"),
        }
    }

    /// Reads a value in the form of links and the command line. The range is not checked.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed forms.
    pub fn read(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        let value = match self.unit {
            Unit::Count => whole(text).map(Value::Number),
            Unit::Percent => whole(text.strip_suffix('%').unwrap_or(text)).map(Value::Number),
            Unit::Numbers => read_numbers(text),
            Unit::Choice(words) => {
                let place = words.iter().position(|word| *word == text);
                place.map(|place| Value::Number(place as u64))
            }
            Unit::Bytes(_) => read_size(text).map(Value::Number),
            Unit::DurationOrNone if text == NONE => Some(Value::Number(0)),
            Unit::Duration | Unit::DurationOrNone => read_duration(text).map(Value::Number),
            Unit::Durations | Unit::Latency => {
                if let Some(list) = text.strip_prefix("list:") {
                    return read_list(list);
                }
                let drawn = distribution::read(text).filter(|_| self.unit == Unit::Latency);
                drawn
                    .map(Value::Drawn)
                    .or_else(|| read_duration(text).map(Value::Number))
            }
        };
        value.ok_or_else(|| format!("allowed is {}", self.ways()))
    }

    /// The allowed forms of a value, in words.
    fn ways(&self) -> String {
        let ways = match self.unit {
            Unit::Count => "a whole number",
            Unit::Percent => "a whole number of percent, such as 30",
            Unit::Numbers => "none, or whole numbers between commas, such as 3,7",
            Unit::Bytes(_) => "a size with its unit, such as 128KiB or 512MiB",
            Unit::Choice(_) => "one of these words",
            Unit::Duration => "a duration such as 100ms or 1.5s",
            Unit::DurationOrNone => "none, or a duration such as 100ms or 1.5s",
            Unit::Durations => {
                "a duration such as 100ms or 1.5s, or list:120,80,95 in milliseconds"
            }
            Unit::Latency => {
                return format!(
                    "a duration such as 100ms or 1.5s, list:120,80,95 in milliseconds, or {}",
                    distribution::WAYS
                );
            }
        };
        String::from(ways)
    }

    /// Writes a value for readers, exactly: `100 ms`, `512 MiB`, `30%`. [`Param::read`] reads it back.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        match (value, self.unit) {
            (Value::Number(n), Unit::Percent) => format!("{n}%"),
            (Value::Number(0), Unit::DurationOrNone) => String::from(NONE),
            (
                Value::Number(n),
                Unit::Duration | Unit::DurationOrNone | Unit::Durations | Unit::Latency,
            ) => exact_length(Duration(*n)),
            (Value::Number(n), Unit::Bytes(_)) => exact_bytes(*n),
            _ => self.write(value),
        }
    }

    /// The value that stands for what never happens, if it has one: it is no amount.
    #[must_use]
    pub fn never(&self) -> Option<u64> {
        (self.unit == Unit::DurationOrNone).then_some(0)
    }

    /// Writes a value for links. [`Param::read`] reads it back.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        match value {
            Value::Number(n) => match self.unit {
                Unit::Count | Unit::Percent | Unit::Numbers => n.to_string(),
                Unit::DurationOrNone if *n == 0 => String::from(NONE),
                Unit::Duration | Unit::DurationOrNone | Unit::Durations | Unit::Latency => {
                    Duration(*n).to_string()
                }
                Unit::Bytes(_) => write_size(*n),
                Unit::Choice(words) => {
                    let word = usize::try_from(*n).ok().and_then(|n| words.get(n));
                    String::from(*word.unwrap_or(&words[0]))
                }
            },
            Value::List(list) => format!("list:{}", joined(list, milliseconds)),
            Value::Drawn(drawn) => distribution::write(*drawn),
            Value::Numbers(numbers) if numbers.is_empty() => String::from(NONE),
            Value::Numbers(numbers) => joined(numbers, |n| n.to_string()),
        }
    }
}

fn joined(numbers: &[u64], write: fn(u64) -> String) -> String {
    let mut text = String::new();
    for number in numbers {
        if !text.is_empty() {
            text.push(',');
        }
        text += &write(*number);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Distribution, PARAMS};
    use super::*;

    #[track_caller]
    fn check(key: Key, text: &str, expected: Result<u64, &str>) {
        let read = key.param().read(text);
        assert_eq!(
            read,
            expected.map(Value::Number).map_err(String::from),
            "{text:?}"
        );
    }

    #[test]
    fn keys_index_their_descriptions() {
        for key in Key::all() {
            assert_eq!(key.param().key, key);
            assert_eq!(Key::of(key.param().name), Some(key));
        }
    }

    #[test]
    fn values_are_read_in_their_units() {
        check(Key::Tasks, "37", Ok(37));
        check(Key::Tasks, "-1", Err("allowed is a whole number"));
        check(Key::Latency, "100ms", Ok(100_000_000));
        check(Key::Latency, "1.5s", Ok(1_500_000_000));
        check(Key::Latency, "1m", Ok(60_000_000_000));
        check(Key::Latency, "1m0s", Ok(60_000_000_000));
        check(Key::Latency, "1h2m3.5s", Ok(3_723_500_000_000));
        check(Key::Latency, "250us", Ok(250_000));
        check(Key::Latency, "120", Ok(120_000_000));
        check(Key::Latency, "0.5", Ok(500_000));
        check(Key::Jitter, "30", Ok(30));
        check(Key::Jitter, "30%", Ok(30));
        let size = "allowed is a size with its unit, such as 128KiB or 512MiB";
        check(Key::Memory, "64", Err(size));
        check(Key::Memory, "64KiB", Ok(64 << 10));
        check(Key::Memory, "0", Ok(0));
        check(Key::Memory, "1.5MiB", Ok(3 << 19));
        check(Key::MemoryLimit, "512", Err(size));
        check(Key::MemoryLimit, "512 MiB", Ok(512 << 20));
        check(Key::MemoryLimit, "1 GiB", Ok(1 << 30));
        check(Key::MemoryLimit, "much", Err(size));
        check(
            Key::Latency,
            "99999999999999999999s",
            Err(
                "allowed is a duration such as 100ms or 1.5s, list:120,80,95 in milliseconds, or uniform:50..150ms, normal:100,20ms, lognormal:80,300ms or bimodal:50,2000ms,5%",
            ),
        );
    }

    #[test]
    fn values_that_are_no_number_are_read_in_their_own_ways() {
        #[track_caller]
        fn check(key: Key, text: &str, expected: Value, written: &str) {
            let param = key.param();
            assert_eq!(param.read(text), Ok(expected), "{text:?}");
            let again = param.read(text).map(|value| param.write(&value));
            assert_eq!(again.as_deref(), Ok(written), "{text:?}");
        }
        let uniform = |low, high| Value::Drawn(Distribution::Uniform { low, high });
        let ms = 1_000_000;
        check(Key::Fail, "7,3, 7", Value::numbers([3, 7]), "3,7");
        check(Key::Fail, "none", Value::numbers([]), "none");
        check(Key::Kill, "", Value::numbers([]), "none");
        check(Key::Timeout, "none", Value::Number(0), "none");
        check(Key::Timeout, "0", Value::Number(0), "none");
        check(Key::Disconnect, "250", Value::Number(250 * ms), "250ms");
        check(
            Key::Latency,
            "uniform:50..150ms",
            uniform(50 * ms, 150 * ms),
            "uniform:50..150ms",
        );
        check(
            Key::Latency,
            "uniform:50..150",
            uniform(50 * ms, 150 * ms),
            "uniform:50..150ms",
        );
        check(
            Key::Latency,
            "uniform:0.5..1.5s",
            uniform(500 * ms, 1_500 * ms),
            "uniform:500..1500ms",
        );
        check(
            Key::Latency,
            "uniform:50us .. 1s",
            uniform(ms / 20, 1_000 * ms),
            "uniform:0.05..1000ms",
        );
        let list = Value::List(Rc::from([120 * ms, 80 * ms + ms / 2, 1]));
        check(
            Key::Latency,
            "list:120,80.5,0.000001",
            list.clone(),
            "list:120,80.5,0.000001",
        );
        check(
            Key::Process,
            "list:120,80.50,0.000001",
            list,
            "list:120,80.5,0.000001",
        );
    }

    #[test]
    fn unreadable_values_are_refused() {
        let numbers = "allowed is none, or whole numbers between commas, such as 3,7";
        check(Key::Fail, "3,x", Err(numbers));
        check(Key::Fail, "3,,7", Err(numbers));
        check(Key::Fail, "-3", Err(numbers));
        check(
            Key::Timeout,
            "soon",
            Err("allowed is none, or a duration such as 100ms or 1.5s"),
        );
        check(
            Key::Period,
            "none",
            Err("allowed is a duration such as 100ms or 1.5s"),
        );
        check(
            Key::Period,
            "list:1,2",
            Err("allowed is a duration such as 100ms or 1.5s"),
        );
        let durations =
            "allowed is a duration such as 100ms or 1.5s, or list:120,80,95 in milliseconds";
        check(Key::Process, "uniform:1..2s", Err(durations));
        let latency = "allowed is a duration such as 100ms or 1.5s, list:120,80,95 in milliseconds, or uniform:50..150ms, normal:100,20ms, lognormal:80,300ms or bimodal:50,2000ms,5%";
        for text in [
            "uniform:5",
            "uniform:9..5ms",
            "uniform:1..1m30s",
            "uniform:..",
            "normal:1..2s",
        ] {
            check(Key::Latency, text, Err(latency));
        }
    }

    #[test]
    fn written_values_are_read_back() {
        for param in PARAMS.iter().filter(|param| param.unit != Unit::Numbers) {
            let max = Values::default().max(param.key);
            for n in [
                param.min,
                max,
                param.default,
                1,
                1_536,
                1_500_000,
                123_456_789,
            ] {
                // There are only as many values as words.
                let n = if let Unit::Choice(_) = param.unit {
                    n.min(max)
                } else {
                    n
                };
                let value = Value::Number(n);
                let read = param.read(&param.write(&value));
                assert_eq!(read, Ok(value.clone()), "{}={n}", param.name);
                let shown = param.show(&value);
                assert_eq!(param.read(&shown), Ok(value), "{}={shown}", param.name);
            }
        }
    }

    #[test]
    fn ranges_are_written_in_words() {
        let range = |key: Key| key.param().range(&Values::default());
        assert_eq!(range(Key::Batch), "1 to 10000");
        assert_eq!(range(Key::Fail), "0 to 99 (below the number of tasks)");
        assert_eq!(range(Key::Jitter), "0% to 100%");
        assert_eq!(range(Key::Timeout), "none or up to 10 min");
    }
}
