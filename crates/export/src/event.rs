//! An event in words, as the plain formats show it: one line of JSON, or one row of a table.

use super::Run;
use analysis::Report;
use analysis::log::{EventWords, words as event_words};
use goruntime::trace::{Event, Name, ObjectId, Record, Trace};
use serde::Serialize;
use std::collections::BTreeMap;

/// An event with its place in the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct EventLine<'t> {
    pattern: &'t str,
    /// In nanoseconds of virtual time.
    at_ns: u64,
    /// The goroutine that runs; `None` for the runtime's own events.
    #[serde(skip_serializing_if = "Option::is_none")]
    goroutine: Option<u32>,
    #[serde(flatten)]
    words: EventWords<'t>,
    /// The line of the Go program at which the goroutine is.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

/// The names of the fields, in their order.
pub(crate) const FIELDS: [&str; 17] = [
    "pattern",
    "at_ns",
    "goroutine",
    "event",
    "other",
    "reason",
    "object",
    "kind",
    "name",
    "amount",
    "case",
    "processor",
    "task",
    "outcome",
    "resource",
    "text",
    "line",
];

impl EventLine<'_> {
    /// The fields as text, in the order of [`FIELDS`]; empty where one does not apply.
    pub(crate) fn cells(&self) -> [String; FIELDS.len()] {
        [
            String::from(self.pattern),
            self.at_ns.to_string(),
            cell(self.goroutine),
            String::from(self.words.event),
            cell(self.words.other),
            cell(self.words.reason),
            cell(self.words.object),
            cell(self.words.kind),
            cell(self.words.name.as_ref()),
            cell(self.words.amount),
            cell(self.words.case),
            cell(self.words.processor),
            cell(self.words.task),
            cell(self.words.outcome),
            cell(self.words.resource),
            cell(self.words.text),
            cell(self.line),
        ]
    }
}

/// A value as text; empty without one.
pub(crate) fn cell(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The events of a run in words. Marks are left out: the line is a field of the events after it.
pub(crate) fn lines<'t>(run: &Run<'t>) -> impl Iterator<Item = EventLine<'t>> {
    let pattern = run.id;
    let mut lines = Lines::new(run.trace);
    let mut objects = Objects::new(run.report);
    run.trace.records().filter_map(move |record| {
        let line = lines.read(&record);
        objects.read(&record);
        Some(EventLine {
            pattern,
            at_ns: record.at.0,
            goroutine: record.by.map(|by| by.0),
            line,
            words: event_words(&record, |object| objects.name(object))?,
        })
    })
}

/// The line of each goroutine, kept up while a trace is read.
#[derive(Debug)]
pub(crate) struct Lines(Vec<u32>);

impl Lines {
    /// No goroutine of a trace has a line yet.
    pub(crate) fn new(trace: &Trace) -> Lines {
        Lines(vec![0; trace.goroutines() as usize])
    }

    /// Takes a mark into account. The line of the goroutine that runs; `None` before its first mark.
    pub(crate) fn read(&mut self, record: &Record<'_>) -> Option<u32> {
        let place = self.0.get_mut(super::lives::index(record.by?))?;
        if let Event::Mark { line } = record.event {
            *place = line;
        }
        (*place > 0).then_some(*place)
    }
}

/// The names of the objects: those of the report, or, where it keeps none, those of the trace, kept up while it is read.
#[derive(Debug)]
pub(crate) struct Objects<'t> {
    report: &'t Report,
    names: BTreeMap<ObjectId, Name<'t>>,
}

impl<'t> Objects<'t> {
    /// No object of a trace has a name yet.
    pub(crate) fn new(report: &'t Report) -> Objects<'t> {
        Objects {
            report,
            names: BTreeMap::new(),
        }
    }

    /// Takes the naming of an object into account.
    pub(crate) fn read(&mut self, record: &Record<'t>) {
        if let Event::Object {
            object,
            name: Some(name),
            ..
        } = record.event
        {
            self.names
                .insert(object, self.report.given_name(object).unwrap_or(name));
        }
    }

    /// The name of an object, if the program gave it one.
    pub(crate) fn name(&self, object: ObjectId) -> Option<String> {
        self.names.get(&object).map(Name::to_string)
    }
}
