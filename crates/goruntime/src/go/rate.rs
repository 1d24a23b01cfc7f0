//! Package `golang.org/x/time/rate`.

use super::{Context, Error, now};
use crate::runtime::{self, SyncVar};
use crate::time::{Duration, Time};
use crate::trace::Resource;
use std::cell::RefCell;
use std::rc::Rc;

/// `rate.Inf`: allows everything.
pub const INF: f64 = f64::MAX;

/// `rate.InfDuration`: the delay of a reservation that is not allowed.
pub const INF_DURATION: Duration = Duration(i64::MAX.cast_unsigned());

/// `*rate.Limiter`. Clones are the same limiter.
///
/// The rules are those of `rate.go`: a bucket of `burst` tokens, full at first, is refilled at `per_second`. A caller that
/// takes more than there is leaves a debt and waits until it is paid; so there is no queue. Delays are cut to whole
/// nanoseconds.
#[derive(Clone, Debug)]
pub struct Limiter {
    bucket: Rc<RefCell<Bucket>>,
    /// Every call locks the mutex of Go's limiter, which orders it.
    order: Rc<SyncVar>,
    is_recorded: bool,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    per_second: f64,
    burst: u32,
    /// The tokens in it at `last`; a negative number is a debt.
    tokens: f64,
    last: Time,
    /// The moment of the latest reservation.
    last_event: Time,
}

/// `*rate.Reservation`.
#[derive(Clone, Debug)]
pub struct Reservation {
    limiter: Limiter,
    /// `None` if it is not allowed.
    act_at: Option<Time>,
    tokens: u32,
}

/// `rate.Every(interval)`: a limit from the time between two events.
#[must_use]
pub fn every(interval: Duration) -> f64 {
    match interval {
        Duration::ZERO => INF,
        _ => 1.0 / seconds(interval.0.cast_signed()),
    }
}

impl Limiter {
    /// `rate.NewLimiter(per_second, burst)`.
    #[must_use]
    pub fn new(per_second: f64, burst: u32) -> Limiter {
        let bucket = Bucket {
            per_second,
            burst,
            tokens: f64::from(burst),
            last: Time::ZERO,
            last_event: Time::ZERO,
        };
        Limiter {
            bucket: Rc::new(RefCell::new(bucket)),
            order: Rc::default(),
            is_recorded: false,
        }
    }

    /// The same limiter, whose tokens are in the trace as they are taken ([`Resource::Token`]): with the limit of that
    /// resource, its level at each moment follows. A run has at most one of these.
    #[must_use]
    pub fn recorded(self) -> Limiter {
        Limiter {
            is_recorded: true,
            ..self
        }
    }

    /// `lim.Tokens()`: the tokens available now; negative if reservations exceed them.
    #[must_use]
    pub fn tokens(&self) -> f64 {
        self.lock();
        self.bucket.borrow().tokens_now()
    }

    /// `lim.Allow()`: takes a token, if there is one, and returns whether it did.
    #[must_use]
    pub fn allow(&self) -> bool {
        self.allow_n(1)
    }

    /// `lim.AllowN(time.Now(), n)`.
    #[must_use]
    pub fn allow_n(&self, n: u32) -> bool {
        self.reserve_within(n, Duration::ZERO).ok()
    }

    /// `lim.Reserve()`: takes a token; the reservation has the time to wait before acting.
    #[must_use]
    pub fn reserve(&self) -> Reservation {
        self.reserve_n(1)
    }

    /// `lim.ReserveN(time.Now(), n)`. Not allowed if `n` is more than the burst.
    #[must_use]
    pub fn reserve_n(&self, n: u32) -> Reservation {
        self.reserve_within(n, INF_DURATION)
    }

    /// `lim.Wait(ctx)`: takes a token and waits until its time has come.
    ///
    /// # Errors
    /// As [`Limiter::wait_n`].
    pub async fn wait(&self, ctx: &Context) -> Result<(), Error> {
        self.wait_n(ctx, 1).await
    }

