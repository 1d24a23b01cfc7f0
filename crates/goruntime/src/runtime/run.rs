//! A run, and the calls that a program makes on its run.

use super::budget::{Body, Progress};
use super::calls::{Call, Function};
use super::choose::{Chooser, Chosen, Decisions};
use super::core::{Core, Next};
use super::race::{Accesses, Conflict, Detector, Way};
use super::{Budget, Ticket, Woken};
use crate::time::{Duration, Time};
use crate::trace::{BlockReason, GoroutineId, Name, ObjectId, Outcome, Recorder, Trace};
use std::cell::Cell;
use std::future::Future;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::task::{Context, Waker};

thread_local! {
    /// The run that advances on this thread. A call takes it out and puts it back, and it has no destructor: both make the
    /// most frequent operation of a program cheaper than a `RefCell<Option<Box<Core>>>` would.
    static CURRENT: Cell<Option<ManuallyDrop<Box<Core>>>> = const { Cell::new(None) };

    /// Whether the race detector watches the current run. In most runs it does not, and every operation checks this.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// A program in the middle of its execution.
pub struct Run {
    core: Option<Box<Core>>,
}

impl Run {
    /// Prepares a run that starts with `main`. `seed` decides what Go leaves to chance.
    #[must_use]
    pub fn new(budget: Budget, seed: u64, main: impl Future<Output = ()> + 'static) -> Run {
        let mut core = Box::new(Core::new(budget, seed));
        // A new run always takes its first goroutine.
        let _ = core.spawn(Box::pin(main), Some(Name::from("main")));
        Run { core: Some(core) }
    }

    /// As [`Run::new`], but the chooser decides what happens next.
    #[must_use]
    pub fn chosen(
        budget: Budget,
        seed: u64,
        (chooser, decisions): (Box<dyn Chooser>, Decisions),
        main: impl Future<Output = ()> + 'static,
    ) -> Run {
        let mut run = Run::new(budget, seed, main);
        if let Some(core) = &mut run.core {
            core.set_chooser(chooser, decisions);
        }
        run
    }

    /// Runs to the end, and returns what the chooser has decided too.
    #[must_use]
    pub fn finish_chosen(mut self) -> Chosen {
        self.advance(u64::MAX, None);
        let choosing = self.core.as_mut().and_then(|core| core.take_choices());
        let trace = self.into_trace();
        match choosing {
            Some(choosing) => Chosen {
                trace,
                survivors: choosing.survivors,
                deviations: choosing.deviations,
                decisions: choosing.decisions.number(),
            },
            None => Chosen {
                trace,
                survivors: Vec::new(),
                deviations: Vec::new(),
                decisions: 0,
            },
        }
    }

    /// Runs to the end and returns the trace.
    #[must_use]
    pub fn finish(mut self) -> Trace {
        self.advance(u64::MAX, None);
        self.into_trace()
    }

    /// Runs for at most `steps` scheduling steps and not beyond the moment `until`. That time passes is a step, too, so that a
    /// long computation is no longer a step than others.
    pub fn advance(&mut self, steps: u64, until: Option<Time>) -> Progress {
        let _entered = Entered::enter(&mut self.core);
        let mut context = Context::from_waker(Waker::noop());
        let (mut left, mut waits) = (steps, None);
        // One access to the current run per step, since each access costs something.
        loop {
            match with(|core| core.switch(waits, left, until)) {
                Next::Goroutine(mut body) => {
                    left -= 1;
                    let poll = body.as_mut().poll(&mut context);
                    // A body that has returned is dropped before the next access, as its destructors may call the runtime
                    // too.
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
                Next::GoOn => {
                    left -= 1;
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

    /// Stops the run and returns the trace so far. A run that has not ended counts as cancelled.
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

/// Makes a run the current one of its thread until the guard is dropped, also when a poll panics.
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
        // An outer run needs no restoring: a run never advances another.
        WATCHED.set(false);
    }
}

/// Acts on the run that advances on this thread.
#[inline]
pub(super) fn with<R>(f: impl FnOnce(&mut Core) -> R) -> R {
    CURRENT.with(|current| {
        let mut core = current.take().expect("called by a goroutine of a run");
        let result = f(&mut core);
        current.set(Some(core));
        result
    })
}

/// Drops the goroutines that have not ended, in the order of their ids, and the timers. Their run is still current, but
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
    start(Box::pin(body), None)
}

/// As [`spawn`], with a name for the goroutine.
pub fn spawn_named<'n>(
    name: impl Into<Name<'n>>,
    body: impl Future<Output = ()> + 'static,
) -> Option<GoroutineId> {
    start(Box::pin(body), Some(name.into()))
}

/// The non-generic part of [`spawn`], so that the page has one copy of it instead of fifty.
#[inline(never)]
fn start(body: Body, name: Option<Name<'_>>) -> Option<GoroutineId> {
    let id = with(|core| core.spawn(body, name)).ok();
    if is_watched() {
        // With too many goroutines the detector gives up.
        WATCHED.set(with(|core| core.race.watches()));
    }
    id
}

/// The present moment.
#[must_use]
pub fn now() -> Time {
    with(|core| core.now())
}

/// Parks the running goroutine. Its future must return `Pending` now, and is polled again after [`ready`] was called with
/// the ticket, or a timer that holds it has fired. Go's `gopark`.
#[must_use]
#[inline]
pub fn park(reason: BlockReason) -> Ticket {
    with(|core| core.park(reason, None))
}

/// As [`park`], until this object lets the goroutine go on.
#[inline]
pub(super) fn park_on(reason: BlockReason, on: ObjectId) -> Ticket {
    with(|core| core.park(reason, Some(on)))
}

/// Records something that the running goroutine does. `None` once the run is over.
pub(super) fn record<R>(write: impl FnOnce(&mut Recorder, Time) -> R) -> Option<R> {
    with(|core| core.record(write))
}

/// Makes a parked goroutine runnable, to run next. Go's `goready`. False if something else has woken it before.
#[must_use]
#[inline]
pub fn ready(ticket: Ticket, woken: Woken) -> bool {
    with(|core| core.ready(ticket, woken))
}

/// Whether a ticket is still valid: its goroutine has not been woken.
#[must_use]
pub fn is_parked(ticket: Ticket) -> bool {
    with(|core| core.is_parked(ticket))
}

/// How the running goroutine was woken, if by [`ready`].
#[must_use]
#[inline]
pub fn woken() -> Woken {
    with(|core| core.woken())
}

/// Sets a timer that calls a function at a moment; at once, if the moment is past. Goroutines that the function creates or
/// wakes go to the tail of the run queue.
pub fn call_at(at: Time, function: impl Fn() + 'static) -> Call {
    let function: Function = Rc::new(function);
    Call(with(|core| core.call_at(at, function)))
}

/// Cancels a call. False if it was already made or cancelled.
#[expect(
    clippy::must_use_candidate,
    reason = "callers that cancel seldom need to know whether it was too late"
)]
pub fn cancel_call(call: Call) -> bool {
    // It is dropped here, not while the run is borrowed: its destructor may call the runtime too.
    with(|core| core.cancel_call(call.0)).is_some()
}

/// Makes the running goroutine panic. It must wait now, and never goes on. Its future is dropped, which runs its deferred
/// calls; then the run ends, unless the panic was taken before ([`take_panic`]).
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

/// Lets the runnable goroutines go first. The running goroutine's future must return `Pending` now, and is polled again in
/// its turn. Go's `goyield`.
pub fn yield_now() {
    with(Core::yield_now);
}

/// Parks the running goroutine for a while, as [`park`] does; a timer wakes it.
pub fn sleep(length: Duration) {
    with(|core| core.sleep(length));
}

/// Lets the running goroutine compute for `length`. It holds a processor meanwhile. Its future must return `Pending` now,
/// and is polled again at the end.
pub fn compute(length: Duration) {
    with(|core| core.compute(length));
}

/// Lets all runnable goroutines go before the running one, whose future must return `Pending` now. Go's `Gosched`.
pub fn give_up_processor() {
    with(Core::give_up_processor);
}

/// Starts the race detector, if it is not running.
pub fn watch_for_races() {
    with(|core| core.race.watch());
    WATCHED.set(true);
}

/// Whether the race detector watches the current run.
#[inline]
#[must_use]
pub fn is_watched() -> bool {
    WATCHED.get()
}

/// Calls the race detector with the running goroutine. Does nothing where a timer calls.
#[inline]
pub(super) fn with_detector(f: impl FnOnce(&mut Detector, GoroutineId)) {
    with(|core| {
        if let Some(this) = core.running_if_any() {
            f(&mut core.race, this);
        }
    });
}

/// Calls the race detector, also where no goroutine runs.
#[inline]
pub(super) fn with_any_detector(f: impl FnOnce(&mut Detector)) {
    with(|core| f(&mut core.race));
}

/// The goroutine that a ticket was made for, whether the ticket is still valid or not.
pub(super) fn holder(ticket: Ticket) -> GoroutineId {
    with(|core| core.holder(ticket))
}

/// Tells the race detector that the running goroutine reads or writes a shared variable.
pub fn access(name: &str, accesses: &mut Accesses, is_write: bool) {
    with(|core| core.access(name, accesses, is_write));
}

/// As [`access`], for a variable without a name at a place in its program; returns the access with which this one races.
/// Nothing is recorded.
#[inline]
pub fn check_access(accesses: &mut Accesses, way: Way, place: u32) -> Option<Conflict> {
    with(|core| core.check_access(accesses, way, place))
}

/// Records a data race of the running goroutine with an earlier access.
pub fn report_race(text: String, earlier: Conflict) {
    with(|core| core.report_race(text, earlier));
}

/// The running goroutine. There is none while a timer calls, nor while the goroutines of a run that is over are dropped.
#[must_use]
pub fn goroutine_id() -> Option<GoroutineId> {
    with(Core::running_if_any)
}

/// The number of goroutines without main.
#[must_use]
pub fn goroutines() -> u64 {
    with(|core| core.goroutines())
}

/// Ends the run at once with an error that cannot be recovered.
pub fn fatal(outcome: Outcome, message: &str) {
    with(|core| core.end_run(outcome, String::from(message)));
}
