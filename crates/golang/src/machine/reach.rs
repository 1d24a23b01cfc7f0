//! Which goroutines wait for ever: nothing that goes on can reach what they wait for.
//!
//! The rule is that of the leak profile of Go's garbage collector (`isMaybeRunnable` in `src/runtime/mgc.go`, since Go 1.26).
//! The package variables, the timers and the goroutines that do not wait are live, and so is all that they refer to. A
//! goroutine that waits is live once a channel, lock or wait group that it waits for is; those that never become live wait for
//! ever. A variable counts until its function returns, whether it is used again or not.

use super::remains::{Remains, Roots};
use super::value::{Object, Pointer, Ref, Slice};
use goruntime::runtime::Survivor;
use goruntime::trace::{BlockReason, GoroutineId};
use std::collections::{BTreeMap, BTreeSet};
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
    let is_suspect = |roots: &&Roots| {
        let waits_for = roots.waits_for.as_ref();
        waits_for.is_some_and(|all| all.iter().all(may_be_out_of_reach))
            && roots.id.is_some_and(|id| waiting.contains(&id))
    };
    let (suspects, live): (Vec<&Roots>, Vec<&Roots>) =
        remains.goroutines.iter().partition(is_suspect);
    let mut reached = Reached::default();
    for roots in &suspects {
        reached.wake_on_reach(roots);
    }
    let functions = remains.functions.iter().cloned().map(Ref::Closure);
    reached.follow(globals.into_iter().chain(functions).collect());
    for roots in live {
        reached.follow(roots.refs.clone());
    }
    if reached.is_blind {
        return BTreeSet::new();
    }
    let ids = suspects.iter().filter_map(|roots| roots.id);
    ids.filter(|id| !reached.live.contains(id)).collect()
}

/// Whether others end such a wait, and not the time.
fn is_for_others(reason: BlockReason) -> bool {
    !matches!(reason, BlockReason::Sleep | BlockReason::SelectOfSleep)
}

/// Whether something that a goroutine waits for may be out of reach: the runtime itself has the timers that are set.
fn may_be_out_of_reach(waited_for: &Ref) -> bool {
    match waited_for {
        Ref::Nil => true,
        Ref::TimeChan(chan) => !chan.is_set(),
        other => address(other).is_some(),
    }
}

/// What is reached.
#[derive(Debug, Default)]
struct Reached<'r> {
    /// Where it lies. These numbers differ from run to run, and only whether one is there counts.
    addresses: BTreeSet<usize>,
    /// Who waits for what is not reached, by where that lies.
    waiting: BTreeMap<usize, Vec<&'r Roots>>,
    /// The goroutines of these that turned out to be live.
    live: BTreeSet<GoroutineId>,
    /// A paused call of a package is reached, whose references are not known.
    is_blind: bool,
}

impl<'r> Reached<'r> {
    /// A goroutine is live once something is reached that it waits for. A nil channel never is.
    fn wake_on_reach(&mut self, roots: &'r Roots) {
        for address in roots.waits_for.iter().flatten().filter_map(address) {
            self.waiting.entry(address).or_default().push(roots);
        }
    }

    /// What a goroutine that is live refers to, unless that is known already.
    fn revive(&mut self, roots: &Roots) -> Vec<Ref> {
        let is_new = roots.id.is_some_and(|id| self.live.insert(id));
        if is_new {
            roots.refs.clone()
        } else {
            Vec::new()
        }
    }

    /// Reaches these and all that they refer to.
    fn follow(&mut self, mut left: Vec<Ref>) {
        while let Some(reference) = left.pop() {
            if let Some(address) = address(&reference) {
                if !self.addresses.insert(address) {
                    continue;
                }
                for roots in self.waiting.remove(&address).into_iter().flatten() {
                    left.extend(self.revive(roots));
                }
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
        Ref::TimeChan(chan) => Some(chan.address()),
        // Who has one can set it again.
        Ref::Object(Object::Timer(timer)) => Some(timer.channel().address()),
        Ref::Object(Object::Ticker(ticker)) => Some(ticker.channel().address()),
        _ => None,
    }
}
