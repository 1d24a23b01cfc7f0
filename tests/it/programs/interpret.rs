//! Programs as goroutines of `goruntime::go`: the same operations in the same order as in the Go source.

use super::program::{Act, Body, Ctx, Limit, Objects, Program, Step};
use goruntime::go::context::{self, Cancel};
use goruntime::go::errgroup::{self, Group};
use goruntime::go::rate::Limiter;
use goruntime::go::semaphore::Weighted;
use goruntime::go::{
    self, Chan, Context, Error, Mutex, Once, RwMutex, Ticker, Timer, WaitGroup, defer, go, println,
    recovered, unwind,
};
use goruntime::runtime::{self, Budget, Run};
use goruntime::time::Duration;
use goruntime::trace::{Event, Trace};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A reason why a run cannot be compared with Go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chance {
    /// The select with this number had several ready cases.
    Select(u32),
    /// Two timers fired at the same instant.
    Timers,
    /// A panic unlocked a mutex with waiters. In Go such a deferred call may yield in the middle of the panic; here it
    /// cannot.
    Unwinding,
}

/// Runs a program. Returns its trace, and the first reason why it cannot be compared.
pub(super) fn run(program: &Program) -> (Trace, Option<Chance>) {
    let chance = Rc::new(Cell::new(None));
    let (seen, program) = (Rc::clone(&chance), program.clone());
    let main = async move {
        let world = Rc::new(World::new(&program.objects, seen));
        world.run(program.main).await;
        println("main returns");
    };
    let trace = Run::new(Budget::default(), 1, main).finish();
    let chance = chance.get().or(ties(&trace).then_some(Chance::Timers));
    (trace, chance)
}

/// Whether two timers had an effect at the same instant.
fn ties(trace: &Trace) -> bool {
    let by_timers = trace.records().filter_map(|record| match record.event {
        Event::GoUnblock { .. } | Event::GoCreate { .. } if record.by.is_none() => Some(record.at),
        _ => None,
    });
    let mut before = None;
    by_timers
        .into_iter()
        .any(|at| before.replace(at) == Some(at))
}

pub(super) struct World {
    pub(super) channels: Vec<Chan<u32>>,
    mutexes: Vec<Mutex>,
    rw_mutexes: Vec<RwMutex>,
    wait_groups: Vec<WaitGroup>,
    onces: Vec<Once>,
    pub(super) contexts: Vec<Context>,
    /// The cancel function of each context, and whether it takes a cause.
    cancels: Vec<Option<(Cancel, bool)>>,
    semaphores: Vec<Weighted>,
    groups: Vec<Group>,
    limiters: Vec<Limiter>,
    pub(super) timers: Vec<Timer>,
    pub(super) tickers: Vec<Ticker>,
    /// The number of waiters for each mutex.
    lockers: Vec<Rc<Cell<u32>>>,
    /// The number of waiters for each `Once`.
    callers: Vec<Rc<Cell<u32>>>,
    chance: Rc<Cell<Option<Chance>>>,
}

fn many<T: Default>(count: usize) -> Vec<T> {
    (0..count).map(|_| T::default()).collect()
}

impl World {
    fn new(objects: &Objects, chance: Rc<Cell<Option<Chance>>>) -> World {
        let channel = |capacity: &Option<usize>| capacity.map_or_else(Chan::nil, Chan::new);
        let limiter =
            |(tenths, burst): &(u32, u32)| Limiter::new(f64::from(*tenths) / 10.0, *burst);
        let mut world = World {
            channels: objects.channels.iter().map(channel).collect(),
            mutexes: many(objects.mutexes),
            rw_mutexes: many(objects.rw_mutexes),
            wait_groups: many(objects.wait_groups),
            onces: many(objects.onces),
            contexts: Vec::new(),
            cancels: Vec::new(),
            semaphores: objects
                .semaphores
                .iter()
                .map(|size| Weighted::new(*size))
                .collect(),
            groups: many(objects.groups.len()),
            limiters: objects.limiters.iter().map(limiter).collect(),
            timers: objects
                .timers
                .iter()
                .map(|d| Timer::new(Duration(*d)))
                .collect(),
            tickers: objects
                .tickers
                .iter()
                .map(|d| Ticker::new(Duration(*d)))
                .collect(),
            lockers: many(objects.mutexes),
            callers: many(objects.onces),
            chance,
        };
        world.add_contexts(objects);
        world
    }

    fn add_contexts(&mut self, objects: &Objects) {
        let mut limits = objects.groups.clone();
        for ctx in &objects.contexts {
            let (context, cancel) = match *ctx {
                Ctx::Background => (context::background(), None),
                Ctx::Cancel(parent) => {
                    let (context, cancel) = context::with_cancel(&self.contexts[parent]);
                    (context, Some((cancel, true)))
                }
                Ctx::Timeout(parent, d) => {
                    let parent = &self.contexts[parent];
                    let (context, cancel) = context::with_timeout(parent, Duration(d));
                    (context, Some((cancel, false)))
                }
                Ctx::Group(parent, limit) => {
                    let (group, context) = errgroup::with_context(&self.contexts[parent]);
                    self.groups.push(group);
                    limits.push(limit);
                    (context, None)
                }
            };
            self.contexts.push(context);
            self.cancels.push(cancel);
        }
        for (group, limit) in self.groups.iter().zip(limits) {
            if let Some(limit) = limit {
                group.set_limit(limit);
            }
        }
    }

