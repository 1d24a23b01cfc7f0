//! The faults of goroutines that wait for ever, and of those that do not end.

use crate::fault::{Fault, Kind, Place};
use crate::holders::Holders;
use crate::ring::rings;
use golang::machine::{Explored, StackFrame, Stuck};
use goruntime::trace::{BlockReason, GoroutineId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The most lines of details.
pub(crate) const MOST_DETAILS: usize = 40;

/// The line of a call.
pub(crate) fn place(frame: &StackFrame) -> Place {
    Place {
        file: frame.file.clone(),
        line: frame.line,
    }
}

/// All goroutines are asleep.
pub(crate) fn deadlock(stuck: &[Stuck], holders: &Holders) -> Fault {
    // What runs the tests has no lines of its own, and waits for the test.
    let stuck: Vec<&Stuck> = stuck.iter().filter(|one| !one.stack.is_empty()).collect();
    let mut ordered = stuck.clone();
    // Who waits for the others to end says least.
    ordered.sort_by_key(|one| one.waits == Some(BlockReason::WaitGroupWait));
    let (waits, places) = waits_and_places(ordered.into_iter());
    let count = stuck.len();
    let goroutines = if count == 1 {
        String::from("the only goroutine is asleep")
    } else {
        format!("all {count} goroutines are asleep")
    };
    let at: Vec<String> = places.iter().take(4).map(ToString::to_string).collect();
    Fault {
        kind: Kind::Deadlock,
        text: format!("{goroutines}, at {}", at.join(", ")),
        places,
        details: stuck
            .iter()
            .take(MOST_DETAILS)
            .map(|one| described(one, holder(one, holders)))
            .collect(),
        identity: format!("deadlock {}", waits.join(", ")),
        settled: None,
    }
}

/// Goroutines that wait for ever at the end of a run that was stopped, though others go on.
#[derive(Debug, Default)]
pub(crate) struct ForEver {
    /// A fault for each ring of goroutines that wait for each other's locks, and one for those that wait for locks of goroutines
    /// that have ended. Who has got a lock is taken to be the one that releases it: there are none in a run in which somebody
    /// else has released a lock.
    pub(crate) by_locks: Vec<Fault>,
    /// Whether each goroutine that could go on has gone on and on since these are there, and no timer is left that calls a
    /// function. Otherwise one of them may still release a lock.
    pub(crate) is_fair: bool,
    /// Faults of other goroutines: nothing that goes on can reach what these wait for.
    pub(crate) unreachable: Vec<Fault>,
    /// The number of the decision from which on somebody waits at each of their places.
    pub(crate) settled: u64,
}

impl ForEver {
    /// Those at the end of a run, in full or not.
    pub(crate) fn of(explored: &Explored, in_full: bool) -> ForEver {
        let stuck = &explored.stuck;
        // Reading the trace takes time.
        let mut holders = Holders::default();
        if in_full || stuck.iter().any(waits_for_lock) {
            holders = Holders::of(&explored.execution.trace);
        }
        let rings = if holders.has_foreign_release() {
            Vec::new()
        } else {
            let waiting = stuck.iter().filter(|one| waits_for_lock(one));
            let graph = waiting.map(|one| (one.id, holders.waits_for(one.id)));
            rings(&graph.collect())
        };
        let ringed: BTreeSet<GoroutineId> = rings.iter().flatten().copied().collect();
        let (in_ring, others): (Vec<&Stuck>, Vec<&Stuck>) =
            stuck.iter().partition(|one| ringed.contains(&one.id));
        let in_ring = in_ring.iter().map(|one| one.since).max();
        let left: BTreeSet<GoroutineId> = stuck.iter().map(|one| one.id).collect();
        // If main has returned, it may be the holder, and is not among those that are left.
        let can_know = !explored.main_has_returned && !holders.has_foreign_release();
        let is_abandoned = |one: &&Stuck| {
            let mut waits_for = holders.waits_for(one.id).into_iter();
            can_know && waits_for_lock(one) && waits_for.any(|id| !left.contains(&id))
        };
        let (abandoned, mut unreachable): (Vec<&Stuck>, Vec<&Stuck>) =
            others.into_iter().partition(is_abandoned);
        unreachable.retain(|one| one.is_unreachable);
        let settled = [in_ring, first_waits(&abandoned), first_waits(&unreachable)];
        let settled = settled.into_iter().flatten().max().unwrap_or(0);
        // Who has slept for long may sleep on.
        let late = settled.midpoint(explored.decisions);
        let mut by_locks = ring_faults(&rings, stuck, &holders);
        by_locks.extend(abandoned_fault(&abandoned, &holders));
        ForEver {
            by_locks,
            is_fair: !explored.has_timer_function
                && stuck.iter().all(|one| !one.goes_on || one.since > late),
            unreachable: unreachable_faults(&unreachable, &holders),
            settled,
        }
    }

    /// All faults, those by locks if the run was fair. `settled` is theirs ([`Fault::settled`]).
    pub(crate) fn faults(self, settled: Option<u64>) -> Vec<Fault> {
        let by_locks = self.by_locks.into_iter().filter(|_| self.is_fair);
        let faults = by_locks.chain(self.unreachable);
        faults.map(|fault| Fault { settled, ..fault }).collect()
    }
}

/// The number of the decision from which on somebody waits at each place at which they wait.
fn first_waits(all: &[&Stuck]) -> Option<u64> {
    let mut first: BTreeMap<(Option<Place>, &str), u64> = BTreeMap::new();
    for one in all {
        let at = (one.stack.first().map(place), reason(one));
        let first = first.entry(at).or_insert(one.since);
        *first = one.since.min(*first);
    }
    first.into_values().max()
}

/// A fault for each ring, each once.
fn ring_faults(rings: &[Vec<GoroutineId>], stuck: &[Stuck], holders: &Holders) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for ring in rings {
        let fault = ring_fault(ring, stuck, holders);
        if faults.iter().all(|known| known.identity != fault.identity) {
            faults.push(fault);
        }
    }
    faults
}

