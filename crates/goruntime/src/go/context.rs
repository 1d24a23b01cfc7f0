//! Package `context`.

use super::{Case, Chan, Error, Timer, go, now, select};
use crate::roll::Roll;
use crate::runtime::Object;
use crate::time::{Duration, Time};
use crate::trace::{Name, ObjectKind};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::rc::{Rc, Weak};

/// `context.Canceled`.
pub const CANCELED: Error = Error::constant("context canceled");
/// `context.DeadlineExceeded`.
pub const DEADLINE_EXCEEDED: Error = Error::constant("context deadline exceeded");

/// `context.Context`. Clones are the same context.
///
/// The rules are those of `src/context/context.go`. A context's children are cancelled in the order of their creation,
/// where Go follows the order of a map.
#[derive(Clone)]
pub struct Context(Option<Rc<Inner>>);

struct Inner {
    /// A parent lives as long as it can be cancelled.
    parent: Weak<Inner>,
    /// Its number among the parent's children.
    number: Cell<u64>,
    deadline: Option<Time>,
    done: Chan<()>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// The error and the cause of its cancellation: `Err` and `Cause`.
    ended: Option<(Error, Error)>,
    children: Roll<Rc<Inner>>,
    timer: Option<Timer>,
    /// The function of [`after_done`].
    function: Option<Box<dyn FnOnce()>>,
}

/// `context.CancelFunc`. Clones cancel the same context.
#[derive(Clone, Debug)]
pub struct Cancel(Context);

/// `context.Background()`: never cancelled.
#[must_use]
pub const fn background() -> Context {
    Context(None)
}

/// `context.WithCancel(parent)`.
#[must_use]
pub fn with_cancel(parent: &Context) -> (Context, Cancel) {
    let context = child(parent, None);
    (context.clone(), Cancel(context))
}

/// `context.WithTimeout(parent, d)`.
#[must_use]
pub fn with_timeout(parent: &Context, d: Duration) -> (Context, Cancel) {
    with_deadline(parent, now() + d)
}

/// `context.WithDeadline(parent, at)`.
#[must_use]
pub fn with_deadline(parent: &Context, at: Time) -> (Context, Cancel) {
    if parent.deadline().is_some_and(|earlier| earlier < at) {
        return with_cancel(parent);
    }
    let context = child(parent, Some(at));
    if at <= now() {
        context.end(&DEADLINE_EXCEEDED, &DEADLINE_EXCEEDED);
    } else if context.err().is_none()
        && let Some(inner) = &context.0
    {
        // The context owns the timer, so the timer must not keep the context alive.
        let ends = Rc::downgrade(inner);
        let timer = super::time::after_func_named("deadline", at.since(now()), move || {
            let ends = Context(ends.upgrade());
            async move { ends.end(&DEADLINE_EXCEEDED, &DEADLINE_EXCEEDED) }
        });
        inner.state.borrow_mut().timer = Some(timer);
    }
    (context.clone(), Cancel(context))
}

/// `context.AfterFunc(ctx, f)`: calls `f` in a goroutine of its own once `ctx` is done. The returned `stop` prevents that,
/// and returns whether it did.
pub fn after_done<F: Future<Output = ()> + 'static>(
    ctx: &Context,
    f: impl FnOnce() -> F + 'static,
) -> Box<dyn Fn() -> bool> {
    let context = Context(Some(Inner::new(ctx, None)));
    if let Some(inner) = &context.0 {
        inner.state.borrow_mut().function = Some(Box::new(|| go(f())));
    }
    context.follow(ctx);
    Box::new(move || {
        let Some(inner) = &context.0 else {
            return false;
        };
        let function = inner.state.borrow_mut().function.take();
        if function.is_some() {
            context.end(&CANCELED, &CANCELED);
        }
        function.is_some()
    })
}

