//! The parameters of a scenario: their keys in links, units, ranges and defaults, and how their values read.

use crate::time::Duration;
use std::fmt;
use std::rc::Rc;

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

/// A power of 1,024 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ByteUnit {
    /// 1 byte.
    B,
    /// 1,024 bytes.
    KiB,
    /// 1,024 KiB.
    MiB,
    /// 1,024 MiB.
    GiB,
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

/// Every parameter, in order.
pub const PARAMS: [Param; 8] = [
    Param {
        key: Key::Tasks,
        name: "tasks",
        label: "Tasks",
        help: "How many tasks there are.",
        unit: Unit::Count,
        min: 1,
        max: Max::Is(10_000),
        default: 100,
    },
    Param {
        key: Key::Batch,
        name: "batch",
        label: "Batch size",
        help: "How many tasks the batched pattern runs at a time.",
        unit: Unit::Count,
        min: 1,
        max: Max::Of(Key::Tasks),
        default: 5,
    },
    Param {
        key: Key::Latency,
        name: "latency",
        label: "Latency",
        help: "How long a task takes: a mean, or list:120,80,95 with one latency in milliseconds for each task.",
        unit: Unit::Duration,
        min: 1_000_000,
        max: Max::Is(60_000_000_000),
        default: 100_000_000,
    },
    Param {
        key: Key::Jitter,
        name: "jitter",
        label: "Latency jitter",
        help: "How far a task's latency may lie from the mean, either way.",
        unit: Unit::Percent,
        min: 0,
        max: Max::Is(100),
        default: 0,
    },
    Param {
        key: Key::Seed,
        name: "seed",
        label: "Seed",
        help: "Another seed draws other latencies; the same seed always draws the same.",
        unit: Unit::Count,
        min: 0,
        max: Max::Is(999_999_999),
        default: 1,
    },
    Param {
        key: Key::Goroutines,
        name: "goroutines",
        label: "Goroutines per task",
        help: "How many more goroutines a task starts, one after the other over its run.",
        unit: Unit::Count,
        min: 0,
        max: Max::Is(200),
        default: 0,
    },
    Param {
        key: Key::Memory,
        name: "memory",
        label: "Memory per goroutine",
        help: "What a task, and each goroutine that it starts, holds until the task ends: decoded manifests, connections. \
               A bare goroutine costs about 2.7 kB on top.",
        unit: Unit::Bytes(ByteUnit::KiB),
        min: 0,
        max: Max::Is(64 << 20),
        default: 128 << 10,
    },
    Param {
        key: Key::MemoryLimit,
        name: "memory-limit",
        label: "Memory limit",
        help: "The kernel kills the process when it uses more.",
        unit: Unit::Bytes(ByteUnit::MiB),
        min: 1 << 20,
        max: Max::Is(64 << 30),
        default: 512 << 20,
    },
];

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
            (Value::Number(n), Unit::Bytes(_)) => Bytes(*n).exact(),
            (Value::List(list), _) => {
                let items: Vec<String> = list.iter().map(|ns| milliseconds(*ns)).collect();
                format!("list:{}", items.join(","))
            }
        }
    }
}

/// A number of bytes, printed with one decimal and the unit that suits it: `2.7 KiB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    /// The number without a loss, in the largest unit that divides it: `1536KiB`.
    fn exact(self) -> String {
        let unit = self.unit_where(|unit| self.0.is_multiple_of(unit.bytes()));
        format!("{}{}", self.0 / unit.bytes(), unit.name())
    }

    fn unit_where(self, fits: impl Fn(&ByteUnit) -> bool) -> ByteUnit {
        let larger = [ByteUnit::GiB, ByteUnit::MiB, ByteUnit::KiB];
        larger
            .into_iter()
            .find(|unit| self.0 >= unit.bytes() && fits(unit))
            .unwrap_or(ByteUnit::B)
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit_where(|_| true);
        let tenths = (self.0 * 10 + unit.bytes() / 2) / unit.bytes();
        match tenths % 10 {
            0 => write!(f, "{} {}", tenths / 10, unit.name()),
            tenth => write!(f, "{}.{tenth} {}", tenths / 10, unit.name()),
        }
    }
}

impl ByteUnit {
    /// How many bytes it is.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        1 << (10 * self as u32)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ByteUnit::B => "B",
            ByteUnit::KiB => "KiB",
            ByteUnit::MiB => "MiB",
            ByteUnit::GiB => "GiB",
        }
    }
}

const DURATIONS: [(&str, u64); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];
/// `B` last, since the others end in it.
const SIZES: [(&str, u64); 4] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("B", 1),
];

/// Digits and nothing else; no sign.
fn whole(text: &str) -> Option<Value> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok())?.map(Value::Number)
}

fn read_list(list: &str) -> Result<Value, String> {
    let item = |text: &str| {
        decimal(text.trim(), 1_000_000)
            .ok_or_else(|| format!("{text:?} in the list is not a number of milliseconds"))
    };
    list.split(',')
        .map(item)
        .collect::<Result<Rc<[u64]>, String>>()
        .map(Value::List)
}

/// Decimal numbers with a unit each, as in Go: `1.5s`, `1m0s`; or a bare number of milliseconds.
fn read_duration(text: &str) -> Option<u64> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    if text.chars().all(is_digit) {
        return decimal(text, 1_000_000);
    }
    let (mut rest, mut sum) = (text, 0_u64);
    while !rest.is_empty() {
        let (number, behind) = rest.split_at(rest.find(|c| !is_digit(c))?);
        let (name, behind) = behind.split_at(behind.find(is_digit).unwrap_or(behind.len()));
        let (_, scale) = DURATIONS.iter().find(|(unit, _)| *unit == name.trim())?;
        sum = sum.checked_add(decimal(number, *scale)?)?;
        rest = behind;
    }
    Some(sum)
}

/// `1.5MiB`: a decimal number and a unit, or a bare number of the unit `bare`.
fn read_size(text: &str, bare: ByteUnit) -> Option<u64> {
    for (name, scale) in SIZES {
        if let Some(number) = text.strip_suffix(name) {
            return decimal(number.trim_end(), scale);
        }
    }
    decimal(text, bare.bytes())
}

/// A decimal number times `scale`, exactly; digits beyond the scale are cut off.
fn decimal(text: &str, scale: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty())
        || !digits(whole)
        || !digits(fraction)
        || fraction.len() > 9
    {
        return None;
    }
    let number = |digits: &str| match digits {
        "" => Some(0),
        _ => digits.parse::<u64>().ok(),
    };
    let power = 10u64.pow(u32::try_from(fraction.len()).ok()?);
    let part = number(fraction)?.checked_mul(scale)? / power;
    number(whole)?.checked_mul(scale)?.checked_add(part)
}

fn milliseconds(ns: u64) -> String {
    let (whole, rest) = (ns / 1_000_000, ns % 1_000_000);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:06}")
            .trim_end_matches('0')
            .to_string()
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

    #[test]
    fn sizes_print_with_their_unit() {
        assert_eq!(Bytes(2_698).to_string(), "2.6 KiB");
        assert_eq!(Bytes(512 << 20).to_string(), "512 MiB");
        assert_eq!(Bytes(0).to_string(), "0 B");
    }
}
