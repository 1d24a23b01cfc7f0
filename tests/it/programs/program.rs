//! A random program: plain data, which is printed as Go and interpreted over `goruntime::go`.

use std::rc::Rc;

/// The objects that the goroutines share, and main's body.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) objects: Objects,
    pub(super) main: Body,
}

/// The shared objects. Steps name them by their index in these lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    /// The capacity of each channel; `None` for a nil one.
    pub(super) channels: Vec<Option<usize>>,
    pub(super) mutexes: usize,
    pub(super) rw_mutexes: usize,
    pub(super) wait_groups: usize,
    pub(super) onces: usize,
    /// Context 0 is the background. A context has at most one child, since Go leaves the order of children to chance.
    pub(super) contexts: Vec<Ctx>,
    pub(super) semaphores: Vec<i64>,
    /// The limits of the groups without a context.
    pub(super) groups: Vec<Option<usize>>,
    /// Tenths of an event per second, and the burst.
    pub(super) limiters: Vec<(u32, u32)>,
    /// Nanoseconds.
    pub(super) timers: Vec<u64>,
    pub(super) tickers: Vec<u64>,
}

/// The constructor of a context, and its parent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ctx {
    Background,
    Cancel(usize),
    Timeout(usize, u64),
    /// `errgroup.WithContext`, and the group's limit. These groups are numbered after the groups without a context.
    Group(usize, Option<usize>),
}

pub(super) type Body = Rc<Vec<Step>>;

/// A step prints its number and its result when it is done.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) number: u32,
    pub(super) act: Act,
}

#[derive(Clone, Debug)]
pub(super) enum Act {
    Sleep(u64),
    Gosched,
    Spawn(Body),
    /// Runs the body in a goroutine that a wait group counts.
    SpawnIn(usize, Body),
    Repeat(u32, Body),
    /// Runs the body in a function that recovers.
    Recovered(Body),
    Panic,
    Exit,

    Send(usize),
    Receive(usize),
    Close(usize),
    /// Receives until the channel is closed, and runs the body with each value.
    Range(usize, Body),
    Len(usize),
    /// The cases, and whether there is a default.
    Select(Vec<Case>, bool),

    Lock(usize),
    Unlock(usize),
    TryLock(usize),
    /// Runs the body in a function that locks and defers the unlocking.
    Locked(usize, Body),
    ReadLock(usize),
    ReadUnlock(usize),
    WriteLock(usize),
    WriteUnlock(usize),
    TryReadLock(usize),
    TryWriteLock(usize),
    Add(usize, i64),
    Wait(usize),
    Once(usize, Body),

    Cancel(usize),
    Err(usize),
    AfterDone(usize, Body),

    /// The semaphore, the limit on waiting, the weight.
    Acquire(usize, Limit, i64),
    TryAcquire(usize, i64),
    Release(usize, i64),
    /// Acquires; on success runs the body and releases.
    Holding(usize, Limit, i64, Body),
    /// The group, the goroutine's body, and whether it returns an error.
    GroupGo(usize, Body, bool),
    GroupTryGo(usize, Body, bool),
    GroupWait(usize),
    /// The limiter, and the number of tokens.
    Allow(usize, u32),
    /// The limiter, the number of tokens, and the time after which they are given back.
    Reserve(usize, u32, Option<u64>),
    /// The limiter, the limit on waiting, and the number of tokens.
    Limited(usize, Limit, u32),

    AfterFunc(u64, Body),
    StopTimer(usize),
    ResetTimer(usize, u64),
    StopTicker(usize),
}

/// The context of a wait.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    Of(usize),
    /// A new context with this timeout.
    Within(u64),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Case {
    Send(usize),
    Receive(usize),
    Done(usize),
    After(u64),
    Timer(usize),
    Ticker(usize),
}

impl Program {
    /// This program without one case of the select with that number.
    pub(super) fn with_fewer_cases(&self, number: u32) -> Program {
        Program {
            objects: self.objects.clone(),
            main: Rc::new(with_fewer_cases(&self.main, number)),
        }
    }

    /// The programs that are smaller than this one by one step or one wrapper.
    pub(super) fn smaller(&self) -> Vec<Program> {
        let with = |main: Vec<Step>| Program {
            objects: self.objects.clone(),
            main: Rc::new(main),
        };
        smaller(&self.main).into_iter().map(with).collect()
    }
}

impl Act {
    /// The body of an act.
    pub(super) fn body(&self) -> Option<&Body> {
        match self {
            Act::Spawn(body)
            | Act::SpawnIn(_, body)
            | Act::Repeat(_, body)
            | Act::Recovered(body)
            | Act::Range(_, body)
            | Act::Locked(_, body)
            | Act::Once(_, body)
            | Act::AfterDone(_, body)
            | Act::Holding(_, _, _, body)
            | Act::GroupGo(_, body, _)
            | Act::GroupTryGo(_, body, _)
            | Act::AfterFunc(_, body) => Some(body),
            _ => None,
        }
    }

    fn with_body(&self, with: Vec<Step>) -> Act {
        let mut act = self.clone();
        match &mut act {
            Act::Spawn(body)
            | Act::SpawnIn(_, body)
            | Act::Repeat(_, body)
            | Act::Recovered(body)
            | Act::Range(_, body)
            | Act::Locked(_, body)
            | Act::Once(_, body)
            | Act::AfterDone(_, body)
            | Act::Holding(_, _, _, body)
            | Act::GroupGo(_, body, _)
            | Act::GroupTryGo(_, body, _)
            | Act::AfterFunc(_, body) => *body = Rc::new(with),
            _ => {}
        }
        act
    }
}

fn with_fewer_cases(steps: &[Step], of: u32) -> Vec<Step> {
    let step = |step: &Step| {
        let act = match (&step.act, step.act.body()) {
            (Act::Select(cases, default), _) if step.number == of => {
                Act::Select(cases[1..].to_vec(), *default)
            }
            (act, Some(body)) => act.with_body(with_fewer_cases(body, of)),
            (act, None) => act.clone(),
        };
        let number = step.number;
        Step { number, act }
    };
    steps.iter().map(step).collect()
}

fn smaller(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let with = |instead: &[Step]| [&steps[..place], instead, &steps[place + 1..]].concat();
        all.push(with(&[]));
        if let Some(body) = step.act.body() {
            all.push(with(body));
            for body in smaller(body) {
                let act = step.act.with_body(body);
                let number = step.number;
                all.push(with(&[Step { number, act }]));
            }
        }
        if let Act::Select(cases, default) = &step.act {
            for left_out in 0..cases.len() {
                let mut cases = cases.clone();
                cases.remove(left_out);
                let (number, act) = (step.number, Act::Select(cases, *default));
                all.push(with(&[Step { number, act }]));
            }
        }
    }
    all
}
