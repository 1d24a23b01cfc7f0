//! Package `golang.org/x/sync/errgroup`.

use super::context::{Cancel, with_cancel};
use super::{Chan, Context, Error, WaitGroup, defer, panic, select_default};
use crate::runtime::{self, SyncVar};
use crate::trace::Name;
use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::rc::Rc;

/// `*errgroup.Group`. Clones are the same group.
///
/// The rules are those of `errgroup.go`: goroutines may return an error; the first error counts, and cancels the group's
/// context if there is one. A limit is a buffered channel to which each goroutine sends before it begins.
#[derive(Clone, Default)]
pub struct Group {
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    cancel: Option<Cancel>,
    wg: WaitGroup,
    slots: RefCell<Option<Chan<()>>>,
    error: RefCell<Option<Error>>,
    order: SyncVar,
}

/// `errgroup.WithContext(ctx)`: a group, and a context that is cancelled by its first error, or when its `Wait` returns.
#[must_use]
pub fn with_context(ctx: &Context) -> (Group, Context) {
    let (ctx, cancel) = with_cancel(ctx);
    let inner = Inner {
        cancel: Some(cancel),
        ..Inner::default()
    };
    let inner = Rc::new(inner);
    (Group { inner }, ctx)
}

impl Group {
    /// `new(errgroup.Group)`: without a limit.
    #[must_use]
    pub fn new() -> Group {
        Group::default()
    }

    /// Gives it a name in the trace: its `Wait` has this name, and the slots of its limit are *limit*.
    #[must_use]
    pub fn named<'n>(self, name: impl Into<Name<'n>>) -> Group {
        // The group's WaitGroup is its own: no other handle has this name.
        let _ = self.inner.wg.clone().named(name);
        self
    }

    /// `g.SetLimit(n)`: at most `n` goroutines at once.
    ///
    /// # Panics
    /// In the run, with Go's words, if goroutines of the group are active.
    pub fn set_limit(&self, n: usize) {
        let slots = &mut *self.inner.slots.borrow_mut();
        match slots.as_ref().map_or(0, Chan::len) {
            0 if self.inner.wg.is_named() => *slots = Some(Chan::new(n).named("limit")),
            0 => *slots = Some(Chan::new(n)),
            active => panic(&format!(
                "errgroup: modify limit while {active} goroutines in the group are still active"
            )),
        }
    }

    /// `g.Go(f)`: calls `f` in a goroutine of its own; waits while the limit is reached.
    pub async fn go(&self, f: impl Future<Output = Result<(), Error>> + 'static) {
        self.wait_for_slot().await;
        self.start(None, f);
    }

    /// As [`Group::go`], with a name for the goroutine.
    pub async fn go_named<'n>(
        &self,
        name: impl Into<Name<'n>>,
        f: impl Future<Output = Result<(), Error>> + 'static,
    ) {
        self.wait_for_slot().await;
        self.start(Some(name.into()), f);
    }

    /// `g.TryGo(f)`: as [`Group::go`], but returns false instead of waiting.
    pub fn try_go(&self, f: impl Future<Output = Result<(), Error>> + 'static) -> bool {
        let slots = self.inner.slots.borrow().clone();
        let is_free =
            slots.is_none_or(|slots| select_default(&mut [&mut slots.sending(())]).is_some());
        if is_free {
            self.start(None, f);
        }
        is_free
    }

    /// `g.Wait()`: waits for all goroutines, and cancels the group's context.
    ///
    /// # Errors
    /// The first error that a goroutine returned.
    pub async fn wait(&self) -> Result<(), Error> {
        self.inner.wg.wait().await;
        let error = self.inner.error.borrow().clone();
        self.inner.cancel_with(error.as_ref());
        error.map_or(Ok(()), Err)
    }

    async fn wait_for_slot(&self) {
        let slots = self.inner.slots.borrow().clone();
        if let Some(slots) = slots {
            slots.send(()).await;
        }
    }

    fn start(&self, name: Option<Name<'_>>, f: impl Future<Output = Result<(), Error>> + 'static) {
        self.inner.wg.add(1);
        let inner = Rc::clone(&self.inner);
        let body = async move {
            let _done = defer(|| inner.done());
            if let Err(error) = f.await {
                inner.fail(&error);
            }
        };
        match name {
            Some(name) => runtime::spawn_named(name, body),
            None => runtime::spawn(body),
        };
    }
}

