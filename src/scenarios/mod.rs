//! The scenarios of the talk: each a workload, a world and the patterns compared on them.

mod ci_auto_trigger;

use crate::params::{Key, Value, Values};
use crate::patterns::Pattern;

/// A scenario of the talk, as the registry knows it.
#[derive(Debug)]
pub struct Entry {
    /// Its id in links.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What is at stake, in a sentence or two.
    pub summary: &'static str,
    /// What the talk says of it.
    pub claim: &'static str,
    /// Where the talk says it: document and section.
    pub source: &'static str,
    /// The patterns that are compared unless a link says otherwise.
    pub patterns: &'static [&'static str],
    /// The parameters that it has, in the order in which the page shows them; the first is the large slider.
    pub params: &'static [Key],
    /// Defaults that differ from the parameters' own.
    pub defaults: &'static [(Key, u64)],
}

/// Every scenario. The page, the command line and the tests walk this list; a link without one means the first.
pub const ALL: [&Entry; 1] = [&ci_auto_trigger::ENTRY];

/// The scenario of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Entry> {
    ALL.into_iter().find(|e| e.id == id)
}

impl Entry {
    /// The values before a link changes any.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = Values::default();
        for (key, n) in self.defaults {
            values.set(*key, Value::Number(*n));
        }
        values
    }
}

/// What is run: plain data, and what a link encodes. All values are within their ranges.
#[derive(Clone, Debug)]
pub struct Scenario {
    entry: &'static Entry,
    values: Values,
    patterns: Vec<&'static Pattern>,
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Scenario) -> bool {
        self.entry.id == other.entry.id
            && self.values == other.values
            && self.patterns == other.patterns
    }
}

impl Scenario {
    /// A scenario as the talk has it.
    ///
    /// # Panics
    /// If the registry names a pattern that there is not; a test walks it.
    #[must_use]
    pub fn new(entry: &'static Entry) -> Scenario {
        let find = |id: &&str| {
            crate::patterns::find(id)
                .expect("a scenario of the registry names patterns of the registry")
        };
        Scenario {
            entry,
            values: entry.values(),
            patterns: entry.patterns.iter().map(find).collect(),
        }
    }

    /// Its entry in the registry.
    #[must_use]
    pub fn entry(&self) -> &'static Entry {
        self.entry
    }

    /// The values of its parameters.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The patterns that are compared: at least one, none twice.
    #[must_use]
    pub fn patterns(&self) -> &[&'static Pattern] {
        &self.patterns
    }

    /// Chooses the patterns. Does nothing if there are none; passes over what comes twice.
    pub fn set_patterns(&mut self, patterns: impl IntoIterator<Item = &'static Pattern>) {
        let mut chosen: Vec<&'static Pattern> = Vec::new();
        for pattern in patterns {
            if !chosen.contains(&pattern) {
                chosen.push(pattern);
            }
        }
        if !chosen.is_empty() {
            self.patterns = chosen;
        }
    }

    /// Sets a value. Values that depend on it are cut to their new range.
    ///
    /// # Errors
    /// A sentence that says what is allowed; nothing has changed then.
    pub fn set(&mut self, key: Key, value: Value) -> Result<(), String> {
        self.values.check(key, &value)?;
        if let (Key::Tasks, Value::Number(n), Value::List(list)) =
            (key, &value, self.values.get(Key::Latency))
            && *n > list.len() as u64
        {
            return Err(format!("latency is a list for {} tasks", list.len()));
        }
        let listed = matches!(self.values.get(Key::Latency), Value::List(_));
        if key == Key::Jitter && listed && value != Value::Number(0) {
            return Err(String::from(
                "allowed is 0%: the latency is a list, which has no jitter",
            ));
        }
        if let (Key::Latency, Value::List(_)) = (key, &value) {
            self.values.set(Key::Jitter, Value::Number(0));
        }
        self.values.set(key, value);
        self.cut_dependents();
        Ok(())
    }

    /// The value that a parameter has here unless a link says otherwise.
    #[must_use]
    pub fn default_of(&self, key: Key) -> Value {
        match self.entry.values().get(key) {
            Value::Number(n) => Value::Number((*n).min(self.values.max(key))),
            other => other.clone(),
        }
    }

    fn cut_dependents(&mut self) {
        for key in Key::all() {
            let max = self.values.max(key);
            if self.values.number(key) > max {
                self.values.set(key, Value::Number(max));
            }
        }
    }
}
