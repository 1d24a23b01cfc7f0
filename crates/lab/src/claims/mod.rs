//! The talk's claims, figure by figure, and their check by running them.
//!
//! A claim names its place in the talk, a link, and how the figure is read off the runs. The model is never adjusted to a
//! claim: where a figure does not follow from what the talk says, the verdict says so, with the reason.

mod table;
mod uncomputed;

pub use uncomputed::{UNCOMPUTED, Uncomputed};

use crate::link;
use crate::params::{Key, Slider};
use crate::patterns::{self, Pattern};
use crate::scenarios::Scenario;
use crate::simulate::Simulation;
use crate::sweep::{Sweep, spread};
use analysis::fmt::{self, bytes, counted, grouped, length};
use analysis::{Curve, Outcome, Point, Report, Resource, analyse, measure};
use goruntime::time::Duration;

/// A claim of the talk about a figure.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// The document and the section.
    pub place: &'static str,
    /// The line of the document, or the lines: `124`, `106-107`.
    pub line: &'static str,
    /// The talk's words.
    pub words: &'static str,
    /// The run, as a query string.
    pub link: &'static str,
    /// The way to read the figure off the run.
    pub reading: Reading,
    /// The smallest figure that agrees with the talk.
    pub from: u64,
    /// The largest figure that agrees with the talk.
    pub to: u64,
    /// A remark, such as the reason why it does not follow; empty if there is none.
    pub note: &'static str,
    /// Whether the note is an assumption of the run that the talk does not state.
    pub given: bool,
}

