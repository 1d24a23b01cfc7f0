//! The text form of an event, one line each, for people and for snapshots.

use super::event::{Event, Record};
use std::fmt;

impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>12}  ", self.at)?;
        match self.by {
            Some(goroutine) => write!(f, "g{:<5} ", goroutine.0)?,
            None => write!(f, "{:<6} ", "-")?,
        }
        self.event.fmt(f)
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::GoCreate { child } => write!(f, "create g{}", child.0),
            Event::GoStart { goroutine } => write!(f, "start g{}", goroutine.0),
            Event::GoBlock { reason } => write!(f, "block [{}]", reason.name()),
            Event::GoUnblock { goroutine } => write!(f, "unblock g{}", goroutine.0),
            Event::GoCompute { processor } => write!(f, "compute on P{processor}"),
            Event::GoStop { goroutine } => write!(f, "stop g{}", goroutine.0),
            Event::Race { text } => write!(f, "race: {text}"),
            Event::GoEnd => write!(f, "end"),
            Event::TaskStart { task } => write!(f, "task {task} starts"),
            Event::TaskEnd { task, outcome } => write!(f, "task {task} ends: {}", outcome.name()),
            Event::Acquire { resource, amount } => {
                write!(f, "acquire {amount} {}", resource.name())
            }
            Event::Release { resource, amount } => {
                write!(f, "release {amount} {}", resource.name())
            }
            Event::Enqueue { resource } => write!(f, "wait for {}", resource.name()),
            Event::Dequeue { resource } => write!(f, "waited for {}", resource.name()),
            Event::Refuse { resource } => write!(f, "refused {}", resource.name()),
            Event::Retry { resource } => write!(f, "retries {}", resource.name()),
            Event::Fail { resource } => write!(f, "failed {}", resource.name()),
            Event::Log { line } => write!(f, "print {line:?}"),
            Event::Mark { line } => write!(f, "line {line}"),
        }
    }
}
