//! The operations that may wait, on what `goruntime` has for each.

use super::frames::{After, Deferred, Fault, Goroutine, Hindrance, Stop, Window};
use super::names::goroutine_name;
use super::natives::{Native, Waiting, native};
use super::time_values::{duration, time_value};
use super::value::{Object, Ref, Sent};
use super::watched::give_way;
use crate::code::{Op, SelectCase, Slot, TypeNo};
use goruntime::go::{self, Case, Chan, ChanCase, Mutex, RwMutex, WaitGroup};
use goruntime::runtime;
use goruntime::time::Time;
use goruntime::trace::Outcome;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// Why a waiting operation failed.
pub(crate) enum Failure {
    /// A runtime error.
    Fault(Fault),
    /// A panic of the runtime, in its full words.
    Panic(String),
    /// The run has ended.
    Ended,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Fault(fault)
    }
}

/// How an object is put into memory, and how it gets a name.
type Making<T> = (fn(T) -> Object, fn(T, &str) -> T);

impl Goroutine {
    /// Executes to the end.
    pub(crate) async fn run(&mut self) {
        if self.program.watch.is_some() {
            self.id = runtime::goroutine_id();
        }
        loop {
            let failure = match self.execute() {
                Stop::GiveWay => {
                    let program = Rc::clone(&self.program);
                    self.keep_place(program.watch());
                    self.mark();
                    give_way().await;
                    None
                }
                Stop::Wait(op) => {
                    if self.program.watch.is_some() {
                        self.before_wait().await;
                    }
                    self.mark();
                    self.wait_touching(op).await.err()
                }
                Stop::End => break,
                Stop::Exhausted => {
                    let (program, line) = (Rc::clone(&self.program), self.line());
                    return program.exhausted(line).await;
                }
                Stop::Overflow => {
                    let words = "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
                    runtime::fatal(Outcome::Fatal, words);
                    break;
                }
            };
            let unwound = match failure {
                None => Ok(()),
                Some(Failure::Fault(fault)) => self.fault(&fault),
                Some(Failure::Panic(message)) => self.fault(&Fault::Plain(message)),
                Some(Failure::Ended) => break,
            };
            if let Err(Hindrance::Stop(_)) = unwound {
                break;
            }
        }
        // After a panic this waits for ever.
        go::unwind().await;
    }

    /// `go`: starts a goroutine that makes this call.
    pub(crate) fn spawn(&self, call: Deferred) {
        let name = goroutine_name(&self.program.loaded, &call.closure);
        let started = self.program.watch.as_ref();
        let started = started.map_or(0, |watch| self.own_place(watch));
        let body = self.calling(call, started);
        match name {
            Some((name, function)) => {
                go::go_named((name, self.program.count_started(function)), body);
            }
            None => go::go(body),
        }
    }

    /// A goroutine that makes this call; `started` is the place of what has started it. Only a search for schedules needs that.
    pub(crate) fn calling(&self, call: Deferred, started: u32) -> impl Future<Output = ()> + use<> {
        let mut goroutine = Goroutine::new(Rc::clone(&self.program));
        goroutine.first = Some(call);
        goroutine.started = started;
        let watch = self.program.watch.as_ref();
        goroutine.since = watch.map_or(0, |watch| watch.decisions.number());
        async move {
            if let Some(call) = goroutine.first.take()
                && goroutine.enter_deferred(call, After::End).is_ok()
            {
                goroutine.run().await;
            }
        }
    }

    /// Executes an operation that may wait. In a search for schedules, each step of it is noted.
    async fn wait_touching(&mut self, op: Op) -> Result<(), Failure> {
        let program = Rc::clone(&self.program);
        let Some(touches) = program
            .watch
            .as_ref()
            .and_then(|watch| watch.touches.as_ref())
        else {
            return self.wait(op).await;
        };
        let before = touches.len();
        self.touch_waiting(op);
        let noted = touches.since(before);
        let mut has_waited = false;
        let mut waits = pin!(self.wait(op));
        poll_fn(|context| {
            if std::mem::replace(&mut has_waited, true) {
                // It goes on after it was woken: that is another step.
                for touch in &noted {
                    touches.add(*touch);
                }
            }
            waits.as_mut().poll(context)
        })
        .await
    }

