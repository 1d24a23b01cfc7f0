//! What is run: a scenario of the talk or patterns alone, with the values of their parameters.

use super::Entry;
use crate::params::{Key, Slider, Unit, Value, Values};
use crate::patterns::{self, Pattern};
use crate::world::Workload;

/// So many patterns can be compared at once.
pub const MOST_PATTERNS: usize = 6;

/// The parameters that every pattern has, in the order in which the page shows them.
const WORKLOAD: [Key; 10] = [
    Key::Tasks,
    Key::Latency,
    Key::Jitter,
    Key::Fail,
    Key::Slow,
    Key::SlowLatency,
    Key::Goroutines,
    Key::Memory,
    Key::MemoryLimit,
    Key::Seed,
];

/// What is run: plain data, and what a link encodes. All values are within their ranges.
///
/// A value that was set is kept as it was set, and cut only where it is shown and run: a batch size of 8 is 3 while
/// there are three tasks, and 8 again when there are more.
#[derive(Clone, Debug)]
pub struct Scenario {
    entry: Option<&'static Entry>,
    patterns: Vec<&'static Pattern>,
    set_values: Vec<(Key, Value)>,
    /// The parameter that the large slider has, if not the first.
    slider: Option<Key>,
    /// Whether its axis is linear.
    is_linear: bool,
    /// All that there is to the outside: the set values and the defaults of the rest, cut to their ranges.
    values: Values,
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Scenario) -> bool {
        self.entry.map(|entry| entry.id) == other.entry.map(|entry| entry.id)
            && self.patterns == other.patterns
            && self.slider() == other.slider()
            && self.is_linear == other.is_linear
            && self.values == other.values
    }
}

/// Where it comes from.
impl Scenario {
    /// A scenario as the talk has it.
    ///
    /// # Panics
    /// If the registry names a pattern that there is not; a test walks it.
    #[must_use]
    pub fn new(entry: &'static Entry) -> Scenario {
        let find = |id: &&str| {
            patterns::find(id).expect("a scenario of the registry names patterns of the registry")
        };
        Scenario::with(Some(entry), entry.patterns.iter().map(find).collect())
    }

    /// A pattern with its own defaults, without a scenario.
    #[must_use]
    pub fn of_pattern(pattern: &'static Pattern) -> Scenario {
        Scenario::with(None, vec![pattern])
    }

    fn with(entry: Option<&'static Entry>, patterns: Vec<&'static Pattern>) -> Scenario {
        let mut scenario = Scenario {
            entry,
            patterns,
            set_values: Vec::new(),
            slider: None,
            is_linear: false,
            values: Values::default(),
        };
        scenario.update_values();
        scenario
    }

    /// The entry in the registry; none if patterns are run without a scenario.
    #[must_use]
    pub fn entry(&self) -> Option<&'static Entry> {
        self.entry
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.entry, self.patterns.as_slice()) {
            (Some(entry), _) => String::from(entry.title),
            (None, [one]) => String::from(one.name),
            (None, [one, other]) => format!("{} and {}", one.name, other.name),
            (None, several) => {
                let first = several.first().map_or("", |pattern| pattern.name);
                format!("{first} and {} more", several.len().saturating_sub(1))
            }
        }
    }

    /// What is at stake, in a sentence or two.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match (self.entry, self.patterns.as_slice()) {
            (Some(entry), _) => entry.summary,
            (None, [one]) => one.summary,
            (None, _) => "The same tasks for each of them.",
        }
    }
}

/// Its words.
impl Scenario {
    /// A text of the Lab in the scenario's own words, where it has some.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        self.entry
            .map_or_else(|| String::from(text), |entry| entry.say(text))
    }
}

/// The patterns.
impl Scenario {
    /// The patterns that are compared: at least one, none twice.
    #[must_use]
    pub fn patterns(&self) -> &[&'static Pattern] {
        &self.patterns
    }

    /// Chooses the patterns. Does nothing if there are none; passes over what comes twice, and what are too many.
    ///
    /// Without a scenario, the first one's defaults hold for the tasks.
    pub fn set_patterns(&mut self, patterns: impl IntoIterator<Item = &'static Pattern>) {
        let mut chosen: Vec<&'static Pattern> = Vec::new();
        for pattern in patterns {
            if !chosen.contains(&pattern) && chosen.len() < MOST_PATTERNS {
                chosen.push(pattern);
            }
        }
        if !chosen.is_empty() {
            self.patterns = chosen;
            self.update_values();
        }
    }
}

