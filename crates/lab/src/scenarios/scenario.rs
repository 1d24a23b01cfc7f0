//! A scenario that can be edited and run: made from a template of the talk, or of patterns alone.

use super::{OwnWords, Template};
use crate::params::{Key, Slider, Unit, Value, Values};
use crate::patterns::{self, Pattern};
use crate::world::Workload;
use goruntime::runtime::Schedule;

/// The most patterns that can be compared.
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

/// Patterns and the values of their parameters: plain data, and the content of a link. All values are within their ranges.
///
/// A value that was set is kept, and cut only where it is shown and run: if task 8 is to fail, none does while there are
/// three tasks, and task 8 again when there are more.
#[derive(Clone, Debug)]
pub struct Scenario {
    template: Option<&'static Template>,
    patterns: Vec<&'static Pattern>,
    set_values: Vec<(Key, Value)>,
    /// The parameter of the large slider, if it was chosen.
    slider: Option<Key>,
    /// Whether its axis is linear.
    is_linear: bool,
    /// Words of somebody's own.
    words: OwnWords,
    /// The order in which goroutines run, if it is not that of `GOMAXPROCS=1`.
    schedule: Schedule,
    /// The values to show and run: the set values, and defaults for the rest, cut to their ranges.
    values: Values,
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Scenario) -> bool {
        self.template.map(|template| template.id) == other.template.map(|template| template.id)
            && self.patterns == other.patterns
            && self.slider() == other.slider()
            && self.is_linear == other.is_linear
            && self.words == other.words
            && self.schedule == other.schedule
            && self.values == other.values
    }
}

/// Construction and origin.
impl Scenario {
    /// A scenario with the template's values.
    ///
    /// # Panics
    ///
    /// If the template names an unknown pattern; a test walks the registry.
    #[must_use]
    pub fn new(template: &'static Template) -> Scenario {
        let find = |id: &&str| {
            patterns::find(id).expect("a scenario of the registry names patterns of the registry")
        };
        Scenario::with(Some(template), template.patterns.iter().map(find).collect())
    }

    /// A pattern with its own defaults, without a template.
    #[must_use]
    pub fn of_pattern(pattern: &'static Pattern) -> Scenario {
        Scenario::with(None, vec![pattern])
    }

    fn with(template: Option<&'static Template>, patterns: Vec<&'static Pattern>) -> Scenario {
        let mut scenario = Scenario {
            template,
            patterns,
            set_values: Vec::new(),
            slider: None,
            is_linear: false,
            words: OwnWords::default(),
            schedule: Schedule::default(),
            values: Values::default(),
        };
        scenario.update_values();
        scenario
    }

    /// The template that it was made from; `None` for patterns alone.
    #[must_use]
    pub fn template(&self) -> Option<&'static Template> {
        self.template
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> String {
        match (self.template, self.patterns.as_slice()) {
            (Some(template), _) => String::from(template.title),
            (None, [one]) => String::from(one.name),
            (None, [one, other]) => format!("{} and {}", one.name, other.name),
            (None, several) => {
                let first = several.first().map_or("", |pattern| pattern.name);
                format!("{first} and {} more", several.len().saturating_sub(1))
            }
        }
    }

    /// The subject in a sentence or two.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match (self.template, self.patterns.as_slice()) {
            (Some(template), _) => template.summary,
            (None, [one]) => one.summary,
            (None, _) => "The same tasks for each of them.",
        }
    }
}

/// Wording.
impl Scenario {
    /// Translates a text of the Lab into the scenario's own words, if it has any.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        let template = self.template.map_or(&[] as &[_], |template| template.words);
        self.words.say(text, template)
    }

    /// The words of somebody's own.
    #[must_use]
    pub fn words(&self) -> &OwnWords {
        &self.words
    }

    /// Gives it words of somebody's own.
    pub fn set_words(&mut self, words: OwnWords) {
        self.words = words;
    }
}

/// Patterns.
impl Scenario {
    /// The compared patterns: at least one, each once.
    #[must_use]
    pub fn patterns(&self) -> &[&'static Pattern] {
        &self.patterns
    }

    /// Chooses the patterns. An empty choice changes nothing; repetitions, and patterns beyond [`MOST_PATTERNS`], are
    /// ignored.
    ///
    /// Without a template, the first pattern's defaults apply to the tasks.
    pub fn set_patterns(&mut self, patterns: impl IntoIterator<Item = &'static Pattern>) {
        let mut chosen: Vec<&'static Pattern> = Vec::new();
        for pattern in patterns {
            if !chosen.contains(&pattern) && chosen.len() < MOST_PATTERNS {
                chosen.push(pattern);
            }
        }
        if !chosen.is_empty() {
            self.patterns = chosen;
            self.schedule = Schedule::default();
            self.update_values();
        }
    }
}

