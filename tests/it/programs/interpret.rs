//! Programs as goroutines of `goroutine_lab::go`: the same operations in the same order as the Go source does them.

use super::program::{Act, Body, Case, Ctx, Limit, Objects, Program, Step};
use goroutine_lab::go::context::{self, Cancel};
use goroutine_lab::go::errgroup::{self, Group};
use goroutine_lab::go::rate::Limiter;
use goroutine_lab::go::semaphore::Weighted;
use goroutine_lab::go::{
    self, Chan, Context, Error, Mutex, Once, Receiving, RwMutex, Sending, Ticker, Timer, WaitGroup,
    defer, go, println, recovered, unwind,
};
use goroutine_lab::runtime::{Budget, Run};
use goroutine_lab::time::{Duration, Time};
use goroutine_lab::trace::Trace;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// What Go leaves to chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chance {
    /// The select of this number had several cases ready.
    Select(u32),
    /// Two timers were due at the same instant.
    Timers,
}

/// What happened, and the first thing of it, if any, that Go leaves to chance.
pub(super) fn run(program: &Program) -> (Trace, Option<Chance>) {
    let chance = Rc::new(Cell::new(None));
    let (seen, program) = (Rc::clone(&chance), program.clone());
    let main = async move {
        let world = Rc::new(World::new(&program.objects, seen));
        world.run(program.main).await;
        println("main returns");
    };
    let trace = Run::new(
        Budget {
            steps: 1_000_000,
            ..Budget::default()
        },
        1,
        main,
    )
    .finish();
    (trace, chance.get())
}

struct World {
    channels: Vec<Chan<u32>>,
    mutexes: Vec<Mutex>,
    rw_mutexes: Vec<RwMutex>,
    wait_groups: Vec<WaitGroup>,
    onces: Vec<Once>,
    contexts: Vec<Context>,
    cancels: Vec<Option<Cancel>>,
    semaphores: Vec<Weighted>,
    groups: Vec<Group>,
    limiters: Vec<Limiter>,
    timers: Vec<Timer>,
    tickers: Vec<Ticker>,
    due: RefCell<BTreeSet<u64>>,
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
            due: RefCell::default(),
            chance,
        };
        for d in objects.timers.iter().chain(&objects.tickers) {
            world.sets_timer(*d);
        }
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
                    (context, Some(cancel))
                }
                Ctx::Timeout(parent, d) => {
                    self.sets_timer(d);
                    let parent = &self.contexts[parent];
                    let (context, cancel) = context::with_timeout(parent, Duration(d));
                    (context, Some(cancel))
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

    /// A timer is set; no two may be due at the same instant.
    fn sets_timer(&self, d: u64) {
        let at = go::now() + Duration(d);
        if !self.due.borrow_mut().insert(at.0) {
            self.is_chance(Chance::Timers);
        }
    }

    fn is_chance(&self, what: Chance) {
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

    /// Does it, and returns what is said with it; nothing if it says nothing itself.
    async fn act(self: &Rc<World>, n: u32, act: &Act) -> Option<String> {
        match act {
            Act::Sleep(d) => {
                self.sets_timer(*d);
                go::sleep(Duration(*d)).await;
            }
            Act::Gosched => go::gosched().await,
            Act::Spawn(body) => go(self.run(Rc::clone(body))),
            Act::SpawnIn(wg, body) => {
                let wg = self.wait_groups[*wg].clone();
                wg.add(1);
                // What Go does not come to when it panics.
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
                self.sets_timer(*d);
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
            Act::Cancel(ctx) => match (&self.cancels[*ctx], self.contexts[*ctx].deadline()) {
                (Some(cancel), None) => cancel.with_cause(&Error::new(format!("cause {n}"))),
                (Some(cancel), Some(_)) => cancel.call(),
                (None, _) => {}
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
                    self.sets_timer(*d);
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
                self.sets_timer(*d);
                return Some(format!(" {}", self.timers[*t].reset(Duration(*d))));
            }
            Act::StopTicker(t) => self.tickers[*t].stop(),
            _ => return self.act_on_lock(n, act).await,
        }
        Some(String::new())
    }

    async fn act_on_lock(self: &Rc<World>, n: u32, act: &Act) -> Option<String> {
        match act {
            Act::Lock(m) => self.mutexes[*m].lock().await,
            Act::Unlock(m) => self.mutexes[*m].unlock().await,
            Act::TryLock(m) => return Some(format!(" {}", self.mutexes[*m].try_lock())),
            Act::Locked(m, body) => {
                let within = async {
                    println(n.to_string());
                    self.run(Rc::clone(body)).await;
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
            Act::Once(once, body) => self.onces[*once].call(self.run(Rc::clone(body))).await,
            _ => unreachable!("{act:?} is done elsewhere"),
        }
        Some(String::new())
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
                self.sets_timer(d);
                let (ctx, cancel) = context::with_timeout(&context::background(), Duration(d));
                (ctx, Some(cancel))
            }
        }
    }

    async fn select(&self, n: u32, cases: &[Case], default: bool) -> String {
        let mut cases: Vec<Waiting> = cases.iter().map(|case| self.case(n, *case)).collect();
        let mut as_cases: Vec<&mut dyn go::Case> = cases.iter_mut().map(Waiting::case).collect();
        if as_cases.iter().filter(|case| case.is_ready()).count() > 1 {
            self.is_chance(Chance::Select(n));
        }
        let chosen = if default {
            go::select_default(&mut as_cases)
        } else {
            Some(go::select(&mut as_cases).await)
        };
        let Some(chosen) = chosen else {
            return String::from(" -1");
        };
        let mut text = format!(" {chosen}");
        match &mut cases[chosen] {
            Waiting::Send(_) | Waiting::Done(_) => {}
            Waiting::Receive(case) => text += &received(case.take()),
            Waiting::Time(case) => {
                // Writing to a String cannot fail.
                let _ = write!(text, " {}", case.take().unwrap_or_default().0);
            }
        }
        text
    }

    fn case(&self, n: u32, case: Case) -> Waiting {
        match case {
            Case::Send(c) => Waiting::Send(self.channels[c].sending(n)),
            Case::Receive(c) => Waiting::Receive(self.channels[c].receiving()),
            Case::Done(ctx) => Waiting::Done(self.contexts[ctx].done().receiving()),
            Case::After(d) => {
                self.sets_timer(d);
                Waiting::Time(go::after(Duration(d)).receiving())
            }
            Case::Timer(t) => Waiting::Time(self.timers[t].channel().receiving()),
            Case::Ticker(t) => Waiting::Time(self.tickers[t].channel().receiving()),
        }
    }
}

/// A case of a select.
enum Waiting {
    Send(Sending<u32>),
    Receive(Receiving<u32>),
    Done(Receiving<()>),
    Time(Receiving<Time>),
}

impl Waiting {
    fn case(&mut self) -> &mut dyn go::Case {
        match self {
            Waiting::Send(case) => case,
            Waiting::Receive(case) => case,
            Waiting::Done(case) => case,
            Waiting::Time(case) => case,
        }
    }
}

/// As Go prints `v, ok`.
fn received(value: Option<u32>) -> String {
    format!(" {} {}", value.unwrap_or_default(), value.is_some())
}

/// As Go prints an error.
fn said(error: Option<&Error>) -> String {
    error.map_or_else(|| String::from(" <nil>"), |error| format!(" {error}"))
}
