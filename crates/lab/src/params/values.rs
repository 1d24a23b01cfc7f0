//! The values of all parameters.

use super::{Key, Max, PARAMS, Value};

/// The largest number of items of a list: the largest number of tasks.
const MOST_LISTED: usize = 10_000;

/// A longer list is not written out in a message; in bytes, of which each is a character.
const MOST_WRITTEN: usize = 40;

/// The values of all parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values([Value; PARAMS.len()]);

impl Default for Values {
    /// The parameters' own defaults.
    fn default() -> Values {
        Values(std::array::from_fn(|i| PARAMS[i].default_value()))
    }
}

impl Values {
    /// The value as a number: 0 for values of another kind.
    #[must_use]
    pub fn number(&self, key: Key) -> u64 {
        match self.get(key) {
            Value::Number(n) => *n,
            Value::List(_) | Value::Drawn(_) | Value::Numbers(_) => 0,
        }
    }

    /// The value as numbers of tasks or workers: empty for values of another kind.
    #[must_use]
    pub fn numbers(&self, key: Key) -> &[u64] {
        match self.get(key) {
            Value::Numbers(numbers) => numbers,
            Value::Number(_) | Value::List(_) | Value::Drawn(_) => &[],
        }
    }

    /// Whether the latency of tasks is a mean, which jitter can apply to.
    #[must_use]
    pub fn has_mean(&self) -> bool {
        matches!(self.get(Key::Latency), Value::Number(_))
    }

    /// The value of a parameter.
    #[must_use]
    pub fn get(&self, key: Key) -> &Value {
        &self.0[key as usize]
    }

    /// Sets a value without checking its range.
    pub fn set(&mut self, key: Key, value: Value) {
        self.0[key as usize] = value;
    }

    /// The number of latencies, if they are listed. It is the number of tasks.
    #[must_use]
    pub fn listed(&self) -> Option<u64> {
        match self.get(Key::Latency) {
            Value::List(list) => Some(list.len() as u64),
            Value::Number(_) | Value::Drawn(_) | Value::Numbers(_) => None,
        }
    }

    /// The smallest allowed value of a parameter, given the other values.
    #[must_use]
    pub fn min(&self, key: Key) -> u64 {
        let listed = self.listed().filter(|_| key == Key::Tasks);
        listed.unwrap_or(key.param().min)
    }

    /// The largest allowed value of a parameter, given the other values.
    #[must_use]
    pub fn max(&self, key: Key) -> u64 {
        let listed = self.listed().filter(|_| key == Key::Tasks);
        listed.unwrap_or_else(|| self.limit(key.param().max))
    }

    fn limit(&self, max: Max) -> u64 {
        match max {
            Max::Is(n) => n,
            Max::Below(other) => self.number(other).saturating_sub(1),
        }
    }

    /// Reads a value as [`super::Param::read`] does. The range is not checked, but the error message names it.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed values.
    pub fn read(&self, key: Key, text: &str) -> Result<Value, String> {
        let param = key.param();
        param
            .read(text)
            .map_err(|reason| format!("{reason}, {}", param.range(self)))
    }

    /// Checks a value against the range of its parameter.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed values.
    pub fn check(&self, key: Key, value: &Value) -> Result<(), String> {
        match value {
            Value::Number(1..) if key == Key::Jitter && !self.has_mean() => {
                let kind = match self.get(Key::Latency) {
                    Value::Drawn(_) => "distribution",
                    Value::Number(_) | Value::List(_) | Value::Numbers(_) => "list",
                };
                Err(format!(
                    "allowed is 0%: the latency is a {kind}, which has no jitter"
                ))
            }
            Value::Number(n)
                if key == Key::Tasks && self.listed().is_some_and(|listed| listed != *n) =>
            {
                let mut list = Key::Latency.param().write(self.get(Key::Latency));
                if list.len() > MOST_WRITTEN {
                    list.truncate(MOST_WRITTEN);
                    list.push('…');
                }
                Err(format!(
                    "latency={list} has {} latencies, one for each task; allowed is {0}, or a latency that is no list",
                    self.max(key)
                ))
            }
            Value::Number(n) => self.check_each(key, &[*n], ""),
            Value::Numbers(numbers) if numbers.len() == 1 => self.check_each(key, numbers, ""),
            Value::Numbers(numbers) => self.check_each(key, numbers, " among them"),
            Value::Drawn(distribution) => self.check_each(key, &distribution.ends(), " in it"),
            Value::List(list) => {
                if list.len() > MOST_LISTED {
                    return Err(format!(
                        "the list has {} entries: allowed are up to {MOST_LISTED}",
                        list.len()
                    ));
                }
                self.check_each(key, list, " in the list")
            }
        }
    }

    /// `place` names the position of a number for the error message; empty if there is only one.
    fn check_each(&self, key: Key, numbers: &[u64], place: &str) -> Result<(), String> {
        let param = key.param();
        let allowed = self.min(key)..=self.max(key);
        match numbers.iter().find(|n| !allowed.contains(n)) {
            None => Ok(()),
            Some(_) if place.is_empty() => Err(format!("allowed is {}", param.range(self))),
            Some(n) => Err(format!(
                "{}{place}: allowed is {}",
                param.show(&Value::Number(*n)),
                param.range(self)
            )),
        }
    }
}
