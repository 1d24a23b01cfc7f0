//! All about one goroutine, for who inspects it. It is read off the trace when it is asked for: kept for all goroutines, it
//! would take more memory than the trace.

mod ending;
mod holdings;
#[cfg(test)]
mod tests;

pub use ending::Ending;

use super::flows::{Flow, FlowKind};
use super::log::subject;
use super::spans::{GoroutineSpan, Segment, Waits};
use super::state::GoroutineState;
use super::tasks::TaskSpan;
use super::{Printed, Report};
use goruntime::time::{Duration, Time};
use goruntime::trace::{Cursor, Event, GoroutineId, ObjectId, Record, Resource, Trace};
use holdings::Holdings;
use std::collections::BTreeMap;

/// What there is to know of a goroutine besides its [`GoroutineSpan`] and its segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The goroutine.
    pub id: GoroutineId,
    /// The moments at which it did something or something was done to it, each once, in order.
    pub moments: Vec<Time>,
    /// Its states, those that took the most time first.
    pub states: Vec<StateShare>,
    /// The lines of the Go program that it ran, in the order of their numbers.
    pub lines: Vec<LineShare>,
    /// What it printed.
    pub printed: Vec<Printed>,
    /// What others did to it, in the order of time.
    incoming: Vec<Flow>,
    /// For each object on which it waited: the goroutines that ended somebody's wait on it, in the order of their numbers.
    partners: BTreeMap<ObjectId, Vec<GoroutineId>>,
    holdings: Holdings,
}

/// The time that a goroutine spent in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateShare {
    /// The state: the first one of this kind.
    pub state: GoroutineState,
    /// The state in the words of Go's tracer: `running`, `chan receive`.
    pub words: String,
    /// The time.
    pub total: Duration,
    /// How often it was in this state for a time.
    pub count: u32,
}

/// A line of the Go program that a goroutine ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineShare {
    /// The line, counted from 1.
    pub line: u32,
    /// How often the goroutine came to it.
    pub count: u32,
    /// The time that it spent there.
    pub total: Duration,
}

/// Reads what there is to know of a goroutine off the trace of a report; `None` if its life was not kept. Reads the whole
/// trace once.
#[must_use]
pub fn detail(trace: &Trace, report: &Report, id: GoroutineId) -> Option<Detail> {
    let mut reading = DetailReading::new(id);
    reading.advance(trace, usize::MAX);
    reading.finish(report)
}

/// A [`Detail`] that is read piece by piece, so that a page can respond meanwhile.
#[derive(Debug)]
pub struct DetailReading {
    reader: Reader,
    cursor: Cursor,
}

impl DetailReading {
    /// A reading before the first event.
    #[must_use]
    pub fn new(id: GoroutineId) -> DetailReading {
        DetailReading {
            reader: Reader {
                id,
                moments: Vec::new(),
                visits: BTreeMap::new(),
                printed: Vec::new(),
                holdings: Holdings::default(),
            },
            cursor: Cursor::default(),
        }
    }

    /// Reads at most `events` more events of the same trace. True when all are read.
    pub fn advance(&mut self, trace: &Trace, events: usize) -> bool {
        trace.read_on(&mut self.cursor, events, |record| self.reader.read(&record))
    }

    /// What there is to know, once all events are read; `None` if the report has not kept the goroutine's life.
    #[must_use]
    pub fn finish(self, report: &Report) -> Option<Detail> {
        let mut reader = self.reader;
        let id = reader.id;
        let span = report.span(id)?;
        reader.moments.push(span.end);
        // A race is seen at its later access, which may come after the end of the goroutine of the earlier one.
        reader.moments.sort_unstable();
        reader.moments.dedup();
        let segments = report.segments(span);
        Some(Detail {
            id,
            states: states(report, segments),
            lines: lines(&reader.visits, segments),
            incoming: incoming(report, id),
            partners: partners(report, segments),
            holdings: reader.holdings.of_locks(report, id),
            moments: reader.moments,
            printed: reader.printed,
        })
    }
}

impl Detail {
    /// The moment of its first event after `at`.
    #[must_use]
    pub fn next_moment(&self, at: Time) -> Option<Time> {
        let after = self.moments.partition_point(|moment| *moment <= at);
        self.moments.get(after).copied()
    }

    /// The moment of its last event before `at`.
    #[must_use]
    pub fn previous_moment(&self, at: Time) -> Option<Time> {
        let before = self.moments.partition_point(|moment| *moment < at);
        before.checked_sub(1).map(|place| self.moments[place])
    }

    /// What it holds at a moment, in words: `1 connection`, `mu since 1.2 s`.
    #[must_use]
    pub fn held_at(&self, report: &Report, at: Time) -> Vec<String> {
        self.holdings.at(report, at)
    }

