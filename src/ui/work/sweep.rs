//! A curve: a parameter's values tried one after the other, and shown as far as they have come.

use super::{EVENTS, Job, STEPS};
use analysis::{Curve, Measurement, Metrics, Point};
use goruntime::trace::Trace;
use lab::cost::Cost;
use lab::params::{Key, Slider, Value};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::{Inputs, Simulation, inputs};
use lab::sweep::{Sweep, can_sweep, spread, unit};
use picture::sweep_words;
use std::borrow::Cow;
use std::rc::Rc;

/// How many values are tried.
const VALUES: usize = 100;
/// With how many seeds each, where the seed makes a difference.
const SEEDS: u64 = 3;
/// The curve is shown anew after this time, and at its end: in milliseconds.
const PAUSE: f64 = 90.0;
/// Every sixteenth value is tried first, then those between, so that the shape of the curve is seen at once.
const STRIDES: [usize; 5] = [16, 8, 4, 2, 1];

/// A curve as far as it has come, and what it is of.
#[derive(Clone, Debug)]
pub struct CurveOf {
    /// The points so far.
    pub curve: Rc<Curve>,
    /// The name of the program that is run.
    pub name: Cow<'static, str>,
    /// The pattern that is run, or was before it was edited.
    pub pattern: &'static Pattern,
    /// The parameter whose values are tried.
    pub key: Key,
    /// How many values have not been tried yet.
    pub missing: usize,
    /// Whether another curve is wanted by now, of which nothing can be shown yet.
    pub is_of_before: bool,
}

impl CurveOf {
    /// Whether it is the curve that is wanted, with all values tried.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.missing == 0 && !self.is_of_before
    }

    /// What the curve says, in the words of its scenario; as long as values are missing, how many have been tried.
    #[must_use]
    pub fn words(&self, scenario: &Scenario) -> String {
        if self.missing > 0 {
            let tried = self.curve.points.len();
            return format!("{tried} of {} values tried", tried + self.missing);
        }
        let show = |value| self.key.param().show(&Value::Number(value));
        let said = scenario.say(&sweep_words(&self.curve, &show));
        let is_once = self.curve.points.iter().all(|point| point.runs.len() == 1);
        if is_once && scenario.is_random() && self.key != Key::Seed {
            return with_one_seed(&said, scenario.values().number(Key::Seed));
        }
        said
    }
}

/// What a curve says whose values ran once each, though another seed may give another curve.
#[must_use]
pub fn with_one_seed(said: &str, seed: u64) -> String {
    let space = if said.is_empty() { "" } else { " " };
    format!("{said}{space}With seed {seed} alone.")
}

impl CurveOf {
    /// The curve once another is wanted.
    fn of_before(self) -> CurveOf {
        CurveOf {
            is_of_before: true,
            ..self
        }
    }
}

impl PartialEq for CurveOf {
    fn eq(&self, other: &CurveOf) -> bool {
        Rc::ptr_eq(&self.curve, &other.curve) && self.is_of_before == other.is_of_before
    }
}

/// A run of a curve, as far as it has come.
enum Current {
    Running(Simulation),
    Reading(Box<(Trace, Measurement)>),
}

impl Current {
    /// Runs on, or reads on. The numbers, once all is read.
    fn advance(self) -> Result<Metrics, Current> {
        match self {
            Current::Running(mut simulation) => {
                if !simulation.advance(STEPS) {
                    return Err(Current::Running(simulation));
                }
                let trace = simulation.into_trace();
                Err(Current::Reading(Box::new((trace, Measurement::default()))))
            }
            Current::Reading(mut reading) => {
                let (trace, measurement) = &mut *reading;
                if !measurement.advance(trace, EVENTS) {
                    return Err(Current::Reading(reading));
                }
                let (trace, measurement) = *reading;
                Ok(measurement.finish(&trace))
            }
        }
    }
}

/// The newest curve, and the work on it.
#[derive(Default)]
pub struct Sweeper {
    /// All that the curve depends on: with anything else it would be another curve.
    wanted: Option<(Inputs, Key, Vec<u64>)>,
    sweep: Option<Sweep>,
    curve: Curve,
    shown: Option<CurveOf>,
    shown_at: f64,
    /// The values still to be tried, the next one last.
    queue: Vec<u64>,
    /// The value that is being tried, its runs so far, and the one that has not ended.
    value: Option<u64>,
    runs: Vec<Metrics>,
    current: Option<Current>,
    is_new: bool,
}

impl Sweeper {
    /// The curve as far as it has come; `None` until it has a point, or if there is none for this parameter.
    #[must_use]
    pub fn shown(&self) -> Option<&CurveOf> {
        self.shown.as_ref()
    }

