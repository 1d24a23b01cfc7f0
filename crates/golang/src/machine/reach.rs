//! Which goroutines wait for ever: nothing that goes on can reach what they wait for.
//!
//! The rule is that of the leak profile of Go's garbage collector (`isMaybeRunnable` in `src/runtime/mgc.go`, since Go 1.26).
//! The package variables, the timers and the goroutines that do not wait are live, and so is all that they refer to. A
//! goroutine that waits is live once a channel, lock or wait group that it waits for is; those that never become live wait for
//! ever. A variable counts until its function returns, whether it is used again or not.

use super::remains::{Held, Remains};
use super::value::{Object, Pointer, Ref, Slice};
use goruntime::runtime::Survivor;
use goruntime::trace::{BlockReason, GoroutineId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The goroutines that wait for ever; `globals` is what the package variables refer to.
pub(super) fn unreachable(
    remains: &Remains,
    survivors: &[Survivor],
    globals: Vec<Ref>,
) -> BTreeSet<GoroutineId> {
    let waiting = survivors
        .iter()
        .filter(|one| one.waits.is_some_and(is_for_others));
    let waiting: BTreeSet<GoroutineId> = waiting.map(|one| one.id).collect();
    let is_suspect =
        |held: &&Held| held.waits_for.is_some() && held.id.is_some_and(|id| waiting.contains(&id));
    let (mut suspects, live): (Vec<&Held>, Vec<&Held>) =
        remains.goroutines.iter().partition(is_suspect);
    let mut reached = Reached::default();
    let functions = remains.functions.iter().cloned().map(Ref::Closure);
    reached.follow(globals.into_iter().chain(functions).collect());
    for held in live {
        reached.follow(held.refs.clone());
    }
    loop {
        let is_live = |held: &&Held| {
            let mut waits_for = held.waits_for.iter().flatten();
            waits_for.any(|one| reached.has(one))
        };
        let (live, left): (Vec<&Held>, Vec<&Held>) = suspects.into_iter().partition(is_live);
        suspects = left;
        if live.is_empty() {
            break;
        }
        for held in live {
            reached.follow(held.refs.clone());
        }
    }
    if reached.is_blind {
        return BTreeSet::new();
    }
    suspects.iter().filter_map(|held| held.id).collect()
}

/// Whether others end such a wait, and not the time.
fn is_for_others(reason: BlockReason) -> bool {
    !matches!(reason, BlockReason::Sleep | BlockReason::SelectOfSleep)
}

/// What is reached.
#[derive(Debug, Default)]
struct Reached {
    /// Where it lies.
    addresses: BTreeSet<usize>,
    /// Something is reached that may refer to anything.
    is_blind: bool,
}

impl Reached {
    /// Reaches these and all that they refer to.
    fn follow(&mut self, mut left: Vec<Ref>) {
        while let Some(reference) = left.pop() {
            if let Some(address) = address(&reference)
                && !self.addresses.insert(address)
            {
                continue;
            }
            match reference {
                Ref::Pointer(Pointer { memory, .. })
                | Ref::Slice(Slice {
                    first: Pointer { memory, .. },
                    ..
                }) => left.extend(memory.refs.borrow().iter().cloned()),
                Ref::Closure(closure) => left.extend(closure.captures.iter().cloned()),
                Ref::Interface(interface) => left.push(interface.value.clone()),
                Ref::Map(map) => left.extend(map.borrow().refs()),
                Ref::Chan(chan) => chan.each_value(|sent| left.push(sent.0.clone())),
                Ref::Object(Object::Iteration(iteration)) => {
                    left.push(Ref::Map(Rc::clone(&iteration.borrow().map)));
                }
                Ref::Object(Object::Paused(_)) => self.is_blind = true,
                Ref::Object(
                    Object::WaitGroup(_)
                    | Object::Mutex(_)
                    | Object::RwMutex(_)
                    | Object::Timer(_)
                    | Object::Ticker(_)
                    | Object::Copied(_),
                )
                | Ref::Nil
                | Ref::Num(_)
                | Ref::Text(_)
                | Ref::Boxed(..)
                | Ref::TimeChan(_) => {}
            }
        }
    }

    /// Whether what a goroutine waits for is reached. A nil channel never is; the runtime itself has those of timers.
    fn has(&self, waited_for: &Ref) -> bool {
        match waited_for {
            Ref::Nil => false,
            other => address(other).is_none_or(|address| self.addresses.contains(&address)),
        }
    }
}

/// Where something lies that is followed once.
fn address(reference: &Ref) -> Option<usize> {
    match reference {
        Ref::Pointer(Pointer { memory, .. })
        | Ref::Slice(Slice {
            first: Pointer { memory, .. },
            ..
        }) => Some(Rc::as_ptr(memory).addr()),
        Ref::Closure(closure) => Some(Rc::as_ptr(closure).addr()),
        Ref::Interface(interface) => Some(Rc::as_ptr(interface).addr()),
        Ref::Map(map) => Some(Rc::as_ptr(map).addr()),
        Ref::Chan(chan) => Some(chan.address()),
        _ => None,
    }
}
