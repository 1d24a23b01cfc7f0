//! What Go leaves to chance: the run's seed decides it, or a chooser.

use super::core::Core;
use super::run::with;
use std::task::Poll;

/// Whether more than `besides` other goroutines can run now.
#[must_use]
pub fn others_can_run(besides: usize) -> bool {
    with(|core| core.others_can_run(besides))
}

/// Says whether timers fire only once no goroutine can run, as they do without a chooser.
pub fn timers_wait(wait: bool) {
    with(|core| core.timers_wait(wait));
}

/// Lets the chooser decide whether the running goroutine goes on. If this is true it does not: its future must return
/// `Pending` now, and is polled again in its turn. False without a chooser.
#[must_use]
pub fn point() -> bool {
    with(Core::point)
}

/// A number in `0..count`: the case that a `select` takes of those that are ready.
#[must_use]
pub fn choose_case(count: u64) -> u64 {
    with(|core| core.choose_case(count))
}

/// Where a chooser decides, lets all other goroutines and timers go on until nothing can happen any more, for at most `steps`
/// scheduling steps. Returns whether these were used up, so that something could still happen.
pub async fn drain(steps: u32) -> bool {
    let mut waits = with(|core| core.drain(steps));
    std::future::poll_fn(|_| {
        if std::mem::take(&mut waits) {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    with(|core| core.drain_is_used_up())
}

/// How many scheduling steps are left of a drain; 0 while there is none.
#[must_use]
pub fn drain_left() -> u32 {
    with(|core| core.drain_left())
}

/// A number in `0..n` from the run's own stream, for choices that Go leaves to chance.
#[must_use]
pub fn random_below(n: u64) -> u64 {
    with(|core| core.random_below(n))
}