    pub(super) fn is_chance(&self, what: Chance) {
        self.chance.set(self.chance.get().or(Some(what)));
    }

    fn run(self: &Rc<World>, body: Body) -> Pin<Box<dyn Future<Output = ()>>> {
        let world = Rc::clone(self);
        Box::pin(async move {
            for step in body.iter() {
                world.step(step).await;
                unwind().await;
            }
        })
    }

    async fn fallible(self: Rc<World>, number: u32, body: Body, fails: bool) -> Result<(), Error> {
        self.run(body).await;
        if fails {
            return Err(Error::new(format!("error {number}")));
        }
        Ok(())
    }

    async fn step(self: &Rc<World>, Step { number: n, act }: &Step) {
        if let Some(values) = self.act(*n, act).await {
            unwind().await;
            println(format!("{n}{values}"));
        }
    }

    /// Executes an act, and returns the result to print; `None` if it prints nothing itself.
    async fn act(self: &Rc<World>, n: u32, act: &Act) -> Option<String> {
        match act {
            Act::Sleep(d) => {
                go::sleep(Duration(*d)).await;
            }
            Act::Gosched => go::gosched().await,
            Act::Spawn(body) => go(self.run(Rc::clone(body))),
            Act::SpawnIn(wg, body) => {
                let wg = self.wait_groups[*wg].clone();
                wg.add(1);
                // Go does not get here after a panic.
                unwind().await;
                let body = self.run(Rc::clone(body));
                go(async move {
                    let _done = defer(|| wg.done());
                    body.await;
                });
            }
            Act::Repeat(times, body) => {
                for _ in 0..*times {
                    self.run(Rc::clone(body)).await;
                }
            }
            Act::Recovered(body) => {
                if let Err(message) = recovered(self.run(Rc::clone(body))).await {
                    println(format!("{n} {message}"));
                }
            }
            Act::Panic => {
                go::panic(&format!("panic {n}"));
                return None;
            }
            Act::Exit => {
                go::exit();
                return None;
            }
            Act::AfterDone(ctx, body) => {
                let body = self.run(Rc::clone(body));
                let _stop = context::after_done(&self.contexts[*ctx], || body);
            }
            Act::AfterFunc(d, body) => {
                let (world, body) = (Rc::clone(self), Rc::clone(body));
                go::after_func(Duration(*d), move || world.run(Rc::clone(&body)));
            }
            Act::Select(cases, default) => return Some(self.select(n, cases, *default).await),
            _ => return self.act_on_object(n, act).await,
        }
        Some(String::new())
    }

    async fn act_on_object(self: &Rc<World>, n: u32, act: &Act) -> Option<String> {
        match act {
            Act::Send(c) => self.channels[*c].send(n).await,
            Act::Receive(c) => return Some(received(self.channels[*c].receive().await)),
            Act::Range(c, body) => {
                while let Some(value) = self.channels[*c].receive().await {
                    println(format!("{n} {value}"));
                    self.run(Rc::clone(body)).await;
                }
            }
            Act::Close(c) => self.channels[*c].close(),
            Act::Len(c) => {
                let channel = &self.channels[*c];
                return Some(format!(" {} {}", channel.len(), channel.capacity()));
            }
            Act::Cancel(ctx) => match &self.cancels[*ctx] {
                Some((cancel, true)) => cancel.with_cause(&Error::new(format!("cause {n}"))),
                Some((cancel, false)) => cancel.call(),
                None => {}
            },
            Act::Err(ctx) => {
                let ctx = &self.contexts[*ctx];
                return Some(said(ctx.err().as_ref()) + &said(ctx.cause().as_ref()));
            }
            Act::Acquire(sem, limit, weight) => {
                let got = self.acquire(*sem, *limit, *weight).await;
                return Some(said(got.err().as_ref()));
            }
            Act::TryAcquire(sem, weight) => {
                return Some(format!(" {}", self.semaphores[*sem].try_acquire(*weight)));
            }
            Act::Release(sem, weight) => self.semaphores[*sem].release(*weight),
            Act::Holding(sem, limit, weight, body) => {
                if let Err(error) = self.acquire(*sem, *limit, *weight).await {
                    println(format!("{n} {error}"));
                } else {
                    println(n.to_string());
                    self.run(Rc::clone(body)).await;
                    self.semaphores[*sem].release(*weight);
                }
            }
            Act::GroupGo(g, body, fails) => {
                let f = Rc::clone(self).fallible(n, Rc::clone(body), *fails);
                self.groups[*g].go(f).await;
            }
            Act::GroupTryGo(g, body, fails) => {
                let f = Rc::clone(self).fallible(n, Rc::clone(body), *fails);
                return Some(format!(" {}", self.groups[*g].try_go(f)));
            }
            Act::GroupWait(g) => return Some(said(self.groups[*g].wait().await.err().as_ref())),
            Act::Allow(lim, n) => return Some(format!(" {}", self.limiters[*lim].allow_n(*n))),
            Act::Reserve(lim, count, back) => {
                let reserved = self.limiters[*lim].reserve_n(*count);
                println(format!("{n} {} {}", reserved.ok(), reserved.delay().0));
                if let Some(d) = back {
                    go::sleep(Duration(*d)).await;
                    reserved.cancel();
                }
            }
            Act::Limited(lim, limit, count) => {
                let (ctx, cancel) = self.limit(*limit);
                let waited = self.limiters[*lim].wait_n(&ctx, *count).await;
                cancel.inspect(Cancel::call);
                return Some(said(waited.err().as_ref()));
            }
            Act::StopTimer(t) => return Some(format!(" {}", self.timers[*t].stop())),
            Act::ResetTimer(t, d) => {
                return Some(format!(" {}", self.timers[*t].reset(Duration(*d))));
            }
            Act::StopTicker(t) => self.tickers[*t].stop(),
            _ => return self.act_on_lock(n, act).await,
        }
        Some(String::new())
    }