    async fn wait(&mut self, op: Op) -> Result<(), Failure> {
        match op {
            Op::Send(c, bank, slot) => {
                let value = self.value(bank, slot);
                match self.channel(c) {
                    Ref::Chan(chan) => caught(chan.send(Sent::new(value))).await?,
                    _ => caught(Chan::nil().send(value)).await?,
                }
            }
            Op::Receive(d, c, ty, ok) => {
                let value = match self.channel(c) {
                    Ref::Chan(chan) => caught(chan.receive()).await?.map(Sent::into_value),
                    Ref::TimeChan(chan) => caught(chan.receive()).await?.map(time_value),
                    _ => caught(Chan::<Sent>::nil().receive())
                        .await?
                        .map(Sent::into_value),
                };
                self.received(d, ty, ok, value)?;
            }
            Op::Close(c) => match self.channel(c) {
                Ref::Chan(chan) => caught(async { chan.close() }).await?,
                _ => caught(async { Chan::<Sent>::nil().close() }).await?,
            },
            Op::Select(d, cases, has_default) => self.select(d, cases, has_default).await?,
            Op::Native(number, num, reference) => {
                let window = self.window(num, reference);
                if let Native::Waits(waiting) = native(number) {
                    self.wait_native(waiting, window).await?;
                }
            }
            _ => unreachable!("{op:?} does not wait"),
        }
        Ok(())
    }

    fn received(
        &mut self,
        d: Slot,
        ty: TypeNo,
        ok: Slot,
        value: Option<Ref>,
    ) -> Result<(), Failure> {
        self.set_num(ok, u64::from(value.is_some()));
        self.set_value(d, ty, value).map_err(|_| Failure::Ended)
    }

    fn channel(&self, slot: Slot) -> Ref {
        self.reference(slot).clone()
    }

    async fn select(&mut self, d: Slot, index: u16, has_default: bool) -> Result<(), Failure> {
        let code = Rc::clone(&self.program.loaded.code);
        let list = &code.selects[usize::from(index)];
        let mut cases: Vec<AnyCase> = list.iter().map(|case| self.case(*case)).collect();
        let chosen = {
            let mut cases: Vec<&mut dyn Case> = cases.iter_mut().map(AnyCase::case).collect();
            if has_default {
                caught(async { go::select_default(&mut cases) }).await?
            } else {
                Some(caught(go::select(&mut cases)).await?)
            }
        };
        if let Some(chosen) = chosen
            && let SelectCase::Receive(_, to, ty, ok) = list[chosen]
        {
            let value = cases[chosen].take();
            self.received(to, ty, ok, value)?;
        }
        self.set_num(d, chosen.map_or(u64::MAX, |chosen| chosen as u64));
        Ok(())
    }

    fn case(&self, case: SelectCase) -> AnyCase {
        match case {
            SelectCase::Send(c, bank, slot) => {
                let value = self.value(bank, slot);
                AnyCase::Plain(match self.reference(c) {
                    Ref::Chan(chan) => chan.sending(Sent::new(value)),
                    _ => Chan::nil().sending(Sent::new(value)),
                })
            }
            SelectCase::Receive(c, ..) => receiving(self.reference(c)),
        }
    }

    async fn wait_native(&mut self, waiting: Waiting, w: Window) -> Result<(), Failure> {
        match waiting {
            Waiting::Sleep => go::sleep(duration(self.nums[w.nums])).await,
            Waiting::Gosched => go::gosched().await,
            Waiting::Settle => {
                // Those that settle too only wait for the same.
                let settling = &self.program.settling;
                settling.update(|count| count + 1);
                while runtime::others_can_run(settling.get() - 1) {
                    go::gosched().await;
                }
                settling.update(|count| count - 1);
            }
            Waiting::Outlasts => {
                let mut timer = receiving(&self.refs[w.refs]);
                let mut done = receiving(&self.refs[w.refs + 1]);
                let chosen = go::select(&mut [timer.case(), done.case()])
                    .sleeping()
                    .await;
                self.nums[w.nums] = u64::from(chosen == 0);
            }
            Waiting::GroupAdd | Waiting::GroupDone => {
                let group = self.wait_group(w)?;
                let delta = if matches!(waiting, Waiting::GroupDone) {
                    -1
                } else {
                    self.nums[w.nums].cast_signed()
                };
                caught(async { group.add(delta) }).await?;
            }
            Waiting::GroupWait => {
                let group = self.wait_group(w)?;
                caught(group.wait()).await?;
            }
            Waiting::Lock => caught(self.mutex(w)?.lock()).await?,
            Waiting::Unlock => caught(self.mutex(w)?.unlock()).await?,
            Waiting::TryLock => self.nums[w.nums] = u64::from(self.mutex(w)?.try_lock()),
            Waiting::RwLock => caught(self.rw_mutex(w)?.lock()).await?,
            Waiting::RwUnlock => caught(self.rw_mutex(w)?.unlock()).await?,
            Waiting::RwTryLock => self.nums[w.nums] = u64::from(self.rw_mutex(w)?.try_lock()),
            Waiting::RLock => caught(self.rw_mutex(w)?.r_lock()).await?,
            Waiting::RUnlock => {
                let mutex = self.rw_mutex(w)?;
                caught(async { mutex.r_unlock() }).await?;
            }
            Waiting::TryRLock => self.nums[w.nums] = u64::from(self.rw_mutex(w)?.try_r_lock()),
        }
        Ok(())
    }

