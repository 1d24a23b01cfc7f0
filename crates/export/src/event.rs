//! Events in the words of Go's tracer, with their details as text: what the plain formats show of an event.

use super::go_trace::block_reason;
use goruntime::trace::{Event, GoroutineId, Record};

/// An event in words. What does not apply is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words<'t> {
    /// The name: of Go's tracer, where it has this event.
    pub(crate) name: &'static str,
    /// The goroutine to which it happens, if that is not the one that runs.
    pub(crate) other: Option<u32>,
    /// The reason of a stop or a block.
    pub(crate) reason: Option<&'static str>,
    /// The P on which a goroutine computes.
    pub(crate) processor: Option<u32>,
    pub(crate) task: Option<u32>,
    pub(crate) outcome: Option<&'static str>,
    pub(crate) resource: Option<&'static str>,
    /// In the resource's unit: bytes, or a count.
    pub(crate) amount: Option<u64>,
    /// A printed line, or the words of a race.
    pub(crate) text: Option<&'t str>,
}

/// The words of an event; `None` for a mark, which is a property of the events after it.
pub(crate) fn words<'t>(record: &Record<'t>) -> Option<Words<'t>> {
    let named = |name| Words {
        name,
        ..Words::default()
    };
    let to = |name, GoroutineId(other)| Words {
        other: Some(other),
        ..named(name)
    };
    let demand = |name, resource: goruntime::trace::Resource| Words {
        resource: Some(resource.name()),
        ..named(name)
    };
    let words = match record.event {
        Event::GoCreate { child } => to("GoCreate", child),
        Event::GoStart { goroutine } => to("GoStart", goroutine),
        Event::GoBlock { reason } => Words {
            reason: Some(block_reason(reason)),
            ..named("GoBlock")
        },
        Event::GoUnblock { goroutine } => to("GoUnblock", goroutine),
        Event::GoStop { goroutine } => Words {
            reason: Some(match record.by {
                Some(_) => "runtime.Gosched",
                None => "preempted",
            }),
            ..to("GoStop", goroutine)
        },
        Event::GoCompute { processor } => Words {
            processor: Some(processor),
            ..named("GoCompute")
        },
        Event::GoEnd => named("GoDestroy"),
        Event::TaskStart { task } => Words {
            task: Some(task),
            ..named("UserTaskBegin")
        },
        Event::TaskEnd { task, outcome } => Words {
            task: Some(task),
            outcome: Some(outcome.name()),
            ..named("UserTaskEnd")
        },
        Event::Acquire { resource, amount } => Words {
            amount: Some(amount),
            ..demand("Acquire", resource)
        },
        Event::Release { resource, amount } => Words {
            amount: Some(amount),
            ..demand("Release", resource)
        },
        Event::Enqueue { resource } => demand("Enqueue", resource),
        Event::Dequeue { resource } => demand("Dequeue", resource),
        Event::Refuse { resource } => demand("Refuse", resource),
        Event::Retry { resource } => demand("Retry", resource),
        Event::Fail { resource } => demand("Fail", resource),
        Event::Log { line } => Words {
            text: Some(line),
            ..named("UserLog")
        },
        Event::Race { text } => Words {
            text: Some(text),
            ..named("Race")
        },
        Event::Mark { .. } => return None,
    };
    Some(words)
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
