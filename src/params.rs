//! The parameters of a scenario: their keys in links, units, ranges and defaults, and how their values read.

mod table;
mod units;

pub use table::PARAMS;
pub use units::ByteUnit;

use crate::time::Duration;
use std::rc::Rc;
use units::{milliseconds, read_duration, read_list, read_size, whole, write_size};

/// A parameter, in the order in which links and lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// How many tasks.
    Tasks,
    /// How many tasks a batch has.
    Batch,
    /// How long a task takes: a mean, or a list.
    Latency,
    /// How far latencies stray from their mean, in percent of it.
    Jitter,
    /// What the random numbers are drawn from.
    Seed,
    /// How many goroutines a task starts over its run.
    Goroutines,
    /// Bytes that a task, and each goroutine it starts, holds.
    Memory,
    /// Bytes at which the process is killed.
    MemoryLimit,
}

/// What the numbers of a parameter count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole things.
    Count,
    /// Nanoseconds, written as in Go: `100ms`, `1.5s`; a bare number is milliseconds.
    Duration,
    /// Bytes, written `128KiB`, `512MiB`; a bare number is of this unit.
    Bytes(ByteUnit),
    /// Percent, 0 to 100 or more.
    Percent,
}

/// The largest value that a parameter may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Max {
    /// A number.
    Is(u64),
    /// The value of another parameter.
    Of(Key),
}

/// A parameter's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Which one.
    pub key: Key,
    /// Its name in links and on the command line.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// One sentence on what it does.
    pub help: &'static str,
    /// What its numbers count.
    pub unit: Unit,
    /// The smallest allowed value.
    pub min: u64,
    /// The largest allowed value.
    pub max: Max,
    /// The value unless a scenario or a link says otherwise.
    pub default: u64,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number in the parameter's unit.
    Number(u64),
    /// One latency for each task, in nanoseconds.
    List(Rc<[u64]>),
}

impl Key {
    /// Every key, in order.
    pub fn all() -> impl Iterator<Item = Key> {
        PARAMS.iter().map(|p| p.key)
    }

    /// The key of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Key> {
        PARAMS.iter().find(|p| p.name == name).map(|p| p.key)
    }

    /// Whether only the patterns that name it depend on it; all others every pattern depends on.
    #[must_use]
    pub const fn belongs_to_patterns(self) -> bool {
        match self {
            Key::Batch => true,
            Key::Tasks
            | Key::Latency
            | Key::Jitter
            | Key::Seed
            | Key::Goroutines
            | Key::Memory
            | Key::MemoryLimit => false,
        }
    }

    /// The description.
    #[must_use]
    pub fn param(self) -> &'static Param {
        &PARAMS[self as usize]
    }
}

/// The values of all parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values([Value; PARAMS.len()]);

impl Default for Values {
    /// Each parameter's own default.
    fn default() -> Values {
        Values(std::array::from_fn(|i| Value::Number(PARAMS[i].default)))
    }
}

impl Values {
    /// The value as a number: 0 for a list.
    #[must_use]
    pub fn number(&self, key: Key) -> u64 {
        match self.get(key) {
            Value::Number(n) => *n,
            Value::List(_) => 0,
        }
    }

    /// The value.
    #[must_use]
    pub fn get(&self, key: Key) -> &Value {
        &self.0[key as usize]
    }

    /// Sets a value, whatever the range.
    pub fn set(&mut self, key: Key, value: Value) {
        self.0[key as usize] = value;
    }

    /// The largest value that a parameter may have beside the others.
    #[must_use]
    pub fn max(&self, key: Key) -> u64 {
        match key.param().max {
            Max::Is(n) => n,
            Max::Of(other) => self.number(other),
        }
    }

    /// Reads a value as [`Param::read`] does; the range is not checked, but a complaint names it.
    ///
    /// # Errors
    /// A sentence that says what is allowed.
    pub fn read(&self, key: Key, text: &str) -> Result<Value, String> {
        let param = key.param();
        param
            .read(text)
            .map_err(|reason| format!("{reason}, {}", param.range(self)))
    }

