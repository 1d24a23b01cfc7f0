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
            Event::GoCreate { child, name } => {
                write!(f, "create g{}", child.0)?;
                name.map_or(Ok(()), |name| write!(f, " {name}"))
            }
            Event::GoStart { goroutine } => write!(f, "start g{}", goroutine.0),
            Event::GoBlock { reason, on } => {
                write!(f, "block [{}]", reason.name())?;
                on.map_or(Ok(()), |on| write!(f, " on #{}", on.0))
            }
            Event::GoUnblock { goroutine, case } => {
                write!(f, "unblock g{}", goroutine.0)?;
                case.map_or(Ok(()), |case| write!(f, " by case {case}"))
            }
            Event::GoCompute { processor } => write!(f, "compute on P{processor}"),
            Event::GoStop { goroutine } => write!(f, "stop g{}", goroutine.0),
            Event::Race { text, .. } => write!(f, "race: {text}"),
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
            Event::Object {
                object,
                kind,
                name,
                capacity,
            } => {
                write!(f, "#{} is a {}", object.0, kind.word())?;
                name.map_or(Ok(()), |name| write!(f, " {name}"))?;
                if *capacity > 0 {
                    write!(f, " of {capacity}")?;
                }
                Ok(())
            }
            Event::SelectCase { object, sends } => {
                let direction = if *sends { "send to" } else { "receive from" };
                match object {
                    Some(object) => write!(f, "case: {direction} #{}", object.0),
                    None => write!(f, "case: {direction} a nil channel"),
                }
            }
            Event::ChanSend { object, length } => {
                write!(f, "send to #{}: {length} in the buffer", object.0)
            }
            Event::ChanReceive { object, length } => {
                write!(f, "receive from #{}: {length} in the buffer", object.0)
            }
            Event::ChanFull { object } => write!(f, "no room in #{}", object.0),
            Event::Close { object } => write!(f, "close #{}", object.0),
            Event::Lock { object, held } => write!(f, "lock #{}: {held} held", object.0),
            Event::Unlock { object, held } => write!(f, "unlock #{}: {held} held", object.0),
        }
    }
}