/// The large slider.
impl Scenario {
    /// Its parameter: the one that was chosen, while it is a number that there is here; else the first that is.
    #[must_use]
    pub fn slider(&self) -> Key {
        let sliders = self.sliders();
        let chosen = self.slider.filter(|key| sliders.contains(key));
        chosen
            .or_else(|| sliders.first().copied())
            .unwrap_or(Key::Tasks)
    }

    /// The parameters that it can have, in the order of [`Scenario::params`].
    #[must_use]
    pub fn sliders(&self) -> Vec<Key> {
        let is_number = |key: &Key| {
            let is_choice = matches!(key.param().unit, Unit::Choice(_));
            matches!(self.values.get(*key), Value::Number(_)) && !is_choice
        };
        let mut sliders = self.params_of_use();
        sliders.retain(is_number);
        sliders
    }

    /// Those of the parameters on which a pattern here depends.
    #[must_use]
    pub fn params_of_use(&self) -> Vec<Key> {
        let mut params = self.params();
        params.retain(|key| {
            let mut patterns = self.patterns.iter();
            key.is_of_every_run() || patterns.any(|pattern| pattern.params.contains(key))
        });
        params
    }

    /// Chooses its parameter.
    ///
    /// # Errors
    /// A sentence that says what is allowed; nothing has changed then.
    pub fn set_slider(&mut self, name: &str) -> Result<(), String> {
        let sliders = self.sliders();
        let key = Key::of(name).filter(|key| sliders.contains(key));
        self.slider = Some(key.ok_or_else(|| {
            let names: Vec<&str> = sliders.iter().map(|key| key.param().name).collect();
            ["allowed is ", &names.join(", ")].concat()
        })?);
        Ok(())
    }

    /// Whether its axis is linear: logarithmic is what it is otherwise.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        self.is_linear
    }

    /// Makes its axis linear, or logarithmic again.
    pub fn set_linear(&mut self, is_linear: bool) {
        self.is_linear = is_linear;
    }

    /// Where its values lie.
    #[must_use]
    pub fn scale(&self) -> Slider {
        let slider = Slider::of(self.slider(), &self.values);
        if self.is_linear {
            slider.linear()
        } else {
            slider
        }
    }
}

/// The parameters.
impl Scenario {
    /// The parameters that there are, in the order in which the page shows them: the scenario's, then those of the
    /// patterns, then those of the tasks.
    #[must_use]
    pub fn params(&self) -> Vec<Key> {
        let scenarios = self.entry.map_or(&[][..], |entry| entry.params);
        let patterns = self.patterns.iter().flat_map(|pattern| pattern.params);
        let mut params = Vec::new();
        for key in scenarios.iter().chain(patterns).chain(&WORKLOAD) {
            if !params.contains(key) {
                params.push(*key);
            }
        }
        params
    }

    /// The values of the parameters. What a parameter has that there is not here, is its default.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The values with which a pattern runs, whether it is compared here or not: where it is not, its own parameters have
    /// its defaults.
    #[must_use]
    pub fn values_for(&self, pattern: &Pattern) -> Values {
        let mut alone = self.clone();
        if !self.patterns.contains(&pattern) {
            alone.set_patterns(patterns::find(pattern.id));
        }
        let only = self.entry.map_or(&[][..], |entry| entry.only);
        for (id, key, text) in only {
            if *id == pattern.id && !self.set_values.iter().any(|(set, _)| set == key) {
                alone.values.set(*key, read(*key, text));
            }
        }
        alone.values
    }

    /// Whether the seed makes a difference to its runs: latencies are drawn, calls fail by chance, or retries wait for
    /// random times.
    #[must_use]
    pub fn is_random(&self) -> bool {
        // Retries with fixed waits leave nothing to chance.
        let more_than = [(Key::Jitter, 0), (Key::Failure, 0), (Key::Retry, 1)];
        matches!(self.values.get(Key::Latency), Value::Drawn(_))
            || more_than
                .iter()
                .any(|(key, most)| self.values.number(*key) > *most)
    }