    /// Asks for the curve of a parameter: of the chosen pattern, or else the first that depends on it. `value` is tried
    /// before all others.
    pub fn want(&mut self, scenario: &Scenario, key: Key, chosen: &'static Pattern, value: u64) {
        let mut values = Vec::new();
        if why_no_curve(scenario, key).is_none() {
            let (low, high) = Slider::of(key, scenario.values()).ends();
            values = spread(low, high, unit(key.param()), VALUES);
            values.retain(|value| !is_too_large(scenario, key, *value));
        }
        let pattern = swept(scenario, key, chosen).filter(|_| !values.is_empty());
        let Some(pattern) = pattern else {
            let is_new = self.shown.is_some();
            *self = Sweeper {
                is_new,
                ..Sweeper::default()
            };
            return;
        };
        // At its largest the swept value cuts no other.
        let mut same = scenario.clone();
        let _ = same.set(key, Value::Number(scenario.values().max(key)));
        let wanted = Some((inputs(&same, pattern), key, values.clone()));
        if self.wanted != wanted {
            let seeds = if scenario.is_random() { SEEDS } else { 1 };
            *self = Sweeper {
                wanted,
                queue: coarse_first(&values),
                sweep: Some(Sweep::new(scenario, pattern, key, values, seeds)),
                // The curve before stays until there is something to show instead, but nothing follows from it any more.
                shown: self.shown.take().map(CurveOf::of_before),
                ..Sweeper::default()
            };
        }
        if self.curve.at(value).is_none()
            && self.value != Some(value)
            && !is_too_large(scenario, key, value)
        {
            self.queue.retain(|other| *other != value);
            self.queue.push(value);
        }
    }

    /// Asks for no curve any more.
    pub fn want_none(&mut self) {
        *self = Sweeper::default();
    }

    fn show(&mut self, now: f64) {
        let Some(sweep) = &self.sweep else { return };
        let missing = self.queue.len() + usize::from(self.value.is_some());
        // What is to be recommended is not known before all are tried.
        self.curve.is_a_choice = missing == 0 && Key::BOUNDS.contains(&sweep.key());
        self.shown = Some(CurveOf {
            curve: Rc::new(self.curve.clone()),
            name: Cow::Borrowed(sweep.pattern().name),
            pattern: sweep.pattern(),
            key: sweep.key(),
            missing,
            is_of_before: false,
        });
        self.shown_at = now;
        self.is_new = true;
    }
}

impl Job for Sweeper {
    fn is_busy(&self) -> bool {
        self.value.is_some() || !self.queue.is_empty()
    }

    fn advance(&mut self, now: f64) {
        self.value = self.value.or_else(|| self.queue.pop());
        let (Some(sweep), Some(value)) = (&self.sweep, self.value) else {
            return;
        };
        let seed = self.runs.len() as u64;
        let current = self.current.take();
        let current = current.unwrap_or_else(|| Current::Running(sweep.start(value, seed)));
        match current.advance() {
            Ok(run) => self.runs.push(run),
            Err(current) => {
                self.current = Some(current);
                return;
            }
        }
        if self.runs.len() as u64 >= sweep.seeds() {
            let runs = std::mem::take(&mut self.runs);
            self.curve.add(Point { value, runs });
            self.value = None;
            if !self.is_busy() || now - self.shown_at > PAUSE {
                self.show(now);
            }
        }
    }

    fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.is_new)
    }
}

/// The values in the order in which they are tried, the first one last.
#[must_use]
pub fn coarse_first(values: &[u64]) -> Vec<u64> {
    let mut queue: Vec<u64> = Vec::new();
    for stride in STRIDES {
        for n in values.iter().step_by(stride) {
            if !queue.contains(n) {
                queue.push(*n);
            }
        }
    }
    queue.reverse();
    queue
}

/// Why a parameter has no curve, in a sentence; `None` if it has one.
#[must_use]
pub fn why_no_curve(scenario: &Scenario, key: Key) -> Option<String> {
    let (least, _) = Slider::of(key, scenario.values()).ends();
    // The least value is the least work: where even that is too much, no other value is tried.
    let mut one = scenario.clone();
    let _ = one.set(key, Value::Number(least));
    Cost::of(&one).why_no_curve()
}

/// Whether a run with a value is too much work for a curve. Only these two parameters change how much it is.
fn is_too_large(scenario: &Scenario, key: Key, value: u64) -> bool {
    let mut one = scenario.clone();
    matches!(key, Key::Tasks | Key::Goroutines)
        && one.set(key, Value::Number(value)).is_ok()
        && Cost::of(&one).is_too_large_for_a_curve()
}

/// The pattern whose curve it is.
fn swept(scenario: &Scenario, key: Key, chosen: &'static Pattern) -> Option<&'static Pattern> {
    let depends = |pattern: &&Pattern| key.is_of_every_run() || pattern.params.contains(&key);
    let candidates = std::iter::once(chosen).chain(scenario.patterns().iter().copied());
    candidates
        .filter(|_| can_sweep(key.param()))
        .find(|pattern| depends(pattern))
}
