//! An event in words, as the plain formats show it: one line of JSON, or one row of a table.

use super::Run;
use super::reason::{block_reason, stop_reason};
use goruntime::trace::{Event, GoroutineId, Name, ObjectId, Record, Resource};
use serde::Serialize;
use std::collections::BTreeMap;

/// An event. A field that does not apply is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct EventLine<'t> {
    pattern: &'static str,
    /// In nanoseconds of virtual time.
    at_ns: u64,
    /// The goroutine that runs; `None` for the runtime's own events.
    #[serde(skip_serializing_if = "Option::is_none")]
    goroutine: Option<u32>,
    /// The name: of Go's tracer, where it has this event.
    event: &'static str,
    /// The goroutine to which it happens, if that is not the one that runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<u32>,
    /// The reason of a stop or a block.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The number of a channel, a lock, or another thing on which goroutines wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<u32>,
    /// The kind of an object, or the direction of a `select` case.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// The name of a new goroutine, or of the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// How much of a resource, in bytes or pieces; how many values are in a channel's buffer, how much of a lock is held; of
    /// a new object, how much it can hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u64>,
    /// The chosen case of a `select`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<u32>,
    /// The P on which a goroutine computes.
    #[serde(skip_serializing_if = "Option::is_none")]
    processor: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<u32>,
    /// How a task ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'static str>,
    /// A printed line, or the words of a race.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'t str>,
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
            String::from(self.event),
            cell(self.other),
            cell(self.reason),
            cell(self.object),
            cell(self.kind),
            cell(self.name.as_ref()),
            cell(self.amount),
            cell(self.case),
            cell(self.processor),
            cell(self.task),
            cell(self.outcome),
            cell(self.resource),
            cell(self.text),
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
    let pattern = run.pattern.id;
    let mut lines = Lines::new(run.trace);
    let mut objects = Objects::default();
    run.trace.records().filter_map(move |record| {
        let line = lines.read(&record);
        objects.read(&record);
        Some(EventLine {
            pattern,
            at_ns: record.at.0,
            goroutine: record.by.map(|by| by.0),
            line,
            ..words(&record, &objects)?
        })
    })
}

/// What is particular to an event; `None` for a mark.
fn words<'t>(record: &Record<'t>, objects: &Objects<'t>) -> Option<EventLine<'t>> {
    let named = |event| EventLine {
        event,
        ..EventLine::default()
    };
    let to = |event, GoroutineId(other)| EventLine {
        other: Some(other),
        ..named(event)
    };
    let of = |event, on: Option<ObjectId>| EventLine {
        object: on.map(|object| object.0),
        name: on.and_then(|object| objects.name(object)),
        ..named(event)
    };
    let level = |event, object, amount: u32| EventLine {
        amount: Some(amount.into()),
        ..of(event, Some(object))
    };
    let demand = |event, resource: Resource| EventLine {
        resource: Some(resource.name()),
        ..named(event)
    };
    let amount = |event, resource, amount| EventLine {
        amount: Some(amount),
        ..demand(event, resource)
    };
    Some(match record.event {
        Event::Mark { .. } => return None,
        Event::GoCreate { child, name } => EventLine {
            name: name.map(|name| name.to_string()),
            ..to("GoCreate", child)
        },
        Event::GoStart { goroutine } => to("GoStart", goroutine),
        Event::GoBlock { reason, on } => EventLine {
            reason: Some(block_reason(reason)),
            ..of("GoBlock", on)
        },
        Event::GoUnblock { goroutine, case } => EventLine {
            case,
            ..to("GoUnblock", goroutine)
        },
        Event::GoStop { goroutine } => EventLine {
            reason: Some(stop_reason(record)),
            ..to("GoStop", goroutine)
        },
        Event::GoCompute { processor } => EventLine {
            processor: Some(processor),
            ..named("GoCompute")
        },
        Event::GoEnd => named("GoDestroy"),
        Event::TaskStart { task } => EventLine {
            task: Some(task),
            ..named("UserTaskBegin")
        },
        Event::TaskEnd { task, outcome } => EventLine {
            task: Some(task),
            outcome: Some(outcome.name()),
            ..named("UserTaskEnd")
        },
        Event::Acquire {
            resource,
            amount: n,
        } => amount("Acquire", resource, n),
        Event::Release {
            resource,
            amount: n,
        } => amount("Release", resource, n),
        Event::Enqueue { resource } => demand("Enqueue", resource),
        Event::Dequeue { resource } => demand("Dequeue", resource),
        Event::Refuse { resource } => demand("Refuse", resource),
        Event::Retry { resource } => demand("Retry", resource),
        Event::Fail { resource } => demand("Fail", resource),
        Event::Log { line } => EventLine {
            text: Some(line),
            ..named("UserLog")
        },
        Event::Race { text, earlier, .. } => EventLine {
            text: Some(text),
            ..to("Race", earlier)
        },
        Event::Object {
            object,
            kind,
            capacity,
            ..
        } => EventLine {
            kind: Some(kind.word()),
            ..level("Object", object, capacity)
        },
        Event::SelectCase { object, sends } => EventLine {
            kind: Some(if sends { "send" } else { "receive" }),
            ..of("SelectCase", object)
        },
        Event::ChanSend { object, length } => level("ChanSend", object, length),
        Event::ChanReceive { object, length } => level("ChanReceive", object, length),
        Event::ChanFull { object } => of("ChanFull", Some(object)),
        Event::Close { object } => of("Close", Some(object)),
        Event::Lock { object, held } => level("Lock", object, held),
        Event::Unlock { object, held } => level("Unlock", object, held),
    })
}

/// The line of each goroutine, kept up while a trace is read.
#[derive(Debug)]
pub(crate) struct Lines(Vec<u32>);

impl Lines {
    /// No goroutine of a trace has a line yet.
    pub(crate) fn new(trace: &goruntime::trace::Trace) -> Lines {
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

/// The names of the objects, kept up while a trace is read.
#[derive(Debug, Default)]
pub(crate) struct Objects<'t>(BTreeMap<ObjectId, Name<'t>>);

impl<'t> Objects<'t> {
    /// Takes the naming of an object into account.
    pub(crate) fn read(&mut self, record: &Record<'t>) {
        if let Event::Object {
            object,
            name: Some(name),
            ..
        } = record.event
        {
            self.0.insert(object, name);
        }
    }

    /// The name of an object, if the program gave it one.
    pub(crate) fn name(&self, object: ObjectId) -> Option<String> {
        self.0.get(&object).map(Name::to_string)
    }
}