/// The way to read a figure off the reports of patterns, which are named by their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The total time in nanoseconds; void if tasks are not done.
    Total(&'static str),
    /// The speed of the second in relation to the first, in thousandths; void if either leaves tasks undone.
    Faster(&'static str, &'static str),
    /// The difference of the total times, first minus second, in nanoseconds.
    Saved(&'static str, &'static str),
    /// The most memory in use at once, in bytes.
    Memory(&'static str),
    /// The most goroutines alive at once.
    Goroutines(&'static str),
    /// The most of a resource in use at once.
    Peak(&'static str, Resource),
    /// The number of refusals.
    Refused(&'static str),
    /// The number of tasks done.
    Done(&'static str),
    /// The number of batches.
    Batches(&'static str),
    /// The number of goroutines at the moment of the kill for memory; 0 without a kill.
    Killed(&'static str),
    /// The value of a parameter that a sweep recommends: the smallest that is as good as any; 0 if every value fails.
    Best(&'static str, Key),
    /// The moment at which the pattern prints this line, in nanoseconds; the end of time if it does not.
    Printed(&'static str, &'static str),
    /// Whether the pattern prints this line: 1 or 0.
    Prints(&'static str, &'static str),
}

/// The result of a claim's check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The figure, in the unit of its [`Reading`].
    pub value: u64,
    /// The figure in words.
    pub text: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// The verdict on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The figure follows from the talk.
    Holds,
    /// It follows under the assumption in the claim's note, which the talk does not state.
    HoldsIf,
    /// It does not follow; the claim's note has the reason.
    DoesNotFollow,
}

/// Every claim, in the order of the scenarios.
#[must_use]
pub fn all() -> &'static [Claim] {
    &table::ALL
}

impl Claim {
    /// Runs the claim's scenario and reads the figure off it.
    #[must_use]
    pub fn compute(&self) -> Computed {
        let mut computing = Computing::new(self);
        loop {
            if let Some(computed) = computing.advance(u64::MAX) {
                return computed;
            }
        }
    }

    /// The verdict on a figure. `undone` is the number of tasks that make it void.
    fn judge(&self, value: u64, mut text: String, undone: u64) -> Computed {
        if undone > 0 {
            text += &[", ", &grouped(undone), " not done"].concat();
        }
        let verdict = match undone == 0 && (self.from..=self.to).contains(&value) {
            true if self.given => Verdict::HoldsIf,
            true => Verdict::Holds,
            false => Verdict::DoesNotFollow,
        };
        Computed {
            value,
            text,
            verdict,
        }
    }
}

/// A claim that is computed piece by piece, so that a page can respond meanwhile.
pub struct Computing {
    claim: Claim,
    scenario: Scenario,
    /// The patterns still to run, the next one last.
    queue: Vec<&'static str>,
    current: Option<Simulation>,
    reports: Vec<Report>,
    sweep: Option<Sweeping>,
}

/// The sweep of a [`Reading::Best`].
struct Sweeping {
    sweep: Sweep,
    current: Option<Simulation>,
    curve: Curve,
}

impl Computing {
    /// A computation before its first run.
    #[must_use]
    pub fn new(claim: &Claim) -> Computing {
        let scenario = link::parse(claim.link).scenario;
        let (mut queue, sweep) = match claim.reading {
            Reading::Best(id, key) => (Vec::new(), Some(Sweeping::new(&scenario, id, key))),
            reading => (reading.patterns(), None),
        };
        queue.reverse();
        Computing {
            claim: *claim,
            scenario,
            queue,
            current: None,
            reports: Vec::new(),
            sweep,
        }
    }

    /// Runs for at most `steps` scheduling steps. Returns the result after the last run.
    pub fn advance(&mut self, steps: u64) -> Option<Computed> {
        let claim = &self.claim;
        if let Some(sweep) = &mut self.sweep {
            let (value, text) = sweep.advance(steps)?;
            return Some(claim.judge(value, text, 0));
        }
        let Some(simulation) = &mut self.current else {
            let Some(id) = self.queue.pop() else {
                let (value, text) = claim.reading.of(&self.reports);
                return Some(claim.judge(value, text, claim.reading.undone(&self.reports)));
            };
            self.current = Some(Simulation::new(&self.scenario, pattern(id)));
            return None;
        };
        if simulation.advance(steps)
            && let Some(ended) = self.current.take()
        {
            self.reports.push(analyse(&ended.into_trace()));
        }
        None
    }
}

impl Sweeping {
    fn new(scenario: &Scenario, id: &str, key: Key) -> Sweeping {
        let (_, last) = Slider::of(key, scenario.values()).ends();
        let values = spread(1, last, 1, VALUES);
        Sweeping {
            sweep: Sweep::new(scenario, pattern(id), key, values, 1),
            current: None,
            curve: Curve {
                points: Vec::new(),
                is_a_choice: true,
            },
        }
    }

    /// Runs for at most `steps` scheduling steps. Returns the recommended value after the last run; 0 if all values fail.
    fn advance(&mut self, steps: u64) -> Option<(u64, String)> {
        let Some(&value) = self.sweep.values().get(self.curve.points.len()) else {
            return Some(self.best());
        };
        let run = self
            .current
            .get_or_insert_with(|| self.sweep.start(value, 0));
        if run.advance(steps)
            && let Some(ended) = self.current.take()
        {
            let runs = vec![measure(&ended.into_trace())];
            self.curve.points.push(Point { value, runs });
        }
        None
    }

    fn best(&self) -> (u64, String) {
        let Some(best) = self.curve.best().map(|point| point.value) else {
            return (0, String::from("every value fails"));
        };
        let name = self.sweep.key().param().name;
        let text = ["best with ", name, "=", &grouped(best)].concat();
        (best, text)
    }
}

impl Verdict {
    /// The verdict in words. The note follows it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::HoldsIf => "holds if",
            Verdict::DoesNotFollow => "does not follow",
        }
    }
}

impl Reading {
    /// The figure in words, as [`Claim::compute`] has it, off the reports of [`Reading::patterns`] in their order.
    #[must_use]
    pub fn text(self, runs: &[Report]) -> String {
        let (_, text) = self.of(runs);
        match self.undone(runs) {
            0 => text,
            undone => [&text, ", ", &grouped(undone), " not done"].concat(),
        }
    }

    /// Reads the figure, and its text, off the runs of its patterns.
    fn of(self, runs: &[Report]) -> (u64, String) {
        let [first, rest @ ..] = runs else {
            return (0, String::new());
        };
        let (ns, second) = (first.total.0, rest.first().map_or(0, |run| run.total.0));
        match self {
            Reading::Total(_) => time(ns),
            Reading::Saved(..) => time(ns.saturating_sub(second)),
            Reading::Faster(..) => times(ns, second),
            Reading::Memory(_) => {
                let peak = first.peak_memory.value;
                (peak, bytes(peak))
            }
            Reading::Goroutines(_) => {
                let peak = first.peak_goroutines.value;
                (peak, counted(peak, "goroutine", "goroutines"))
            }
            Reading::Peak(_, resource) => {
                let mut used = first.resources.iter();
                let used = used.find(|used| used.resource == resource);
                let peak = used.map_or(0, |used| used.peak.value);
                (peak, grouped(peak) + " at once")
            }
            Reading::Refused(_) => {
                let used = first.resources.iter();
                let refused = used.map(|used| used.refused.count).sum();
                (refused, grouped(refused) + " refused")
            }
            Reading::Done(_) => done(first),
            Reading::Batches(_) => {
                let count = first.waves.map_or(0, |waves| waves.count.into());
                (count, counted(count, "batch", "batches"))
            }
            Reading::Killed(_) => killed(first),
            // `Best` is read off a sweep, which has no reports.
            Reading::Best(..) => (0, String::new()),
            Reading::Prints(_, line) => prints(first, line),
            Reading::Printed(_, line) => {
                let printed = first.stdout.iter().find(|printed| printed.line == line);
                printed.map_or((u64::MAX, String::from("not printed")), |printed| {
                    time(printed.at.0)
                })
            }
        }
    }

    /// The number of tasks that did not succeed, if this makes the figure void; else 0. A total time means nothing unless
    /// the work is done. A saving by stopping early remains valid.
    fn undone(self, runs: &[Report]) -> u64 {
        if !matches!(self, Reading::Total(_) | Reading::Faster(..)) {
            return 0;
        }
        let undone = |run: &Report| u64::from(run.counts.all() - run.counts.ok);
        runs.iter().map(undone).sum()
    }

    /// The patterns whose runs the reading needs.
    #[must_use]
    pub fn patterns(self) -> Vec<&'static str> {
        match self {
            Reading::Faster(first, second) | Reading::Saved(first, second) => vec![first, second],
            Reading::Total(id)
            | Reading::Memory(id)
            | Reading::Goroutines(id)
            | Reading::Peak(id, _)
            | Reading::Refused(id)
            | Reading::Done(id)
            | Reading::Batches(id)
            | Reading::Killed(id)
            | Reading::Best(id, _)
            | Reading::Printed(id, _)
            | Reading::Prints(id, _) => vec![id],
        }
    }

    /// The reading in words.
    #[must_use]
    pub fn words(self) -> String {
        let (id, what) = match self {
            Reading::Faster(slow, fast) => return [slow, " / ", fast, ": total"].concat(),
            Reading::Saved(slow, fast) => return [slow, " − ", fast, ": total"].concat(),
            Reading::Total(id) => (id, "total"),
            Reading::Memory(id) => (id, "most memory"),
            Reading::Goroutines(id) => (id, "most goroutines"),
            Reading::Peak(id, Resource::Connection) => (id, "most connections"),
            Reading::Peak(id, Resource::Request) => (id, "most calls"),
            Reading::Peak(id, Resource::File) => (id, "most files"),
            Reading::Peak(id, Resource::Memory) => (id, "most bytes"),
            Reading::Peak(id, Resource::Token) => (id, "most tokens"),
            Reading::Peak(id, Resource::Processor) => (id, "most processors"),
            Reading::Refused(id) => (id, "refusals"),
            Reading::Done(id) => (id, "tasks done"),
            Reading::Batches(id) => (id, "batches"),
            Reading::Killed(id) => (id, "killed for memory"),
            Reading::Best(id, _) => (id, "the sweep’s best"),
            Reading::Printed(id, _) => (id, "when it is printed"),
            Reading::Prints(id, _) => (id, "printed"),
        };
        [id, ": ", what].concat()
    }
}

/// A pattern of the table.
///
/// # Panics
/// If there is no such pattern; a test computes the whole table.
fn pattern(id: &str) -> &'static Pattern {
    patterns::find(id).expect("a claim names patterns of the registry")
}

/// The number of values in a sweep: all up to 100, then closer where they are small.
const VALUES: usize = 100;

fn time(ns: u64) -> (u64, String) {
    (ns, length(Duration(ns)))
}

/// A ratio in thousandths.
fn times(slow: u64, fast: u64) -> (u64, String) {
    (
        slow.saturating_mul(1_000) / fast.max(1),
        fmt::times(slow, fast),
    )
}

fn done(report: &Report) -> (u64, String) {
    let (ok, all) = (report.counts.ok.into(), report.counts.all().into());
    let text = [&grouped(ok), " of ", &grouped(all), " done"].concat();
    (ok, text)
}

fn killed(report: &Report) -> (u64, String) {
    let (most, at) = (report.peak_goroutines.value, length(report.total.elapsed()));
    if report.outcome == Outcome::OutOfMemory {
        let goroutines = counted(most, "goroutine", "goroutines");
        return (most, ["killed at ", &at, " with ", &goroutines].concat());
    }
    let memory = bytes(report.peak_memory.value);
    (0, ["not killed (", &memory, ", ", &at, ")"].concat())
}

fn prints(report: &Report, line: &str) -> (u64, String) {
    let printed = report.stdout.iter().any(|printed| printed.line == line);
    let first = report.stdout.first().map(|printed| printed.line.clone());
    let text = if printed {
        Some(String::from(line))
    } else {
        first
    };
    (printed.into(), text.unwrap_or_default())
}