    /// Why a value is not allowed, if it is not.
    ///
    /// # Errors
    /// A sentence that says what is allowed.
    pub fn check(&self, key: Key, value: &Value) -> Result<(), String> {
        let param = key.param();
        let (low, high) = (param.min, self.max(key));
        match value {
            Value::Number(n) if (low..=high).contains(n) => Ok(()),
            Value::Number(_) => Err(format!("allowed is {}", param.range(self))),
            Value::List(list) if (list.len() as u64) < self.number(Key::Tasks) => Err(format!(
                "the list has {} latencies, but there are {} tasks: one for each task is needed",
                list.len(),
                self.number(Key::Tasks)
            )),
            Value::List(list) => match list.iter().find(|ns| !(low..=high).contains(ns)) {
                None => Ok(()),
                Some(ns) => Err(format!(
                    "{} in the list: allowed is {}",
                    Duration(*ns),
                    param.range(self)
                )),
            },
        }
    }
}

impl Param {
    /// The allowed values, in words.
    #[must_use]
    pub fn range(&self, values: &Values) -> String {
        let (low, high) = (
            self.show(&Value::Number(self.min)),
            self.show(&Value::Number(values.max(self.key))),
        );
        match self.max {
            Max::Of(other) => format!("{low} to {high} (the number of {})", other.param().name),
            Max::Is(_) => format!("{low} to {high}"),
        }
    }

    /// Reads a value as links and the command line write it; the range is not checked.
    ///
    /// # Errors
    /// A sentence that says what can be written.
    pub fn read(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        match self.unit {
            Unit::Count => whole(text).ok_or_else(|| String::from("allowed is a whole number")),
            Unit::Percent => {
                let digits = text.strip_suffix('%').unwrap_or(text);
                whole(digits).ok_or_else(|| String::from("allowed is a whole number of percent, such as 30"))
            }
            Unit::Duration => match text.strip_prefix("list:") {
                Some(list) => read_list(list),
                None => read_duration(text)
                    .map(Value::Number)
                    .ok_or_else(|| String::from("allowed is a duration such as 100ms or 1.5s, or list:120,80,95 in milliseconds")),
            },
            Unit::Bytes(unit) => read_size(text, unit)
                .map(Value::Number)
                .ok_or_else(|| String::from("allowed is a size such as 128KiB or 512MiB")),
        }
    }

    /// Writes a value for people: as in links, with the percent sign.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        let text = self.write(value);
        match self.unit {
            Unit::Percent => format!("{text}%"),
            Unit::Count | Unit::Duration | Unit::Bytes(_) => text,
        }
    }

    /// Writes a value so that [`Param::read`] reads the same.
    #[must_use]
    pub fn write(&self, value: &Value) -> String {
        match (value, self.unit) {
            (Value::Number(n), Unit::Count | Unit::Percent) => n.to_string(),

            (Value::Number(n), Unit::Duration) => Duration(*n).to_string(),
            (Value::Number(n), Unit::Bytes(_)) => write_size(*n),
            (Value::List(list), _) => {
                let items: Vec<String> = list.iter().map(|ns| milliseconds(*ns)).collect();
                format!("list:{}", items.join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
        check(Key::Memory, "64", Ok(64 << 10));
        check(Key::Memory, "1.5MiB", Ok(3 << 19));
        check(Key::MemoryLimit, "512", Ok(512 << 20));
        check(Key::MemoryLimit, "1 GiB", Ok(1 << 30));
        check(
            Key::MemoryLimit,
            "much",
            Err("allowed is a size such as 128KiB or 512MiB"),
        );
        check(
            Key::Latency,
            "99999999999999999999s",
            Err("allowed is a duration such as 100ms or 1.5s, or list:120,80,95 in milliseconds"),
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        for param in &PARAMS {
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
                let value = Value::Number(n);
                assert_eq!(
                    param.read(&param.write(&value)),
                    Ok(value),
                    "{}={n}",
                    param.name
                );
            }
        }
        let latency = Key::Latency.param();
        let list = latency.read("list:120,80.5,0.000001").unwrap();
        assert_eq!(list, Value::List(Rc::from([120_000_000, 80_500_000, 1])));
        assert_eq!(latency.write(&list), "list:120,80.5,0.000001");
    }
}
