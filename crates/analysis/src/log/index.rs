//! Where the rows of a log lie in the trace.

use super::{EventFilter, EventKind, subject, words};
use crate::Report;
use goruntime::time::Time;
use goruntime::trace::{Cursor, GoroutineId, Record, Trace};
use std::ops::Range;

/// The most events that are decoded for a row.
pub(super) const STEP: usize = 256;

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// When.
    pub at: Time,
    /// The goroutine that runs; `None` for the runtime's own events.
    pub by: Option<GoroutineId>,
    /// The name of the event: of Go's tracer, where it has it.
    pub event: &'static str,
    /// What else there is to say.
    pub text: String,
}

/// The rows of a run's log that pass a filter, by their places in the trace. It is made piece by piece, so that a page can
/// respond meanwhile; each call gets the same trace and its report.
#[derive(Clone, Debug, Default)]
pub struct EventIndex {
    filter: EventFilter,
    points: Vec<Point>,
    rows: usize,
    /// The events read since the last point.
    since: usize,
    cursor: Cursor,
    is_complete: bool,
}

/// A place in the trace, just before the event of a row. All rows up to the next point are among the [`STEP`] events behind it.
#[derive(Clone, Debug)]
struct Point {
    row: usize,
    at: Time,
    cursor: Cursor,
}

impl EventIndex {
    /// The index of no event yet.
    #[must_use]
    pub fn new(filter: &EventFilter) -> EventIndex {
        let filter = EventFilter {
            text: filter.text.trim().to_lowercase(),
            ..*filter
        };
        EventIndex {
            filter,
            ..EventIndex::default()
        }
    }

    /// Reads at most `events` more events. True when all are read.
    pub fn advance(&mut self, trace: &Trace, report: &Report, events: usize) -> bool {
        let mut records = trace.records_after(std::mem::take(&mut self.cursor));
        for _ in 0..events {
            let may_be_point = self.since >= STEP || self.points.is_empty();
            let before = may_be_point.then(|| records.cursor());
            let Some(record) = records.next() else {
                self.is_complete = true;
                break;
            };
            self.since += 1;
            if !self.passes(&record, report) {
                continue;
            }
            if let Some(cursor) = before {
                self.points.push(Point {
                    row: self.rows,
                    at: record.at,
                    cursor,
                });
                self.since = 1;
            }
            self.rows += 1;
        }
        self.cursor = records.cursor();
        self.is_complete
    }

    /// The number of rows so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether all events are read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The memory of its list in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.points.capacity() * size_of::<Point>()
    }

    /// These rows, as far as there are so many.
    #[must_use]
    pub fn read(&self, trace: &Trace, report: &Report, range: Range<usize>) -> Vec<EventRow> {
        let end = range.end.min(self.rows);
        let mut rows = Vec::with_capacity(end.saturating_sub(range.start));
        let mut next = range.start;
        while next < end {
            let Some(place) = self.last_point(|point| point.row <= next) else {
                break;
            };
            let until = self.rows_until(place).min(end);
            let numbered = (self.points[place].row..until).zip(self.passing(trace, report, place));
            let wanted = numbered.filter(|(row, _)| *row >= next);
            rows.extend(wanted.map(|(_, record)| row(&record, report)));
            next = until;
        }
        rows
    }

    /// The last row that is not later than a moment.
    #[must_use]
    pub fn row_at(&self, trace: &Trace, report: &Report, at: Time) -> Option<usize> {
        let place = self.last_point(|point| point.at <= at)?;
        let first = self.points[place].row;
        let rows = self.rows_until(place) - first;
        let early = self.passing(trace, report, place).take(rows);
        let early = early.take_while(|record| record.at <= at).count();
        (first + early).checked_sub(1)
    }

    fn last_point(&self, is_before: impl Fn(&Point) -> bool) -> Option<usize> {
        self.points.partition_point(is_before).checked_sub(1)
    }

    /// The first row behind those of a point.
    fn rows_until(&self, place: usize) -> usize {
        self.points
            .get(place + 1)
            .map_or(self.rows, |point| point.row)
    }

    /// The events that pass the filter, from a point on.
    fn passing<'t>(
        &'t self,
        trace: &'t Trace,
        report: &'t Report,
        place: usize,
    ) -> impl Iterator<Item = Record<'t>> {
        let records = trace.records_after(self.points[place].cursor.clone());
        records.filter(move |record| self.passes(record, report))
    }

    fn passes(&self, record: &Record<'_>, report: &Report) -> bool {
        let Some(kind) = EventKind::of(&record.event) else {
            return false;
        };
        let EventFilter {
            goroutine,
            kind: wanted,
            text,
        } = &self.filter;
        if wanted.is_some_and(|wanted| wanted != kind) {
            return false;
        }
        if goroutine.is_some() && record.by != *goroutine && subject(&record.event) != *goroutine {
            return false;
        }
        text.is_empty() || row(record, report).contains(text, report)
    }
}

impl EventRow {
    /// Who acts: the goroutine's name, or, where none runs, the part of the runtime that does.
    #[must_use]
    pub fn who(&self, report: &Report) -> String {
        match self.by {
            Some(by) => report.goroutine_name(by),
            None => String::from(match self.event {
                "GoStart" | "GoStop" => "scheduler",
                _ => "timer",
            }),
        }
    }

    /// Whether one of its words contains a text of small letters.
    fn contains(&self, text: &str, report: &Report) -> bool {
        let who = self.who(report);
        [who.as_str(), self.event, &self.text]
            .iter()
            .any(|words| words.to_lowercase().contains(text))
    }
}

/// The row of an event. A mark has none, and is empty.
fn row(record: &Record<'_>, report: &Report) -> EventRow {
    let words = words(record, |object| {
        report.spans().map(|_| report.object_name(object))
    });
    let words = words.unwrap_or_default();
    EventRow {
        at: record.at,
        by: record.by,
        event: words.event,
        text: report.with_names(&words.text(|goroutine| report.goroutine_name(goroutine))),
    }
}
