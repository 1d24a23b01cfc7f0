//! Package `time`: sleeping, timers and tickers.

use super::chan::{Source, WeakChan};
use super::{Chan, go, go_named, panic};
use crate::runtime::{self, Call, SyncVar};
use crate::time::{Duration, Time};
use crate::trace::Name;
use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// `time.Sleep(d)`. A duration of zero returns at once, without yielding (`src/runtime/time.go`, `timeSleep`).
pub fn sleep(d: Duration) -> Sleep {
    Sleep {
        length: d,
        parked: false,
    }
}

/// The future of [`sleep`].
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct Sleep {
    length: Duration,
    parked: bool,
}

impl Future for Sleep {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.parked || self.length == Duration::ZERO {
            return Poll::Ready(());
        }
        self.parked = true;
        runtime::sleep(self.length);
        Poll::Pending
    }
}

/// `time.Now()`, counted from the beginning of the run.
#[must_use]
pub fn now() -> Time {
    runtime::now()
}

/// `time.After(d)`.
#[must_use]
pub fn after(d: Duration) -> Chan<Time> {
    Timer::new(d).channel()
}

/// `time.AfterFunc(d, f)`: calls `f` in a goroutine of its own after `d`.
pub fn after_func<F: Future<Output = ()> + 'static>(
    d: Duration,
    f: impl Fn() -> F + 'static,
) -> Timer {
    Function::timer(d, move |set| go(ordered(set, f())))
}

/// As [`after_func`], with a name for the goroutine.
pub fn after_func_named<F: Future<Output = ()> + 'static>(
    name: impl Into<Name<'static>>,
    d: Duration,
    f: impl Fn() -> F + 'static,
) -> Timer {
    let name = name.into();
    Function::timer(d, move |set| go_named(name, ordered(set, f())))
}

/// As [`after_func`], with a name for the goroutines, and the number of each when it starts: a timer that is set again
/// starts more than one.
pub fn after_func_counted<F: Future<Output = ()> + 'static>(
    name: String,
    count: impl Fn() -> usize + 'static,
    d: Duration,
    f: impl Fn() -> F + 'static,
) -> Timer {
    Function::timer(d, move |set| {
        go_named((&*name, count()), ordered(set, f()));
    })
}

/// A goroutine of a timer: what was done before the timer was set happens before it.
fn ordered<F: Future<Output = ()>>(set: &Rc<SyncVar>, f: F) -> impl Future<Output = ()> + use<F> {
    let set = Rc::clone(set);
    async move {
        set.acquire();
        f.await;
    }
}

/// `*time.Timer`. Clones are the same timer.
#[derive(Clone, Debug)]
pub struct Timer(Kind);

#[derive(Clone)]
enum Kind {
    Channel(Chan<Time>, Rc<Clock>),
    Function(Rc<Function>),
}

impl Timer {
    /// `time.NewTimer(d)`.
    #[must_use]
    pub fn new(d: Duration) -> Timer {
        let (channel, clock) = Clock::new(d, Duration::ZERO);
        Timer(Kind::Channel(channel, clock))
    }

    /// `t.C`; nil for a timer of [`after_func`].
    #[must_use]
    pub fn channel(&self) -> Chan<Time> {
        match &self.0 {
            Kind::Channel(channel, _) => channel.clone(),
            Kind::Function(_) => Chan::nil(),
        }
    }

    /// `t.Stop()`: returns whether it kept the timer from firing. Since Go 1.23 nothing is received from its channel
    /// afterwards.
    #[expect(clippy::must_use_candidate, reason = "most programs do not ask")]
    pub fn stop(&self) -> bool {
        match &self.0 {
            Kind::Channel(_, clock) => clock.stop(),
            Kind::Function(function) => function.stop(),
        }
    }

    /// `t.Reset(d)`: returns whether the timer was active.
    #[expect(clippy::must_use_candidate, reason = "most programs do not ask")]
    pub fn reset(&self, d: Duration) -> bool {
        let was_set = self.stop();
        match &self.0 {
            Kind::Channel(_, clock) => clock.set(d),
            Kind::Function(function) => function.set(d),
        }
        was_set
    }
}

/// `*time.Ticker`. Its channel has a buffer of one tick: a late receiver gets the moment at which the tick was due, and the
/// ticks since then are dropped.
#[derive(Clone, Debug)]
pub struct Ticker {
    channel: Chan<Time>,
    clock: Rc<Clock>,
}

impl Ticker {
    /// `time.NewTicker(d)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if `d` is zero.
    #[must_use]
    pub fn new(d: Duration) -> Ticker {
        if d == Duration::ZERO {
            panic("non-positive interval for NewTicker");
        }
        let (channel, clock) = Clock::new(d, d);
        Ticker { channel, clock }
    }