impl Context {
    /// Gives it a name in the trace. A context that can never be cancelled takes none.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> Context {
        if let Some(inner) = &self.0
            && let Some(done) = inner.done.object()
        {
            done.name(name);
        }
        self
    }

    /// `ctx.Done()`; nil if it can never be cancelled.
    #[must_use]
    pub fn done(&self) -> Chan<()> {
        match &self.0 {
            Some(inner) => inner.done.clone(),
            None => Chan::nil(),
        }
    }

    /// `ctx.Err()`: [`CANCELED`] or [`DEADLINE_EXCEEDED`] once it is done.
    #[must_use]
    pub fn err(&self) -> Option<Error> {
        let ended = self.ended()?;
        Some(ended.0)
    }

    /// `context.Cause(ctx)`.
    #[must_use]
    pub fn cause(&self) -> Option<Error> {
        let ended = self.ended()?;
        Some(ended.1)
    }

    /// `ctx.Deadline()`.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        self.0.as_ref()?.deadline
    }

    /// Waits for a timer or for the end of the context. Returns whether the timer came first; `sleeps` is as for
    /// [`super::Select::sleeping`].
    pub async fn outlasts(&self, d: Duration, sleeps: bool) -> bool {
        let timer = Timer::new(d);
        let (mut due, mut done) = (timer.channel().receiving(), self.done().receiving());
        let cases: &mut [&mut dyn Case] = &mut [&mut due, &mut done];
        let waits = select(cases);
        let waits = if sleeps { waits.sleeping() } else { waits };
        let chosen = waits.await;
        timer.stop();
        chosen == 0
    }

    fn ended(&self) -> Option<(Error, Error)> {
        self.0.as_ref()?.state.borrow().ended.clone()
    }

    /// Cancels it and its descendants. Later calls do nothing.
    fn end(&self, error: &Error, cause: &Error) {
        if let Some(inner) = &self.0 {
            inner.end(error, cause);
            inner.leave_parent();
        }
    }

    /// Go's `propagateCancel`.
    fn follow(&self, parent: &Context) {
        let (Some(inner), Some(above)) = (&self.0, &parent.0) else {
            return;
        };
        if let Some((error, cause)) = parent.ended() {
            inner.end(&error, &cause);
        } else {
            let number = above.state.borrow_mut().children.push(Rc::clone(inner));
            inner.number.set(number);
        }
    }
}

impl Cancel {
    /// Cancels the context. Later calls do nothing.
    pub fn call(&self) {
        self.0.end(&CANCELED, &CANCELED);
    }

    /// Cancels the context with a cause, as the function that `context.WithCancelCause` returns.
    pub fn with_cause(&self, cause: &Error) {
        self.0.end(&CANCELED, cause);
    }
}

fn child(parent: &Context, deadline: Option<Time>) -> Context {
    let context = Context(Some(Inner::new(parent, deadline)));
    context.follow(parent);
    context
}

impl Inner {
    fn new(parent: &Context, deadline: Option<Time>) -> Rc<Inner> {
        Rc::new(Inner {
            parent: parent.0.as_ref().map(Rc::downgrade).unwrap_or_default(),
            number: Cell::new(0),
            deadline: deadline.or(parent.deadline()),
            done: Chan::for_object(Object::new(ObjectKind::Context, 0)),
            state: RefCell::default(),
        })
    }

    fn end(&self, error: &Error, cause: &Error) {
        let mut state = self.state.borrow_mut();
        if state.ended.is_some() {
            return;
        }
        state.ended = Some((error.clone(), cause.clone()));
        let children = std::mem::take(&mut state.children);
        let (timer, function) = (state.timer.take(), state.function.take());
        drop(state);
        self.done.close();
        for child in children {
            child.end(error, cause);
        }
        if let Some(timer) = timer {
            timer.stop();
        }
        if let Some(function) = function {
            function();
        }
    }

    fn leave_parent(&self) {
        if let Some(parent) = self.parent.upgrade() {
            let left = parent.state.borrow_mut().children.remove(self.number.get());
            drop(left);
        }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.err() {
            Some(error) => write!(f, "{error}"),
            None => f.write_str("not done"),
        }
    }
}