/// The fault of goroutines that wait for locks of goroutines that have ended.
fn abandoned_fault(abandoned: &[&Stuck], holders: &Holders) -> Option<Fault> {
    let (waits, places) = waits_and_places(abandoned.iter().copied());
    let goroutines = match abandoned.len() {
        0 => return None,
        1 => String::from("a goroutine waits"),
        count => format!("{count} goroutines wait"),
    };
    let at: Vec<String> = places.iter().take(4).map(ToString::to_string).collect();
    Some(Fault {
        kind: Kind::Deadlock,
        text: format!(
            "{goroutines} for a lock whose holder has ended, at {}",
            at.join(", ")
        ),
        places,
        details: told(abandoned, holders),
        identity: format!("deadlock by who has ended {}", waits.join(", ")),
        settled: None,
    })
}

/// Main's fault, and the leaks of the others. Where main waits in a `select` without cases, the program goes on for ever by
/// its own will, as a server does. What runs the tests has no lines of its own, and waits for the test.
fn unreachable_faults(unreachable: &[&Stuck], holders: &Holders) -> Vec<Fault> {
    let mut faults = leaks(unreachable.iter().copied(), holders);
    let main = unreachable
        .iter()
        .find(|one| one.id == GoroutineId::MAIN && !one.stack.is_empty())
        .filter(|main| main.waits != Some(BlockReason::SelectNoCases));
    if let Some(main) = main {
        let places: Vec<Place> = main.stack.first().map(place).into_iter().collect();
        let at = places
            .first()
            .map_or_else(String::new, |at| format!(" at {at}"));
        faults.push(Fault {
            kind: Kind::Deadlock,
            text: format!(
                "main waits for ever [{}]{at}, though others go on",
                reason(main)
            ),
            places,
            details: vec![described(main, holder(main, holders))],
            identity: format!("deadlock of main {}{at}", reason(main)),
            settled: None,
        });
    }
    faults
}