    /// `t.C`.
    #[must_use]
    pub fn channel(&self) -> Chan<Time> {
        self.channel.clone()
    }

    /// `t.Stop()`.
    pub fn stop(&self) {
        self.clock.stop();
    }

    /// `t.Reset(d)`.
    ///
    /// # Panics
    /// In the run, with Go's words, if `d` is zero.
    pub fn reset(&self, d: Duration) {
        if d == Duration::ZERO {
            panic("non-positive interval for Ticker.Reset");
            return;
        }
        self.clock.stop();
        self.clock.period.set(d);
        self.clock.set(d);
    }
}

/// The sending end of a timer's or ticker's channel. As in Go since 1.23 (`src/runtime/time.go`), it is in the timer queue
/// only while a goroutine waits for the channel, so that it does not hide a deadlock; a receive checks whether it is due.
struct Clock {
    channel: WeakChan<Time>,
    /// The moment at which it fires next.
    when: Cell<Option<Time>>,
    /// Zero for a timer.
    period: Cell<Duration>,
    waiting: Cell<u32>,
    call: Cell<Option<Call>>,
    this: std::rc::Weak<Clock>,
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fires at {:?}", self.when.get())
    }
}

impl Clock {
    fn new(d: Duration, period: Duration) -> (Chan<Time>, Rc<Clock>) {
        let when = Cell::new(Some(now() + d));
        Chan::of_source(|channel| {
            Rc::new_cyclic(|this| Clock {
                channel,
                when,
                period: Cell::new(period),
                waiting: Cell::new(0),
                call: Cell::new(None),
                this: this.clone(),
            })
        })
    }

    fn set(&self, d: Duration) {
        self.when.set(Some(now() + d));
        self.arm();
    }

    fn stop(&self) -> bool {
        self.disarm();
        let was_set = self.when.take().is_some();
        let held = self.channel.get().is_some_and(|channel| channel.drain());
        was_set || held
    }

    /// Enters the timer queue, if a goroutine waits.
    fn arm(&self) {
        if let (1.., Some(when), Some(this)) =
            (self.waiting.get(), self.when.get(), self.this.upgrade())
        {
            self.disarm();
            let call = runtime::call_at(when, move || {
                this.call.set(None);
                this.fire();
                this.arm();
            });
            self.call.set(Some(call));
        }
    }

    fn disarm(&self) {
        if let Some(call) = self.call.take() {
            runtime::cancel_call(call);
        }
    }

    fn fire(&self) {
        let Some(when) = self.when.get() else { return };
        let period = self.period.get().0;
        // Ticks that were not received are skipped.
        let late = now().since(when).0.checked_div(period);
        self.when
            .set(late.map(|missed| when + Duration(period * (1 + missed))));
        if let Some(channel) = self.channel.get() {
            channel.offer(when);
        }
    }
}

impl Source for Clock {
    fn poll(&self) {
        let due = self.when.get().is_some_and(|when| when <= now());
        let armed = self.call.get();
        if due && armed.is_none() {
            self.fire();
        }
    }

    fn blocked(&self) {
        self.waiting.set(self.waiting.get() + 1);
        if self.waiting.get() == 1 {
            self.arm();
        }
    }

    fn unblocked(&self) {
        self.waiting.set(self.waiting.get() - 1);
        if self.waiting.get() == 0 {
            self.disarm();
        }
    }

    fn is_set(&self) -> bool {
        self.when.get().is_some()
    }
}

type Start = dyn Fn(&Rc<SyncVar>);

/// A timer that starts a goroutine.
struct Function {
    /// Starts it; it has to begin with what was done before the timer was set.
    start: Box<Start>,
    call: Cell<Option<Call>>,
    order: Rc<SyncVar>,
}

impl Function {
    fn timer(d: Duration, start: impl Fn(&Rc<SyncVar>) + 'static) -> Timer {
        let function = Rc::new(Function {
            start: Box::new(start),
            call: Cell::new(None),
            order: Rc::new(SyncVar::default()),
        });
        function.set(d);
        Timer(Kind::Function(function))
    }

    fn set(self: &Rc<Function>, d: Duration) {
        self.order.release();
        let this = Rc::clone(self);
        let call = runtime::call_at(now() + d, move || {
            this.call.set(None);
            (this.start)(&this.order);
        });
        self.call.set(Some(call));
    }

    fn stop(&self) -> bool {
        self.call.take().is_some_and(runtime::cancel_call)
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Channel(_, clock) => clock.fmt(f),
            Kind::Function(_) => f.write_str("calls a function"),
        }
    }
}