    /// `lim.WaitN(ctx, n)`.
    ///
    /// # Errors
    /// At once, if `n` is more than the burst or the wait would exceed `ctx`'s deadline; `ctx`'s error, if it is done
    /// before.
    pub async fn wait_n(&self, ctx: &Context, n: u32) -> Result<(), Error> {
        let Bucket {
            per_second, burst, ..
        } = *self.bucket.borrow();
        if n > burst && !is_inf(per_second) {
            let text = format!("rate: Wait(n={n}) exceeds limiter's burst {burst}");
            return Err(Error::new(text));
        }
        if let Some(error) = ctx.err() {
            return Err(error);
        }
        let within = ctx.deadline().map_or(INF_DURATION, |at| at.since(now()));
        let reservation = self.reserve_within(n, within);
        if !reservation.ok() {
            let text = format!("rate: Wait(n={n}) would exceed context deadline");
            return Err(Error::new(text));
        }
        if reservation.delay() == Duration::ZERO {
            return Ok(());
        }
        let is_due = ctx.outlasts(reservation.delay(), false).await;
        if is_due {
            return Ok(());
        }
        reservation.cancel();
        ctx.err().map_or(Ok(()), Err)
    }

    /// The mutex is never contended, as no goroutine waits while it holds it.
    fn lock(&self) {
        self.order.acquire();
        self.order.release();
    }

    fn reserve_within(&self, n: u32, longest: Duration) -> Reservation {
        self.lock();
        let act_at = self.bucket.borrow_mut().take(n, longest);
        if self.is_recorded && act_at.is_some() {
            runtime::acquire(Resource::Token, n.into());
        }
        Reservation {
            limiter: self.clone(),
            act_at,
            tokens: n,
        }
    }
}

impl Reservation {
    /// `r.OK()`: whether the reservation is allowed.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.act_at.is_some()
    }

    /// `r.Delay()`: the time to wait before acting.
    #[must_use]
    pub fn delay(&self) -> Duration {
        self.act_at.map_or(INF_DURATION, |at| at.since(now()))
    }

    /// `r.Cancel()`: gives back the tokens that later reservations do not need.
    pub fn cancel(&self) {
        if let Some(act_at) = self.act_at {
            self.limiter.lock();
            let bucket = &mut *self.limiter.bucket.borrow_mut();
            bucket.give_back(self.tokens, act_at);
        }
    }
}

impl Bucket {
    /// Takes tokens and returns the moment at which they are paid for. `None`, with nothing taken, if it is not allowed.
    fn take(&mut self, n: u32, longest: Duration) -> Option<Time> {
        let now = now();
        if is_inf(self.per_second) {
            return Some(now);
        }
        let tokens = self.tokens_now() - f64::from(n);
        let wait = if tokens < 0.0 {
            self.time_for(-tokens)
        } else {
            Duration::ZERO
        };
        if n > self.burst || wait > longest {
            return None;
        }
        self.last = now;
        self.tokens = tokens;
        self.last_event = now + wait;
        Some(self.last_event)
    }

    fn give_back(&mut self, n: u32, act_at: Time) {
        let now = now();
        if is_inf(self.per_second) || n == 0 || act_at < now {
            return;
        }
        // The tokens that later reservations count on are not given back.
        let later = self.last_event.0.cast_signed() - act_at.0.cast_signed();
        let given = f64::from(n) - seconds(later) * self.per_second;
        if given <= 0.0 {
            return;
        }
        self.tokens = (self.tokens_now() + given).min(f64::from(self.burst));
        self.last = now;
        let before = act_at.0.checked_sub(self.time_for(f64::from(n)).0);
        if let Some(before) = before.map(Time)
            && act_at == self.last_event
            && before >= now
        {
            self.last_event = before;
        }
    }

    fn tokens_now(&self) -> f64 {
        let elapsed = now().since(self.last).0.cast_signed();
        let tokens = self.tokens + seconds(elapsed) * self.per_second;
        tokens.min(f64::from(self.burst))
    }