/// What goroutines wait for and at which lines, in order of the text, and these places in the order of the goroutines; each once.
fn waits_and_places<'s>(all: impl Iterator<Item = &'s Stuck>) -> (Vec<String>, Vec<Place>) {
    let (mut waits, mut places) = (Vec::new(), Vec::new());
    for one in all {
        if let Some(at) = one.stack.first().map(place) {
            waits.push(format!("{} {at}", reason(one)));
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }
    waits.sort();
    waits.dedup();
    (waits, places)
}

/// Goroutines that each wait for a lock that the next one holds, the last for one of the first.
fn ring_fault(ring: &[GoroutineId], stuck: &[Stuck], holders: &Holders) -> Fault {
    let of = |id: &GoroutineId| stuck.iter().find(|one| one.id == *id);
    let members: Vec<&Stuck> = ring.iter().filter_map(of).collect();
    let (waits, places) = waits_and_places(members.iter().copied());
    let goroutines = match members.len() {
        1 => String::from("a goroutine waits for a lock that it holds itself"),
        count => format!("{count} goroutines wait for each other's locks"),
    };
    let at: Vec<String> = places.iter().take(4).map(ToString::to_string).collect();
    let next = ring.iter().cycle().skip(1);
    let details = members
        .iter()
        .zip(next)
        .map(|(one, next)| described(one, holders.hold(one.id, *next)));
    // A writer that waits for readers keeps them from reading again: it belongs to the story.
    let holds = |one: &Stuck| {
        let held = ring.iter().find_map(|id| holders.hold(one.id, *id));
        held.filter(|_| waits_for_lock(one) && !ring.contains(&one.id))
    };
    let others = stuck
        .iter()
        .filter_map(|one| Some(described(one, Some(holds(one)?))));
    Fault {
        kind: Kind::Deadlock,
        text: format!("{goroutines}, at {}", at.join(", ")),
        places,
        details: details.chain(others).take(MOST_DETAILS).collect(),
        identity: format!("deadlock of some {}", waits.join(", ")),
        settled: None,
    }
}

/// What goroutines have in common that have not ended for the same reason.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Leak<'a> {
    /// They wait at this place, for this.
    Waits(Option<Place>, &'static str),
    /// They began in this function, and go on and on: at which of their lines they are is chance.
    GoesOn(&'a str),
}

/// A leak for each line at which goroutines wait for ever, and each function whose goroutines go on.
pub(crate) fn leaks<'s>(stuck: impl Iterator<Item = &'s Stuck>, holders: &Holders) -> Vec<Fault> {
    let mut by_place: BTreeMap<Leak<'_>, Vec<&Stuck>> = BTreeMap::new();
    for one in stuck.filter(|one| one.id != GoroutineId::MAIN) {
        let leak = match &one.began {
            Some(began) if one.goes_on => Leak::GoesOn(began),
            None if one.goes_on => Leak::Waits(one.stack.first().map(place), "still runs"),
            _ => Leak::Waits(one.stack.first().map(place), reason(one)),
        };
        by_place.entry(leak).or_default().push(one);
    }
    let leak = |(leak, stuck): (Leak<'_>, Vec<&Stuck>)| {
        let count = match stuck.len() {
            1 => String::from("a goroutine"),
            count => format!("{count} goroutines"),
        };
        let verb = match (stuck[0].goes_on, stuck.len()) {
            (true, 1) => "does not end",
            (true, _) => "do not end",
            (false, 1) => "waits for ever",
            (false, _) => "wait for ever",
        };
        let at = stuck[0].stack.first().map(place);
        let line = at
            .as_ref()
            .map_or_else(String::new, |place| format!(" at {place}"));
        let (reason, identity) = match leak {
            Leak::Waits(_, reason) => (reason, format!("leak {reason}{line}")),
            Leak::GoesOn(began) => ("still runs", format!("leak still runs {began}")),
        };
        Fault {
            kind: Kind::Leak,
            text: format!("{count} {verb} [{reason}]{line}"),
            identity,
            places: at.into_iter().collect(),
            details: told(&stuck, holders),
            settled: None,
        }
    };
    by_place.into_iter().map(leak).collect()
}

/// The words for what a goroutine waits for.
fn reason(stuck: &Stuck) -> &'static str {
    stuck.waits.map_or("runnable", BlockReason::name)
}

/// A line on each goroutine; those that wait at the same places for the same share one.
fn told(stuck: &[&Stuck], holders: &Holders) -> Vec<String> {
    let mut alike: BTreeMap<_, (&Stuck, usize)> = BTreeMap::new();
    for one in stuck {
        let same = (&one.stack, reason(one), holder(one, holders));
        alike.entry(same).or_insert((*one, 0)).1 += 1;
    }
    let mut alike: Vec<_> = alike.into_iter().collect();
    alike.sort_by_key(|(_, (first, _))| first.id);
    let line = |((_, _, holder), (first, count)): (_, (&Stuck, usize))| {
        let who = match count {
            1 => first.id.to_string(),
            count => format!("{} and {} more", first.id, count - 1),
        };
        line_on(&who, first, holder)
    };
    alike.into_iter().take(MOST_DETAILS).map(line).collect()
}

/// A line on a goroutine that waits, with who holds the lock that it waits for.
fn described(stuck: &Stuck, holder: Option<(GoroutineId, u32)>) -> String {
    line_on(&stuck.id.to_string(), stuck, holder)
}

/// The same under another name.
fn line_on(who: &str, stuck: &Stuck, holder: Option<(GoroutineId, u32)>) -> String {
    let mut text = format!("{who} [{}]", reason(stuck));
    for (number, frame) in stuck.stack.iter().enumerate() {
        let word = if number == 0 { "in" } else { "called by" };
        // Writing to a String cannot fail.
        let _ = write!(text, " {word} {frame}");
    }
    match holder {
        // It was locked inside of a package, which has no line of the program.
        Some((holder, 0)) => {
            let _ = write!(text, "; {holder} holds it");
        }
        Some((holder, line)) => {
            let _ = write!(text, "; {holder} has held it since line {line}");
        }
        None => {}
    }
    text
}

/// Who holds the lock that a goroutine waits for.
fn holder(stuck: &Stuck, holders: &Holders) -> Option<(GoroutineId, u32)> {
    holders
        .holders(stuck.id)
        .last()
        .copied()
        .filter(|_| waits_for_lock(stuck))
}

fn waits_for_lock(stuck: &Stuck) -> bool {
    matches!(
        stuck.waits,
        Some(
            BlockReason::SyncMutexLock
                | BlockReason::SyncRWMutexLock
                | BlockReason::SyncRWMutexRLock
        )
    )
}
