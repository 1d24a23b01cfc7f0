//! The operations that may wait, on what `goruntime` has for each.

use super::goroutine::{Fault, Goroutine, Stop, nil_dereference};
use super::operations::Hindrance;
use super::value::{Pointer, Ref, Value};
use crate::code::{Op, SelectCase, Slot};
use goruntime::go::{self, Case, Chan, ChanCase, Mutex, WaitGroup};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::Outcome;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// Why a waiting operation failed.
enum Failure {
    /// A runtime error.
    Fault(Fault),
    /// A panic of the runtime, in its full words.
    Panic(String),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Fault(fault)
    }
}

impl Goroutine {
    /// Executes to the end.
    pub(super) async fn run(&mut self) {
        loop {
            let failure = match self.execute() {
                Stop::Wait(op) => self.wait(op).await.err(),
                Stop::End => break,
                Stop::Exhausted => return self.program.exhausted(self.line).await,
                Stop::Overflow => {
                    let words = "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
                    runtime::fatal(Outcome::Fatal, words);
                    break;
                }
            };
            let unwound = match failure {
                None => Ok(()),
                Some(Failure::Fault(fault)) => self.fault(&fault),
                Some(Failure::Panic(message)) => self.plain_error(&message),
            };
            if let Err(Hindrance::Stop(_)) = unwound {
                break;
            }
        }
        // After a panic this waits for ever.
        go::unwind().await;
    }

    async fn wait(&mut self, op: Op) -> Result<(), Failure> {
        match op {
            Op::Send(c, from, shape) => {
                let value = self.value(from, shape);
                caught(self.chan(c).send(value)).await?;
            }
            Op::Receive(c, to, shape) => {
                let value = caught(self.chan(c).receive()).await?;
                self.set_num(to.0 + shape.nums, u64::from(value.is_some()));
                self.set_value(to, shape, value);
            }
            Op::Close(c) => {
                let chan = self.chan(c);
                caught(async { chan.close() }).await?;
            }
            Op::Select(d, cases, has_default) => self.select(d, cases, has_default).await?,
            Op::WaitGroupAdd(p, delta) => {
                let (group, delta) = (self.wait_group(p)?, self.num(delta).cast_signed());
                caught(async { group.add(delta) }).await?;
            }
            Op::WaitGroupWait(p) => {
                let group = self.wait_group(p)?;
                caught(group.wait()).await?;
            }
            Op::Lock(p) => self.mutex(p)?.lock().await,
            Op::Unlock(p) => self.mutex(p)?.unlock().await,
            Op::Sleep(a) => {
                go::sleep(Duration(self.num(a).cast_signed().max(0).cast_unsigned())).await;
            }
            Op::Gosched => go::gosched().await,
            _ => unreachable!("{op:?} does not wait"),
        }
        Ok(())
    }

    async fn select(&mut self, d: Slot, index: u16, has_default: bool) -> Result<(), Failure> {
        let code = Rc::clone(&self.program.code);
        let list = &code.selects[usize::from(index)];
        let mut cases: Vec<ChanCase<Value>> = list
            .iter()
            .map(|case| match *case {
                SelectCase::Send(c, from, shape) => self.chan(c).sending(self.value(from, shape)),
                SelectCase::Receive(c, ..) => self.chan(c).receiving(),
            })
            .collect();
        let chosen = {
            let mut cases: Vec<&mut dyn Case> =
                cases.iter_mut().map(|case| case as &mut dyn Case).collect();
            if has_default {
                caught(async { go::select_default(&mut cases) }).await?
            } else {
                Some(caught(go::select(&mut cases)).await?)
            }
        };
        if let Some(chosen) = chosen
            && let SelectCase::Receive(_, to, shape, ok) = list[chosen]
        {
            let value = cases[chosen].take();
            self.set_num(ok, u64::from(value.is_some()));
            self.set_value(to, shape, value);
        }
        self.set_num(d, chosen.map_or(u64::MAX, |chosen| chosen as u64));
        Ok(())
    }

    fn chan(&self, slot: Slot) -> Rc<Chan<Value>> {
        match self.reference(slot) {
            Ref::Chan(chan) => Rc::clone(chan),
            _ => Rc::new(Chan::nil()),
        }
    }

    fn wait_group(&self, slot: Slot) -> Result<Rc<WaitGroup>, Fault> {
        let pointer = self.target(slot)?;
        if let Ref::WaitGroup(group) = pointer.load_ref(0) {
            return Ok(group);
        }
        // Its first use: the zero value is ready for it.
        let group = Rc::new(WaitGroup::new());
        pointer.store_ref(0, Ref::WaitGroup(Rc::clone(&group)));
        Ok(group)
    }

    fn mutex(&self, slot: Slot) -> Result<Rc<Mutex>, Fault> {
        let pointer = self.target(slot)?;
        if let Ref::Mutex(mutex) = pointer.load_ref(0) {
            return Ok(mutex);
        }
        // Its first use: the zero value is ready for it.
        let mutex = Rc::new(Mutex::new());
        pointer.store_ref(0, Ref::Mutex(Rc::clone(&mutex)));
        Ok(mutex)
    }

    fn target(&self, slot: Slot) -> Result<Pointer, Fault> {
        self.pointer(slot).cloned().map_err(|_| nil_dereference())
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
