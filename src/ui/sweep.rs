//! The sweep over the large slider: run in slices while nothing else is to be done, and drawn as far as it has come.

use super::app::Msg;
use super::dom;
use super::ears::Ears;
use super::el::{El, el};
use super::engine::Shared;
use super::plot::{self, Drawing};
use analysis::{Curve, Metrics, Point, measure};
use goruntime::time::Time;
use lab::params::{Key, POSITIONS, Slider, Value};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::{Inputs, Simulation, inputs};
use lab::sweep::{Sweep, can_sweep, spread, unit};
use picture::sweep_words;

/// So many values are tried.
const VALUES: usize = 100;
/// So many seeds, where the seed makes a difference.
const SEEDS: u64 = 3;
/// Scheduling steps between two looks at the clock.
const STEPS: u64 = 2_000;
/// The curve is drawn anew after so many milliseconds, and at its end.
const PAUSE: f64 = 90.0;
/// Every sixteenth value is tried first, then those between, so that the whole of the curve is seen at once.
const STRIDES: [usize; 5] = [16, 8, 4, 2, 1];

/// The newest sweep, as far as it has come.
#[derive(Default)]
pub(super) struct Sweeper {
    /// All that the curve depends on: another is another curve.
    wanted: Option<(Inputs, Key, Vec<u64>)>,
    sweep: Option<Sweep>,
    curve: Curve,
    shown: Option<Shared<Curve>>,
    shown_at: f64,
    /// The values still to be tried, the next one last.
    queue: Vec<u64>,
    /// The value that is being tried, its runs, and the one that has not ended.
    value: Option<u64>,
    runs: Vec<Metrics>,
    current: Option<Simulation>,
}

impl Sweeper {
    /// What the page shows now: sweeps anew if that makes another curve.
    ///
    /// `value` is one that must not be left out.
    pub(super) fn want(&mut self, scenario: &Scenario, key: Key, chosen: &str, value: u64) {
        let Some(pattern) = swept(scenario, key, chosen) else {
            *self = Sweeper::default();
            return;
        };
        let (low, high) = Slider::of(key, scenario.values()).ends();
        let values = spread(low, high, unit(key.param()), VALUES);
        // At its largest the swept value cuts no other.
        let mut same = scenario.clone();
        let _ = same.set(key, Value::Number(scenario.values().max(key)));
        let wanted = Some((inputs(&same, pattern), key, values.clone()));
        if self.wanted != wanted {
            let mut queue: Vec<u64> = Vec::new();
            for stride in STRIDES {
                for n in values.iter().step_by(stride) {
                    if !queue.contains(n) {
                        queue.push(*n);
                    }
                }
            }
            queue.reverse();
            // With fixed waits there is no chance in retries.
            let is_random = [(Key::Jitter, 0), (Key::Failure, 0), (Key::Retry, 1)]
                .iter()
                .any(|(key, most)| scenario.values().number(*key) > *most)
                || matches!(scenario.values().get(Key::Latency), Value::Drawn(_));
            let seeds = if is_random { SEEDS } else { 1 };
            *self = Sweeper {
                wanted,
                sweep: Some(Sweep::new(scenario, pattern, key, values, seeds)),
                queue,
                // What was there stays until there is something to show instead.
                shown: self.shown.take(),
                ..Sweeper::default()
            };
        }
        if self.curve.at(value).is_none() && self.value != Some(value) {
            self.queue.retain(|other| *other != value);
            self.queue.push(value);
        }
    }

    /// The sweep, if it is one over what the slider moves now: else its axis would be another's.
    fn sweep_of(&self, scenario: &Scenario) -> Option<&Sweep> {
        let sweep = self.sweep.as_ref();
        sweep.filter(|sweep| sweep.key() == scenario.slider())
    }

    /// The curve once it is whole.
    pub(super) fn whole(&self) -> Option<&Shared<Curve>> {
        self.shown.as_ref().filter(|_| !self.busy())
    }

    /// Whether there is work to do.
    pub(super) fn busy(&self) -> bool {
        self.value.is_some() || !self.queue.is_empty()
    }

    /// Works for about so many milliseconds. True when there is something new to show.
    pub(super) fn work(&mut self, milliseconds: f64) -> bool {
        let begun = dom::milliseconds();
        while self.busy() && dom::milliseconds() - begun < milliseconds {
            self.advance();
        }
        let now = dom::milliseconds();
        let news = !self.busy() || now - self.shown_at > PAUSE;
        if news {
            // What is to be recommended is not known before the end.
            let key = self.sweep.as_ref().map(Sweep::key);
            let is_a_choice = key.is_some_and(|key| Key::BOUNDS.contains(&key));
            self.curve.is_a_choice = is_a_choice && !self.busy();
            self.shown = Some(Shared::new(self.curve.clone()));
            self.shown_at = now;
        }
        news
    }

    /// Does a small piece of work.
    fn advance(&mut self) {
        self.value = self.value.or_else(|| self.queue.pop());
        let (Some(sweep), Some(value)) = (&self.sweep, self.value) else {
            return;
        };
        let seed = self.runs.len() as u64;
        let run = self.current.get_or_insert_with(|| sweep.start(value, seed));
        if !run.advance(STEPS) {
            return;
        }
        if let Some(ended) = self.current.take() {
            self.runs.push(measure(&ended.into_trace()));
        }
        if self.runs.len() as u64 >= sweep.seeds() {
            let runs = std::mem::take(&mut self.runs);
            self.curve.add(Point { value, runs });
            self.value = None;
        }
    }
}

/// The pattern whose curve it is: the chosen one, or the first that depends on the parameter.
fn swept(scenario: &Scenario, key: Key, chosen: &str) -> Option<&'static Pattern> {
    let depends =
        |pattern: &&&'static Pattern| key.is_of_every_run() || pattern.params.contains(&key);
    let patterns = scenario.patterns();
    let mut chosen = patterns.iter().filter(|pattern| pattern.id == chosen);
    let first = chosen.find(depends);
    first
        .or_else(|| patterns.iter().find(depends))
        .filter(|_| can_sweep(key.param()))
        .copied()
}

/// The curve above the slider, and what it says.
pub(super) fn chart(ears: &Ears, sweeper: &Sweeper, scenario: &Scenario) -> Option<(El, String)> {
    let (curve, sweep) = (sweeper.shown.as_ref()?, sweeper.sweep_of(scenario)?);
    let key = sweep.key();
    let slider = scenario.scale();
    let show = |value| key.param().show(&Value::Number(value));
    let words = scenario.say(&sweep_words(curve, &show));
    let label = [
        sweep.pattern().name,
        ", total time by ",
        key.param().label,
        ". ",
        &words,
    ]
    .concat();
    // The axis goes from 0 to the last of the slider's positions.
    let end = Time(POSITIONS.into());
    let to = move |at: Time| Msg::Set(key, slider.value(u32::try_from(at.0).unwrap_or_default()));
    let plot = el!("div.plot sweep");
    let plot = plot::scrub(plot, &plot::DRAGS_AND_TAPS, ears, end, to);
    let canvas = el!("canvas", "role" = "img", "aria-label" = &label);
    Some((plot.child(canvas), words))
}

/// What is on the chart's canvas.
pub(super) fn drawing(sweeper: &Sweeper, scenario: &Scenario) -> Option<Drawing> {
    let (curve, key) = (sweeper.shown.clone()?, sweeper.sweep_of(scenario)?.key());
    Some(Drawing::Sweep {
        curve,
        key,
        scenario: Box::new(scenario.clone()),
    })
}
