//! A run and the calls that a program makes on the run it is in.

use super::budget::{Body, Progress};
use super::calls::{Call, Function};
use super::core::{Core, Next};
use super::race::{Accesses, Detector};
use super::{Budget, Ticket, Woken};
use crate::time::{Duration, Time};
use crate::trace::{BlockReason, Demand, GoroutineId, Outcome, Resource, TaskOutcome, Trace};
use std::cell::Cell;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::task::{Context, Waker};

thread_local! {
    /// The run that advances on this thread. It is taken for the time of a call, and needs no destructor: this is what
    /// a program does most, and both make it cheaper than a `RefCell<Option<Box<Core>>>`.
    static CURRENT: Cell<Option<ManuallyDrop<Box<Core>>>> = const { Cell::new(None) };

    /// Whether races are looked for in the current run; in most they are not, and every operation asks.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// One program, at some moment of its execution.
pub struct Run {
    core: Option<Box<Core>>,
}

impl Run {
    /// A run that is about to start `main`. `seed` decides what Go leaves to chance.
    #[must_use]
    pub fn new(budget: Budget, seed: u64, main: impl Future<Output = ()> + 'static) -> Run {
        let mut core = Box::new(Core::new(budget, seed));
        // A new run takes its first goroutine.
        let _ = core.spawn(Box::pin(main));
        Run { core: Some(core) }
    }

    /// Runs to the end and returns the trace.
    #[must_use]
    pub fn finish(mut self) -> Trace {
        self.advance(u64::MAX, None);
        self.into_trace()
    }

    /// Runs for at most `steps` scheduling steps and not beyond the moment `until`.
    pub fn advance(&mut self, steps: u64, until: Option<Time>) -> Progress {
        let _entered = Entered::enter(&mut self.core);
        let mut context = Context::from_waker(Waker::noop());
        let (mut left, mut waits) = (steps, None);
        // One call a step, since finding the current run costs something.
        loop {
            match with(|core| core.switch(waits, left, until)) {
                Next::Goroutine(mut body) => {
                    left -= 1;
                    let poll = body.as_mut().poll(&mut context);
                    // What has returned is dropped before the next call, as its destructors may make calls too.
                    waits = poll.is_pending().then_some(body);
                }
                Next::Unwind(body) => {
                    drop(body);
                    with(Core::crash);
                    waits = None;
                }
                Next::Call(function) => {
                    function();
                    waits = None;
                }
                Next::Nothing => break,
            }
        }
        let progress = with(|core| core.progress());
        if progress == Progress::Ended {
            drop_rest();
        }
        progress
    }

    /// What happened so far, as a trace; a run that has not ended counts as cancelled.
    #[must_use]
    pub fn into_trace(mut self) -> Trace {
        self.stop();
        let Some(core) = self.core.take() else {
            unreachable!("a run that is not entered has its core")
        };
        core.into_trace()
    }

    fn stop(&mut self) {
        if self.core.is_some() {
            let _entered = Entered::enter(&mut self.core);
            with(|core| core.end_run(Outcome::Cancelled, String::from("stopped before its end")));
            drop_rest();
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // Destructors of goroutines call the runtime, so they must find their own run.
        self.stop();
    }
}

/// Makes a run the current one of its thread, until it is dropped; also when a poll panics.
struct Entered<'a> {
    home: &'a mut Option<Box<Core>>,
    before: Option<ManuallyDrop<Box<Core>>>,
}

impl<'a> Entered<'a> {
    fn enter(home: &'a mut Option<Box<Core>>) -> Entered<'a> {
        WATCHED.set(home.as_ref().is_some_and(|core| core.race.watches()));
        let before = CURRENT.replace(home.take().map(ManuallyDrop::new));
        Entered { home, before }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        *self.home = CURRENT
            .replace(self.before.take())
            .map(ManuallyDrop::into_inner);
        // The run around this one, if there is one, is never watched in its place: a run advances no other.
        WATCHED.set(false);
    }
}

#[inline]
fn with<R>(f: impl FnOnce(&mut Core) -> R) -> R {
    CURRENT.with(|current| {
        let mut core = current.take().expect("called by a goroutine of a run");
        let result = f(&mut core);
        current.set(Some(core));
        result
    })
}

/// Drops what is left of the goroutines, in the order of their ids, and of the timers, while their run is current but
/// over.
fn drop_rest() {
    let (bodies, calls) = with(Core::take_rest);
    for body in bodies {
        drop(body);
    }
    drop(calls);
}

/// Creates a goroutine, which runs next. Go's `newproc`. `None` once the run is over.
pub fn spawn(body: impl Future<Output = ()> + 'static) -> Option<GoroutineId> {
    start(Box::pin(body))
}

/// The part of [`spawn`] that is the same for every goroutine: one copy of it in the page instead of fifty.
#[inline(never)]
fn start(body: Body) -> Option<GoroutineId> {
    let id = with(|core| core.spawn(body)).ok();
    if is_watched() {
        // With too many goroutines the detector has given up.
        WATCHED.set(with(|core| core.race.watches()));
    }
    id
}

/// The present moment.
#[must_use]
pub fn now() -> Time {
    with(|core| core.now())
}

/// Parks the running goroutine: its future must return `Pending` now, and is polled again after [`ready`] or a
/// timer was given the ticket. Go's `gopark`.
#[must_use]
#[inline]
pub fn park(reason: BlockReason) -> Ticket {
    with(|core| core.park(reason))
}

/// Makes a parked goroutine runnable, to run next. Go's `goready`. False if it has been woken by something else.
#[must_use]
#[inline]
pub fn ready(ticket: Ticket, woken: Woken) -> bool {
    with(|core| core.ready(ticket, woken))
}

/// Whether a ticket is still good: nobody has woken its goroutine.
#[must_use]
pub fn is_parked(ticket: Ticket) -> bool {
    with(|core| core.is_parked(ticket))
}

/// What woke the running goroutine, if it was [`ready`].
#[must_use]
#[inline]
pub fn woken() -> Woken {
    with(|core| core.woken())
}

/// Sets a timer that calls a function at a moment; at once, if that is past. What the function creates or wakes is
/// put at the tail of the run queue.
pub fn call_at(at: Time, function: impl Fn() + 'static) -> Call {
    let function: Function = Rc::new(function);
    Call(with(|core| core.call_at(at, function)))
}

/// Takes a call back. False if it has been made, or taken back before.
#[expect(
    clippy::must_use_candidate,
    reason = "whoever no longer wants a call need not know whether it came too late"
)]
pub fn cancel_call(call: Call) -> bool {
    // It is dropped here, outside of the call: its destructor may make calls too.
    with(|core| core.cancel_call(call.0)).is_some()
}