impl Inner {
    fn done(&self) {
        if let Some(slots) = &*self.slots.borrow() {
            // Each active goroutine has sent one value: this never waits.
            select_default(&mut [&mut slots.receiving()]);
        }
        self.wg.done();
    }

    fn fail(&self, error: &Error) {
        self.order.acquire();
        if self.error.borrow().is_none() {
            *self.error.borrow_mut() = Some(error.clone());
            self.cancel_with(Some(error));
            self.order.release();
        }
    }

    fn cancel_with(&self, cause: Option<&Error>) {
        match (&self.cancel, cause) {
            (Some(cancel), Some(cause)) => cancel.with_cause(cause),
            (Some(cancel), None) => cancel.call(),
            (None, _) => {}
        }
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "errgroup ({:?})", self.inner.wg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::context::{CANCELED, background};
    use crate::go::tests::{check_dies, check_said, micros, say};
    use crate::go::{after, select};
    use crate::time::Duration;
    use crate::trace::Outcome;

    async fn work(i: usize, ctx: Context) -> Result<(), Error> {
        say(i, "begins");
        let timer = after(Duration::micros(100 + 30 * i as u64));
        let (mut done, mut due) = (ctx.done().receiving(), timer.receiving());
        if select(&mut [&mut done, &mut due]).await == 0 {
            say(i, &ctx.cause().expect("it is done").to_string());
            return ctx.err().map_or(Ok(()), Err);
        }
        say(i, "ends");
        if i == 2 {
            return Err(Error::new("two"));
        }
        Ok(())
    }

    #[test]
    fn the_first_error_cancels_the_rest() {
        let main = async {
            let (group, ctx) = with_context(&background());
            group.set_limit(2);
            for i in 0..5 {
                group.go(work(i, ctx.clone())).await;
                say(9, &format!("started {i}"));
            }
            assert!(!group.try_go(async { Ok(()) }));
            let error = group.wait().await.expect_err("one fails");
            say(9, &error.to_string());
            assert_eq!(ctx.err(), Some(CANCELED));
            assert_eq!(ctx.cause(), Some(error));
        };
        check_said(
            main,
            "0s: 9 started 0, 9 started 1, 1 begins, 0 begins
            100µs: 0 ends, 9 started 2, 2 begins
            130µs: 1 ends, 9 started 3, 3 begins
            260µs: 2 ends, 9 started 4, 4 begins, 4 two, 3 two, 9 two",
        );
    }

    #[test]
    fn waiting_cancels_the_context_also_without_an_error() {
        let main = async {
            let (group, ctx) = with_context(&background());
            assert!(group.try_go(async { Ok(()) }));
            assert_eq!(group.wait().await, Ok(()));
            assert_eq!((ctx.err(), ctx.cause()), (Some(CANCELED), Some(CANCELED)));
        };
        check_said(main, "");
    }

    #[test]
    fn misuse_panics_with_gos_words_and_no_slots_are_a_deadlock() {
        let changed = async {
            let group = Group::new();
            group.set_limit(1);
            group
                .go(async {
                    micros(1).await;
                    Ok(())
                })
                .await;
            group.set_limit(2);
        };
        check_dies(
            changed,
            Outcome::Panic,
            "panic: errgroup: modify limit while 1 goroutines in the group are still active",
        );
        let none = async {
            let group = Group::new();
            group.set_limit(0);
            group.go(async { Ok(()) }).await;
        };
        check_dies(
            none,
            Outcome::Deadlock,
            "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan send]:",
        );
    }
}