    /// How long the tasks take without what they compute, summed, in nanoseconds.
    #[must_use]
    pub fn latencies(&self) -> u64 {
        let workload = Workload::new(&self.values);
        let each = (0..workload.len()).map(|task| workload.latency(task).0);
        each.sum()
    }

    /// The value that a parameter has here unless a link says otherwise.
    #[must_use]
    pub fn default_of(&self, key: Key) -> Value {
        match key {
            // A list of latencies may cut it, but does not choose it.
            Key::Tasks => self.default(key),
            _ => cut(key, self.default(key), &self.values),
        }
    }

    /// Sets a value.
    ///
    /// # Errors
    /// A sentence that says what is allowed; nothing has changed then.
    pub fn set(&mut self, key: Key, value: Value) -> Result<(), String> {
        self.values.check(key, &value)?;
        self.record(key, value);
        self.update_values();
        Ok(())
    }

    /// Sets the number of tasks and their latencies together, since each can forbid the other.
    ///
    /// # Errors
    /// A sentence that says what is allowed; nothing has changed then.
    pub fn set_tasks(&mut self, tasks: Value, latency: Value) -> Result<(), String> {
        let mut values = self.values.clone();
        values.set(Key::Latency, latency.clone());
        values.check(Key::Tasks, &tasks)?;
        values.set(Key::Tasks, tasks.clone());
        values.check(Key::Latency, &latency)?;
        self.record(Key::Tasks, tasks);
        self.record(Key::Latency, latency);
        self.update_values();
        Ok(())
    }

    /// Back to the defaults: of a scenario with its patterns, otherwise of the values alone.
    pub fn reset(&mut self) {
        *self = match self.entry {
            Some(entry) => Scenario::new(entry),
            None => Scenario::with(None, self.patterns.clone()),
        };
    }

    /// A value equal to the default is not recorded, so that a link holds only what differs.
    fn record(&mut self, key: Key, value: Value) {
        self.set_values.retain(|(other, _)| *other != key);
        if value != self.default(key) {
            self.set_values.push((key, value));
        }
    }

    /// The default before anything is cut. Without a scenario it is the first pattern that says what the tasks are.
    fn default(&self, key: Key) -> Value {
        let has_own = self.entry.is_some_and(|entry| {
            let mut defaults = entry.defaults.iter();
            entry.params.contains(&key) || defaults.any(|(of, _)| *of == key)
        });
        let patterns = match (self.entry, key.belongs_to_patterns()) {
            (Some(_), false) => &[],
            _ if has_own => &[],
            (None, false) => &self.patterns[..1],
            (_, true) => &self.patterns[..],
        };
        let scenarios = self.entry.map_or(&[][..], |entry| entry.defaults);
        let mut defaults = patterns
            .iter()
            .flat_map(|pattern| pattern.defaults)
            .chain(scenarios);
        match defaults.find(|(of, _)| *of == key) {
            Some((_, text)) => read(key, text),
            None => key.param().default_value(),
        }
    }

    /// The values from those that are set.
    fn update_values(&mut self) {
        let params = self.params();
        let mut values = Values::default();
        // A list of latencies limits the tasks, and they the rest.
        let first = [Key::Latency, Key::Tasks];
        let others = Key::all().filter(|key| !first.contains(key));
        for key in first.into_iter().chain(others) {
            let mut all_set = self.set_values.iter().filter(|(of, _)| params.contains(of));
            let set = all_set.find(|(of, _)| *of == key);
            let value = set.map_or_else(|| self.default(key), |(_, value)| value.clone());
            values.set(key, cut(key, value, &values));
        }
        self.values = values;
    }
}

/// A default as the registry writes it.
fn read(key: Key, text: &str) -> Value {
    let read = key.param().read(text);
    // A test reads the defaults of the registries.
    read.unwrap_or_else(|complaint| panic!("{complaint}"))
}

/// What is left of a value beside the others.
fn cut(key: Key, value: Value, values: &Values) -> Value {
    let max = values.max(key);
    match value {
        // Only around a mean can latencies lie.
        Value::Number(_) if key == Key::Jitter && !values.has_mean() => Value::Number(0),
        Value::Number(n) => Value::Number(n.min(max)),
        Value::Numbers(numbers) if numbers.iter().any(|n| *n > max) => {
            let kept: Vec<u64> = numbers.iter().copied().filter(|n| *n <= max).collect();
            Value::numbers(kept)
        }
        other => other,
    }
}