/// Makes the running goroutine panic: it must wait now, and never goes on. Its future is dropped, which runs what it
/// has deferred, and then the run ends, unless somebody takes the panic before ([`take_panic`]).
pub fn panic(message: &str) {
    with(|core| core.panic(String::from(message)));
}

/// Whether the running goroutine must not go on, since it has panicked or has ended the run.
#[must_use]
pub fn is_panicking() -> bool {
    with(|core| core.is_panicking())
}

/// Ends the panic of the running goroutine: Go's `recover`.
#[must_use]
pub fn take_panic() -> Option<String> {
    with(Core::take_panic)
}

/// Lets the runnable goroutines go first: the running one's future must return `Pending` now, and is polled again in its
/// turn. Go's `goyield`.
pub fn yield_now() {
    with(Core::yield_now);
}

/// Parks the running goroutine for a while, as [`park`] does; a timer wakes it.
pub fn sleep(length: Duration) {
    with(|core| core.sleep(length));
}

/// The running goroutine computes for so long, and holds a processor meanwhile: its future must return `Pending` now,
/// and is polled again when it is done.
pub fn compute(length: Duration) {
    with(|core| core.compute(length));
}

/// The running goroutine lets all others go first: its future must return `Pending` now. Go's `Gosched`.
pub fn give_up_processor() {
    with(Core::give_up_processor);
}

/// From here on data races are looked for.
pub fn watch_for_races() {
    with(|core| core.race.watch());
    WATCHED.set(true);
}

/// Whether races are looked for in the current run.
#[inline]
#[must_use]
pub fn is_watched() -> bool {
    WATCHED.get()
}

/// Calls the race detector with the running goroutine; not where a timer calls.
#[inline]
pub(super) fn with_detector(f: impl FnOnce(&mut Detector, GoroutineId)) {
    with(|core| {
        if let Some(this) = core.running_if_any() {
            f(&mut core.race, this);
        }
    });
}

/// The same where no goroutine need be running.
#[inline]
pub(super) fn with_any_detector(f: impl FnOnce(&mut Detector)) {
    with(|core| f(&mut core.race));
}

/// Whose ticket it is, or was.
pub(super) fn holder(ticket: Ticket) -> GoroutineId {
    with(|core| core.holder(ticket))
}

/// The running goroutine reads or writes a shared variable.
pub fn access(name: &str, accesses: &mut Accesses, is_write: bool) {
    with(|core| core.access(name, accesses, is_write));
}

/// How many goroutines there are besides main.
#[must_use]
pub fn goroutines() -> u64 {
    with(|core| core.goroutines())
}

/// A number in `0..n` of the run's own stream: for what Go leaves to chance.
#[must_use]
pub fn random_below(n: u64) -> u64 {
    with(|core| core.random_below(n))
}

/// Ends the run at once, as an error of the runtime does that cannot be recovered.
pub fn fatal(outcome: Outcome, message: &str) {
    with(|core| core.end_run(outcome, String::from(message)));
}

/// Records that the running goroutine takes up a task.
pub fn task_start(task: u32) {
    with(|core| core.task_start(task));
}

/// Records that the running goroutine is done with a task.
pub fn task_end(task: u32, outcome: TaskOutcome) {
    with(|core| core.task_end(task, outcome));
}

/// Takes some of a resource. Memory beyond the budget ends the run.
pub fn acquire(resource: Resource, amount: u64) {
    with(|core| core.acquire(resource, amount));
}

/// Gives some of a resource back.
pub fn release(resource: Resource, amount: u64) {
    with(|core| core.release(resource, amount));
}

/// Records how the running goroutine fares that asks for a resource.
pub fn demand(demand: Demand, resource: Resource) {
    with(|core| core.demand(demand, resource));
}

/// Prints a line to the run's standard output.
pub fn log(line: String) {
    with(|core| core.log(line));
}

/// Records that the running goroutine is at a line of its Go program.
#[inline]
pub fn mark(line: u32) {
    with(|core| core.mark(line));
}
