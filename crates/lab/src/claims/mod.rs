//! What the talk claims, figure by figure, and what comes out when it is run.
//!
//! A claim names its place in the talk, a link, and how a figure is read off the runs. The model is never bent: where a
//! figure does not follow from what the talk says, that is the verdict, with the reason.

mod table;

use crate::link;
use crate::params::Key;
use crate::patterns::{self, Pattern};
use crate::scenarios::Scenario;
use crate::simulate::Simulation;
use crate::sweep::{Sweep, spread};
use analysis::fmt::{self, bytes, counted, grouped, length};
use analysis::{Curve, Outcome, Point, Report, Resource, analyse, measure};
use goruntime::time::Duration;

/// A figure of the talk.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Document and section.
    pub place: &'static str,
    /// What the talk says.
    pub words: &'static str,
    /// The run, as a link without its question mark.
    pub link: &'static str,
    /// How the figure is read off it.
    pub reading: Reading,
    /// The smallest figure that is what the talk says.
    pub from: u64,
    /// The largest one.
    pub to: u64,
    /// What is to be said about it, such as why it does not follow; often nothing.
    pub note: &'static str,
    /// Whether the note is something that the talk does not say and that the run takes to be so.
    pub given: bool,
}

/// How a figure is read off the reports of patterns, which are named by their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// How long it takes, in nanoseconds; not if tasks are left undone.
    Total(&'static str),
    /// How many times as fast the second is, in thousandths; not if either leaves tasks undone.
    Faster(&'static str, &'static str),
    /// How much longer the first takes, in nanoseconds.
    Saved(&'static str, &'static str),
    /// The most memory in use at once, in bytes.
    Memory(&'static str),
    /// The most goroutines at once.
    Goroutines(&'static str),
    /// The most of something in use at once.
    Peak(&'static str, Resource),
    /// How often somebody was refused something.
    Refused(&'static str),
    /// How many tasks were done.
    Done(&'static str),
    /// How many batches there were.
    Batches(&'static str),
    /// How many goroutines there were when it was killed for memory; 0 if it was not.
    Killed(&'static str),
    /// Which value of a parameter a sweep recommends: the least that is as good as any; 0 if something always fails.
    Best(&'static str, Key),
    /// Whether it prints this line: 1 or 0.
    Prints(&'static str, &'static str),
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The figure, in the unit of its [`Reading`].
    pub value: u64,
    /// The same for people.
    pub text: String,
    /// Whether it is what the talk says.
    pub verdict: Verdict,
}

/// What comes out of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The figure follows from what the talk says.
    Holds,
    /// It does if something is so that the talk does not say: the claim's note.
    HoldsIf,
    /// It does not: the claim's note says why.
    DoesNotFollow,
}

/// Every claim, in the order of the scenarios.
#[must_use]
pub fn all() -> &'static [Claim] {
    &table::ALL
}

impl Claim {
    /// Runs what the claim is about, and reads the figure off it.
    #[must_use]
    pub fn compute(&self) -> Computed {
        let mut computing = Computing::new(self);
        loop {
            if let Some(computed) = computing.advance(u64::MAX) {
                return computed;
            }
        }
    }

    /// What a figure and the runs that it was read off come to.
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

/// A claim that is being computed, piece by piece: for a page that must answer meanwhile.
pub struct Computing {
    claim: Claim,
    scenario: Scenario,
    /// The patterns that are still to be run, the next one last.
    queue: Vec<&'static str>,
    current: Option<Simulation>,
    reports: Vec<Report>,
    sweep: Option<Sweeping>,
}

/// The sweep that a claim is read off.
struct Sweeping {
    sweep: Sweep,
    current: Option<Simulation>,
    curve: Curve,
}

impl Computing {
    /// Before the first run.
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

    /// Runs for at most `steps` scheduling steps. What came out, once all has run.
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
        let values = spread(1, scenario.values().max(key), 1, VALUES);
        Sweeping {
            sweep: Sweep::new(scenario, pattern(id), key, values, 1),
            current: None,
            curve: Curve {
                points: Vec::new(),
                is_a_choice: true,
            },
        }
    }

    /// The value that the sweep recommends, once all are tried; 0 if all fail.
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
        let Some(best) = self.curve.recommended().map(|point| point.value) else {
            return (0, String::from("every value fails"));
        };
        let name = self.sweep.key().param().name;
        let text = ["best with ", name, "=", &grouped(best)].concat();
        (best, text)
    }
}

impl Verdict {
    /// The verdict in words; the note follows.
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
    /// The figure, and the same for people, off the runs of its patterns.
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
            // It is read off a sweep, which has no reports.
            Reading::Best(..) => (0, String::new()),
            Reading::Prints(_, line) => prints(first, line),
        }
    }

    /// How many tasks of the runs failed or were never done, where that makes a figure void: how long it takes says
    /// nothing unless the work is done. What stopping saves is another matter.
    fn undone(self, runs: &[Report]) -> u64 {
        if !matches!(self, Reading::Total(_) | Reading::Faster(..)) {
            return 0;
        }
        let undone = |run: &Report| u64::from(run.counts.all() - run.counts.ok);
        runs.iter().map(undone).sum()
    }

    /// The patterns off whose runs it is read.
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
            | Reading::Prints(id, _) => vec![id],
        }
    }

    /// What is read, for people.
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

/// How many values a sweep tries: all up to 100, then closer together where they are small.
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