    fn wait_group(&self, w: Window) -> Result<WaitGroup, Fault> {
        self.object(
            w,
            |object| match object {
                Object::WaitGroup(group) => Some(group.clone()),
                _ => None,
            },
            (Object::WaitGroup, |made, name| made.named(name)),
        )
    }

    fn mutex(&self, w: Window) -> Result<Mutex, Fault> {
        self.object(
            w,
            |object| match object {
                Object::Mutex(mutex) => Some(mutex.clone()),
                _ => None,
            },
            (Object::Mutex, |made, name| made.named(name)),
        )
    }

    fn rw_mutex(&self, w: Window) -> Result<RwMutex, Fault> {
        self.object(
            w,
            |object| match object {
                Object::RwMutex(mutex) => Some(mutex.clone()),
                _ => None,
            },
            (Object::RwMutex, |made, name| made.named(name)),
        )
    }

    /// The object in the first reference of what the receiver points to, which is made at its first use: the zero value is
    /// ready for it. The trace calls it what the program calls it there.
    fn object<T: Clone + Default>(
        &self,
        w: Window,
        get: fn(&Object) -> Option<T>,
        (put, named): Making<T>,
    ) -> Result<T, Fault> {
        let Ref::Pointer(pointer) = &self.refs[w.refs] else {
            return Err(super::frames::nil_dereference());
        };
        let made = match pointer.load_ref(0) {
            Ref::Object(Object::Copied(copy)) => get(&copy),
            Ref::Object(object) => match get(&object) {
                Some(found) => return Ok(found),
                None => None,
            },
            _ => None,
        };
        let made = made.unwrap_or_default();
        let made = match self.used_as() {
            Some(name) => named(made, &name),
            None => made,
        };
        pointer.store_ref(0, Ref::Object(put(made.clone())));
        Ok(made)
    }
}

/// A case of a `select` on a channel of either kind.
enum AnyCase {
    Plain(ChanCase<Sent>),
    Time(ChanCase<Time>),
}

impl AnyCase {
    fn case(&mut self) -> &mut dyn Case {
        match self {
            AnyCase::Plain(case) => case,
            AnyCase::Time(case) => case,
        }
    }

    fn take(&mut self) -> Option<Ref> {
        match self {
            AnyCase::Plain(case) => case.take().map(Sent::into_value),
            AnyCase::Time(case) => case.take().map(time_value),
        }
    }
}

/// A receive as a case.
fn receiving(channel: &Ref) -> AnyCase {
    match channel {
        Ref::Chan(chan) => AnyCase::Plain(chan.receiving()),
        Ref::TimeChan(chan) => AnyCase::Time(chan.receiving()),
        _ => AnyCase::Plain(Chan::nil().receiving()),
    }
}

/// Awaits an operation of the runtime, and takes its panic, so that the program's own deferred calls run.
async fn caught<F: Future>(operation: F) -> Result<F::Output, Failure> {
    let mut operation = pin!(operation);
    poll_fn(|context| {
        let poll = operation.as_mut().poll(context);
        if runtime::is_panicking() {
            // A fatal error cannot be taken: the goroutine never goes on.
            return runtime::take_panic().map_or(Poll::Pending, |message| {
                Poll::Ready(Err(Failure::Panic(message)))
            });
        }
        poll.map(Ok)
    })
    .await
}