    async fn act_on_lock(self: &Rc<World>, n: u32, act: &Act) -> Option<String> {
        match act {
            Act::Lock(m) => {
                let _waits = Waits::new(&self.lockers[*m]);
                self.mutexes[*m].lock().await;
            }
            Act::Unlock(m) => self.mutexes[*m].unlock().await,
            Act::TryLock(m) => return Some(format!(" {}", self.mutexes[*m].try_lock())),
            Act::Locked(m, body) => {
                let waits = Waits::new(&self.lockers[*m]);
                let within = async {
                    drop(waits);
                    println(n.to_string());
                    self.deferring(&self.lockers[*m], body).await;
                };
                self.mutexes[*m].locked(within).await;
            }
            Act::ReadLock(m) => self.rw_mutexes[*m].r_lock().await,
            Act::ReadUnlock(m) => self.rw_mutexes[*m].r_unlock(),
            Act::WriteLock(m) => self.rw_mutexes[*m].lock().await,
            Act::WriteUnlock(m) => self.rw_mutexes[*m].unlock().await,
            Act::TryReadLock(m) => return Some(format!(" {}", self.rw_mutexes[*m].try_r_lock())),
            Act::TryWriteLock(m) => return Some(format!(" {}", self.rw_mutexes[*m].try_lock())),
            Act::Add(wg, delta) => self.wait_groups[*wg].add(*delta),
            Act::Wait(wg) => self.wait_groups[*wg].wait().await,
            Act::Once(once, body) => {
                let waits = Waits::new(&self.callers[*once]);
                let within = async {
                    drop(waits);
                    self.deferring(&self.callers[*once], body).await;
                };
                self.onces[*once].call(within).await;
            }
            _ => unreachable!("{act:?} is done elsewhere"),
        }
        Some(String::new())
    }

    /// Runs `body` in a function with a deferred unlock, for which `waiters` may wait.
    async fn deferring(self: &Rc<World>, waiters: &Rc<Cell<u32>>, body: &Body) {
        let unlocks = defer(|| {
            // Spawning succeeds only while the run goes on.
            if waiters.get() > 0 && runtime::spawn(async {}).is_some() {
                self.is_chance(Chance::Unwinding);
            }
        });
        self.run(Rc::clone(body)).await;
        std::mem::forget(unlocks);
    }

    async fn acquire(&self, sem: usize, limit: Limit, weight: i64) -> Result<(), Error> {
        let (ctx, cancel) = self.limit(limit);
        let got = self.semaphores[sem].acquire(&ctx, weight).await;
        cancel.inspect(Cancel::call);
        got
    }

    fn limit(&self, limit: Limit) -> (Context, Option<Cancel>) {
        match limit {
            Limit::Of(ctx) => (self.contexts[ctx].clone(), None),
            Limit::Within(d) => {
                let (ctx, cancel) = context::with_timeout(&context::background(), Duration(d));
                (ctx, Some(cancel))
            }
        }
    }
}

/// Counts a waiter as long as it lives.
struct Waits(Rc<Cell<u32>>);

impl Waits {
    fn new(count: &Rc<Cell<u32>>) -> Waits {
        count.set(count.get() + 1);
        Waits(Rc::clone(count))
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Formats `v, ok` like Go.
pub(super) fn received(value: Option<u32>) -> String {
    format!(" {} {}", value.unwrap_or_default(), value.is_some())
}

/// Formats an error like Go.
fn said(error: Option<&Error>) -> String {
    error.map_or_else(|| String::from(" <nil>"), |error| format!(" {error}"))
}