    /// The goroutines that may end a wait which lasts at `at`: those that are alive then and end such waits at some moment
    /// of the run. Of a lock that is its holder.
    #[must_use]
    pub fn partners(&self, report: &Report, segment: &Segment, at: Time) -> Vec<GoroutineId> {
        if !segment.state.is_blocked() {
            return Vec::new();
        }
        if let Some(holder) = report.holder(segment) {
            return vec![holder];
        }
        let is_alive = |id: &GoroutineId| {
            let span = report.span(*id);
            *id != self.id && span.is_some_and(|span| span.created <= at && span.end > at)
        };
        let mut able: Vec<GoroutineId> = objects(report, segment.waits)
            .filter_map(|object| self.partners.get(&object))
            .flatten()
            .copied()
            .filter(is_alive)
            .collect();
        able.sort_unstable();
        able.dedup();
        able
    }
}

impl Report {
    /// The tasks of a goroutine: those that it ran, or the one for which it was started.
    pub fn tasks_of<'r>(&'r self, span: &'r GoroutineSpan) -> impl Iterator<Item = &'r TaskSpan> {
        let is_its =
            |task: &&TaskSpan| task.goroutine == Some(span.id) || span.helps == Some(task.id);
        self.tasks.iter().filter(is_its)
    }
}

/// What is read off the trace.
#[derive(Debug)]
struct Reader {
    id: GoroutineId,
    moments: Vec<Time>,
    /// How often it came to each line.
    visits: BTreeMap<u32, u32>,
    printed: Vec<Printed>,
    holdings: Holdings,
}

impl Reader {
    fn read(&mut self, record: &Record<'_>) {
        let is_its = record.by == Some(self.id);
        if !is_its && subject(&record.event) != Some(self.id) {
            return;
        }
        if self.moments.last() != Some(&record.at) {
            self.moments.push(record.at);
        }
        if !is_its {
            return;
        }
        match record.event {
            Event::Mark { line } => *self.visits.entry(line).or_default() += 1,
            Event::Log { line } => self.printed.push(Printed {
                at: record.at,
                by: record.by,
                line: line.to_owned(),
            }),
            // A token is spent at once.
            Event::Acquire { resource, amount } if resource != Resource::Token => {
                self.holdings.acquire(resource, amount, record.at);
            }
            Event::Release { resource, amount } => {
                self.holdings.release(resource, amount, record.at);
            }
            _ => {}
        }
    }
}

fn states(report: &Report, segments: &[Segment]) -> Vec<StateShare> {
    let mut shares: Vec<StateShare> = Vec::new();
    for segment in segments {
        let words = if segment.state.is_running() {
            String::from(segment.state.name())
        } else {
            let [short, ..] = report.state_words(segment);
            short
        };
        let time = segment.to.since(segment.from);
        match shares.iter_mut().find(|share| share.words == words) {
            Some(share) => {
                share.total += time;
                share.count += 1;
            }
            None => shares.push(StateShare {
                state: segment.state,
                words,
                total: time,
                count: 1,
            }),
        }
    }
    shares.sort_by_key(|share| std::cmp::Reverse(share.total));
    shares
}

fn lines(visits: &BTreeMap<u32, u32>, segments: &[Segment]) -> Vec<LineShare> {
    let mut times: BTreeMap<u32, Duration> = BTreeMap::new();
    for segment in segments {
        *times.entry(segment.line).or_default() += segment.to.since(segment.from);
    }
    let share = |(line, count): (&u32, &u32)| LineShare {
        line: *line,
        count: *count,
        total: times.get(line).copied().unwrap_or_default(),
    };
    visits.iter().map(share).collect()
}

fn incoming(report: &Report, id: GoroutineId) -> Vec<Flow> {
    let is_wake = |flow: &&Flow| flow.to == id && flow.kind != FlowKind::Go;
    report.flows().iter().filter(is_wake).copied().collect()
}

/// The goroutines that end waits on the objects of these segments.
fn partners(report: &Report, segments: &[Segment]) -> BTreeMap<ObjectId, Vec<GoroutineId>> {
    let waits = segments
        .iter()
        .flat_map(|segment| objects(report, segment.waits));
    let mut partners: BTreeMap<ObjectId, Vec<GoroutineId>> =
        waits.map(|object| (object, Vec::new())).collect();
    for flow in report.flows() {
        let of_object = flow.object.and_then(|object| partners.get_mut(&object));
        if let Some(list) = of_object
            && let Err(place) = list.binary_search(&flow.from)
        {
            list.insert(place, flow.from);
        }
    }
    partners
}

/// The objects that a wait is about.
fn objects(report: &Report, waits: Waits) -> impl Iterator<Item = ObjectId> + '_ {
    let one = match waits {
        Waits::On(object) => Some(object),
        Waits::None | Waits::Select(_) => None,
    };
    let cases = report.cases(waits).iter();
    one.into_iter()
        .chain(cases.filter_map(|case| case.object()))
}