    fn time_for(&self, tokens: f64) -> Duration {
        if self.per_second <= 0.0 {
            return INF_DURATION;
        }
        let seconds = tokens / self.per_second;
        // Cut to whole nanoseconds. The cast saturates beyond the range of `i64`.
        #[expect(clippy::cast_possible_truncation, reason = "as Go does")]
        let length = (1e9 * seconds) as i64;
        Duration(length.cast_unsigned())
    }
}

fn is_inf(per_second: f64) -> bool {
    per_second >= INF
}

/// `Duration.Seconds`, equal to the last bit.
fn seconds(ns: i64) -> f64 {
    let (whole, rest) = (ns / 1_000_000_000, ns % 1_000_000_000);
    whole as f64 + rest as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::context::{CANCELED, background, with_timeout};
    use crate::go::go;
    use crate::go::tests::{check_said, micros, say};

    const fn millis(n: u64) -> Duration {
        Duration::millis(n)
    }

    #[test]
    fn delays_are_cut_to_whole_nanoseconds() {
        let main = async {
            let ctx = background();
            for (limiter, n) in [
                (Limiter::new(3.0, 2), [1, 1, 1, 1, 1]),
                (Limiter::new(every(millis(300)), 1), [1, 1, 1, 1, 0]),
                (Limiter::new(0.7, 5), [2, 3, 4, 2, 0]),
            ] {
                for n in n {
                    limiter.wait_n(&ctx, n).await.expect("it is allowed");
                    say(n as usize, "goes");
                }
                micros(123).await;
            }
        };
        check_said(
            main,
            "0s: 1 goes, 1 goes
            333.333333ms: 1 goes
            666.666666ms: 1 goes
            1s: 1 goes
            1.000123s: 1 goes
            1.300123s: 1 goes
            1.600123s: 1 goes
            1.900123s: 1 goes, 0 goes
            1.900246s: 2 goes, 3 goes
            7.614531714s: 4 goes
            10.471674571s: 2 goes, 0 goes",
        );
    }

    #[test]
    fn reserved_tokens_are_owed_until_they_are_given_back() {
        let main = async {
            let limiter = Limiter::new(3.0, 2);
            micros(1_000_000).await;
            assert!(limiter.allow_n(2));
            assert!(!limiter.allow());
            micros(400_000).await;
            assert!(limiter.allow());
            assert!(!limiter.allow());
            let (a, b, c) = (limiter.reserve(), limiter.reserve(), limiter.reserve_n(2));
            let delays = [&a, &b, &c].map(|r| r.delay().0);
            assert_eq!(delays, [266_666_666, 600_000_000, 1_266_666_666]);
            let too_many = limiter.reserve_n(3);
            assert!(!too_many.ok());
            assert_eq!(too_many.delay(), INF_DURATION);
            b.cancel();
            c.cancel();
            micros(1_000).await;
            assert_eq!(limiter.reserve().delay(), Duration(932_333_333));
        };
        check_said(main, "");
    }

    #[test]
    fn waits_that_cannot_succeed_fail_at_once() {
        let main = async {
            let limiter = Limiter::new(3.0, 2);
            assert!(limiter.allow_n(2));
            let (ctx, cancel) = with_timeout(&background(), millis(650));
            let error = limiter.wait_n(&ctx, 2).await.expect_err("too late");
            say(0, &error.to_string());
            let error = limiter.wait_n(&ctx, 3).await.expect_err("too many");
            say(1, &error.to_string());
            go(async move {
                micros(100_000).await;
                cancel.call();
            });
            assert_eq!(limiter.wait(&ctx).await, Err(CANCELED));
            say(2, "cancelled");
            assert_eq!(limiter.wait(&ctx).await, Err(CANCELED));
            limiter.wait(&background()).await.expect("it is allowed");
            say(3, "goes");
        };
        check_said(
            main,
            "0s: 0 rate: Wait(n=2) would exceed context deadline, 1 rate: Wait(n=3) exceeds limiter's burst 2
            100ms: 2 cancelled
            333.333333ms: 3 goes",
        );
    }
}
