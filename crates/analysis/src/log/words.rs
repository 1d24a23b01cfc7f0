//! The words for events: one table for the log of the page and for the exports.

use crate::fmt;
use goruntime::trace::{BlockReason, Event, GoroutineId, ObjectId, Record, Resource};
use serde::Serialize;

/// An event in words. A field that does not apply is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EventWords<'t> {
    /// The name: of Go's tracer (`src/internal/trace/tracev2/events.go`), where it has this event.
    pub event: &'static str,
    /// The goroutine to which it happens, if that is not the one that runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<u32>,
    /// The reason of a stop or a block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The number of a channel, a lock, or another thing on which goroutines wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<u32>,
    /// The kind of an object, or the direction of a `select` case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// The name of a new goroutine, or of the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How much of a resource, in bytes or pieces; how many values are in a channel's buffer, how much of a lock is held; of
    /// a new object, how much it can hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// The chosen case of a `select`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<u32>,
    /// The P on which a goroutine computes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub processor: Option<u32>,
    /// The number of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<u32>,
    /// How a task ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// The name of a resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<&'static str>,
    /// A printed line, or the words of a race.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'t str>,
}

/// What is particular to an event; `None` for a mark. `name_of` gives the name of an object, if it has one.
#[must_use]
pub fn words<'t>(
    record: &Record<'t>,
    name_of: impl Fn(ObjectId) -> Option<String>,
) -> Option<EventWords<'t>> {
    let named = |event| EventWords {
        event,
        ..EventWords::default()
    };
    let to = |event, GoroutineId(other)| EventWords {
        other: Some(other),
        ..named(event)
    };
    let of = |event, on: Option<ObjectId>| EventWords {
        object: on.map(|object| object.0),
        name: on.and_then(&name_of),
        ..named(event)
    };
    let level = |event, object, amount: u32| EventWords {
        amount: Some(amount.into()),
        ..of(event, Some(object))
    };
    let demand = |event, resource: Resource| EventWords {
        resource: Some(resource.name()),
        ..named(event)
    };
    let amount = |event, resource, amount| EventWords {
        amount: Some(amount),
        ..demand(event, resource)
    };
    Some(match record.event {
        Event::Mark { .. } => return None,
        Event::GoCreate { child, name } => EventWords {
            name: name.map(|name| name.to_string()),
            ..to("GoCreate", child)
        },
        Event::GoStart { goroutine } => to("GoStart", goroutine),
        Event::GoBlock { reason, on } => EventWords {
            reason: Some(block_reason(reason)),
            ..of("GoBlock", on)
        },
        Event::GoUnblock { goroutine, case } => EventWords {
            case,
            ..to("GoUnblock", goroutine)
        },
        Event::GoStop { goroutine } => EventWords {
            reason: Some(stop_reason(record)),
            ..to("GoStop", goroutine)
        },
        Event::GoCompute { processor } => EventWords {
            processor: Some(processor),
            ..named("GoCompute")
        },
        Event::GoEnd => named("GoDestroy"),
        Event::TaskStart { task } => EventWords {
            task: Some(task),
            ..named("UserTaskBegin")
        },
        Event::TaskEnd { task, outcome } => EventWords {
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
        Event::Log { line } => EventWords {
            text: Some(line),
            ..named("UserLog")
        },
        Event::Race { text, earlier, .. } => EventWords {
            text: Some(text),
            ..to("Race", earlier)
        },
        Event::Object {
            object,
            kind,
            capacity,
            ..
        } => EventWords {
            kind: Some(kind.word()),
            ..level("Object", object, capacity)
        },
        Event::SelectCase { object, sends } => EventWords {
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

/// The name that Go's tracer has for a reason to wait (`src/runtime/traceruntime.go`, `traceBlockReasonStrings`).
#[must_use]
pub const fn block_reason(reason: BlockReason) -> &'static str {
    match reason {
        BlockReason::Sleep => "sleep",
        BlockReason::ChanReceive => "chan receive",
        BlockReason::ChanSend => "chan send",
        BlockReason::Select | BlockReason::SelectOfSleep => "select",
        BlockReason::ChanReceiveNilChan
        | BlockReason::ChanSendNilChan
        | BlockReason::SelectNoCases => "forever",
        BlockReason::WaitGroupWait
        | BlockReason::SyncMutexLock
        | BlockReason::SyncRWMutexRLock
        | BlockReason::SyncRWMutexLock => "sync",
    }
}

/// The name that Go's tracer has for the reason of a stop.
#[must_use]
pub fn stop_reason(record: &Record<'_>) -> &'static str {
    match record.by {
        Some(_) => "runtime.Gosched",
        None => "preempted",
    }
}

impl EventWords<'_> {
    /// What it says besides its name, for people: `→ worker 3`, `chan receive jobs`. `name_of` gives the name of a goroutine.
    #[must_use]
    pub fn text(&self, name_of: impl Fn(GoroutineId) -> String) -> String {
        let object = self.object.map(|number| match &self.name {
            Some(name) => name.clone(),
            None => format!("#{number}"),
        });
        let parts = [
            self.other
                .map(|other| String::from("→ ") + &name_of(GoroutineId(other))),
            self.reason.map(String::from),
            self.kind.map(String::from),
            object,
            self.amount.and_then(|amount| self.amount_in_words(amount)),
            self.case.map(|case| format!("case {case}")),
            self.processor.map(|processor| format!("P{processor}")),
            self.task.map(|task| format!("task {task}")),
            self.outcome.map(String::from),
            self.resource
                .filter(|_| self.amount.is_none())
                .map(String::from),
            self.text.map(String::from),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" ")
    }

    fn amount_in_words(&self, amount: u64) -> Option<String> {
        Some(match (self.resource, self.event) {
            (Some("memory"), _) => fmt::bytes(amount),
            (Some(resource), _) => fmt::grouped(amount) + " " + resource,
            (None, "Object") => return (amount > 0).then(|| format!("of {amount}")),
            (None, "Lock" | "Unlock") => fmt::grouped(amount) + " held",
            (None, _) => fmt::grouped(amount) + " in the buffer",
        })
    }
}