/// The schedule.
impl Scenario {
    /// The order in which the goroutines of the only pattern run.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Sets the order in which the goroutines run. It is that of `GOMAXPROCS=1` again once a value or the patterns change.
    ///
    /// # Errors
    /// That there are several patterns: a schedule is that of one program.
    pub fn set_schedule(&mut self, schedule: Schedule) -> Result<(), String> {
        let count = self.patterns.len();
        if count > 1 {
            return Err(format!(
                "a schedule is that of one pattern, and this link has {count}"
            ));
        }
        self.schedule = schedule;
        Ok(())
    }
}

/// The large slider.
impl Scenario {
    /// Its parameter: the chosen one, if it is a number here; else the first that is a number.
    #[must_use]
    pub fn slider(&self) -> Key {
        let sliders = self.sliders();
        let chosen = self.slider.filter(|key| sliders.contains(key));
        chosen
            .or_else(|| sliders.first().copied())
            .unwrap_or(Key::Tasks)
    }

    /// The parameters that it can control, in the order of [`Scenario::params`].
    #[must_use]
    pub fn sliders(&self) -> Vec<Key> {
        let is_number = |key: &Key| {
            let is_choice = matches!(key.param().unit, Unit::Choice(_));
            let is_listed = *key == Key::Tasks && self.values.listed().is_some();
            matches!(self.values.get(*key), Value::Number(_)) && !is_choice && !is_listed
        };
        let mut sliders = self.params_of_use();
        sliders.retain(is_number);
        sliders
    }

    /// The given parameters on which one of the patterns depends.
    #[must_use]
    pub fn params_of_use(&self) -> Vec<Key> {
        let mut params = self.params();
        params.retain(|key| {
            let mut patterns = self.patterns.iter();
            key.is_of_every_run() || patterns.any(|pattern| pattern.params.contains(key))
        });
        params
    }

    /// Chooses the parameter of the slider by its name.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed names; nothing has changed then.
    pub fn set_slider(&mut self, name: &str) -> Result<(), String> {
        let sliders = self.sliders();
        let key = Key::of(name).filter(|key| sliders.contains(key));
        self.slider = Some(key.ok_or_else(|| {
            let names: Vec<&str> = sliders.iter().map(|key| key.param().name).collect();
            ["allowed is ", &names.join(", ")].concat()
        })?);
        Ok(())
    }

    /// Whether its axis is linear; the default is logarithmic.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        self.is_linear
    }

    /// Makes its axis linear, or logarithmic again.
    pub fn set_linear(&mut self, is_linear: bool) {
        self.is_linear = is_linear;
    }

    /// The slider of the present parameter.
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

/// Parameters.
impl Scenario {
    /// The parameters of this scenario, in the order in which the page shows them: the template's, then those of the
    /// patterns, then those of the workload.
    #[must_use]
    pub fn params(&self) -> Vec<Key> {
        let scenarios = self.template.map_or(&[][..], |template| template.params);
        let patterns = self.patterns.iter().flat_map(|pattern| pattern.params);
        let mut params = Vec::new();
        for key in scenarios.iter().chain(patterns).chain(&WORKLOAD) {
            if !params.contains(key) {
                params.push(*key);
            }
        }
        params
    }

    /// The values of all parameters. A parameter that does not occur in this scenario has its default.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The values with which a pattern runs. If it is not compared here, its own parameters have its defaults.
    #[must_use]
    pub fn values_for(&self, pattern: &Pattern) -> Values {
        let mut alone = self.clone();
        if !self.patterns.contains(&pattern) {
            alone.set_patterns(patterns::find(pattern.id));
        }
        let only = self.template.map_or(&[][..], |template| template.only);
        for (id, key, text) in only {
            if *id == pattern.id && !self.set_values.iter().any(|(set, _)| set == key) {
                alone.values.set(*key, read(*key, text));
            }
        }
        alone.values
    }

    /// Whether its runs may depend on the seed: latencies are drawn, calls fail at random, retries have random waits, or a
    /// `select` may find several cases ready at one instant.
    #[must_use]
    pub fn is_random(&self) -> bool {
        let mut patterns = self.patterns.iter();
        patterns.any(|pattern| is_random(pattern, &self.values_for(pattern)))
    }

    /// The sum of the tasks' latencies without computing, in nanoseconds.
    #[must_use]
    pub fn latencies(&self) -> u64 {
        let workload = Workload::new(&self.values);
        let each = (0..workload.len()).map(|task| workload.latency(task).0);
        each.sum()
    }

    /// The value that a parameter has here unless a link sets another.
    #[must_use]
    pub fn default_of(&self, key: Key) -> Value {
        cut(key, self.default(key), &self.values)
    }

    /// Sets a value.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed values; nothing has changed then.
    pub fn set(&mut self, key: Key, value: Value) -> Result<(), String> {
        self.values.check(key, &value)?;
        self.record(key, value);
        self.schedule = Schedule::default();
        self.update_values();
        Ok(())
    }

    /// Back to the defaults, with a template also to its patterns.
    pub fn reset(&mut self) {
        let words = std::mem::take(&mut self.words);
        *self = match self.template {
            Some(template) => Scenario::new(template),
            None => Scenario::with(None, self.patterns.clone()),
        };
        self.words = words;
    }

    /// Stores a value. One that equals the default is not stored, so that a link holds only differences.
    fn record(&mut self, key: Key, value: Value) {
        self.set_values.retain(|(other, _)| *other != key);
        if value != self.default(key) {
            self.set_values.push((key, value));
        }
    }

    /// The default before it is cut to its range. Without a template the first pattern determines the workload.
    fn default(&self, key: Key) -> Value {
        let has_own = self.template.is_some_and(|template| {
            let mut defaults = template.defaults.iter();
            template.params.contains(&key) || defaults.any(|(of, _)| *of == key)
        });
        let patterns = match (self.template, key.belongs_to_patterns()) {
            (Some(_), false) => &[],
            _ if has_own => &[],
            (None, false) => &self.patterns[..1],
            (_, true) => &self.patterns[..],
        };
        let scenarios = self.template.map_or(&[][..], |template| template.defaults);
        let mut defaults = patterns
            .iter()
            .flat_map(|pattern| pattern.defaults)
            .chain(scenarios);
        match defaults.find(|(of, _)| *of == key) {
            Some((_, text)) => read(key, text),
            None => key.param().default_value(),
        }
    }

    /// Computes the values to show and run from the set values and the defaults.
    fn update_values(&mut self) {
        let params = self.params();
        let mut values = Values::default();
        // A list of latencies is the number of tasks, and that limits other parameters.
        let first = [Key::Latency, Key::Tasks];
        let rest = Key::all().filter(|key| !first.contains(key));
        for key in first.into_iter().chain(rest) {
            let mut all_set = self.set_values.iter().filter(|(of, _)| params.contains(of));
            let set = all_set.find(|(of, _)| *of == key);
            let value = set.map_or_else(|| self.default(key), |(_, value)| value.clone());
            values.set(key, cut(key, value, &values));
        }
        self.values = values;
    }
}

fn is_random(pattern: &Pattern, values: &Values) -> bool {
    // Retries with fixed waits are not random.
    let more_than = [(Key::Jitter, 0), (Key::Failure, 0), (Key::Retry, 1)];
    let is_drawn = matches!(values.get(Key::Latency), Value::Drawn(_))
        || more_than
            .iter()
            .any(|(key, most)| values.number(*key) > *most);
    // Who waits for a connection or for the API selects between its turn and the end of its patience.
    let has = |key| values.number(key) > 0;
    let waits =
        (has(Key::MaxConnections) && has(Key::MaxOpen)) || (has(Key::InFlight) && has(Key::Queue));
    let chance = pattern.source.chance();
    is_drawn || chance.selects || (waits && (chance.cancels || has(Key::PoolTimeout)))
}

/// Reads a default of the registries.
fn read(key: Key, text: &str) -> Value {
    let read = key.param().read(text);
    // A test reads all defaults of the registries.
    read.unwrap_or_else(|complaint| panic!("{complaint}"))
}

/// Cuts a value to its range, given the other values.
fn cut(key: Key, value: Value, values: &Values) -> Value {
    let (min, max) = (values.min(key), values.max(key));
    match value {
        // Jitter only applies to a mean.
        Value::Number(_) if key == Key::Jitter && !values.has_mean() => Value::Number(0),
        Value::Number(n) => Value::Number(n.clamp(min, max)),
        Value::Numbers(numbers) if numbers.iter().any(|n| *n > max) => {
            let kept: Vec<u64> = numbers.iter().copied().filter(|n| *n <= max).collect();
            Value::numbers(kept)
        }
        other => other,
    }
}
