//! Drawing programs.

use super::interpret::{self, Chance};
use super::program::{Act, Body, Case, Ctx, Limit, Program, Step};
use goroutine_lab::rng::Rng;
use std::rc::Rc;

/// The most steps of a program, and how deep they lie in one another.
const STEPS: usize = 50;
const DEPTH: usize = 4;

/// The program of a seed. Nothing in it is left to chance by Go.
pub(super) fn program(seed: u64) -> Program {
    let mut attempts = (0..).map(|attempt| Generator::new(seed, attempt).program());
    let program = attempts.find_map(without_chance);
    program.unwrap_or_else(|| unreachable!("there are small programs"))
}

/// Takes cases out of selects until none has several ready. `None` if two timers are due at once.
pub(super) fn without_chance(mut program: Program) -> Option<Program> {
    loop {
        match interpret::run(&program).1 {
            None => return Some(program),
            Some(Chance::Select(number)) => program = program.with_fewer_cases(number),
            Some(Chance::Timers) => return None,
        }
    }
}

/// What a program is about. Each is about a few of these, so that its goroutines meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Channels,
    Mutexes,
    RwMutexes,
    WaitGroups,
    Onces,
    Contexts,
    Semaphores,
    Groups,
    Limiters,
    Timers,
}

const TOPICS: [Topic; 10] = [
    Topic::Channels,
    Topic::Mutexes,
    Topic::RwMutexes,
    Topic::WaitGroups,
    Topic::Onces,
    Topic::Contexts,
    Topic::Semaphores,
    Topic::Groups,
    Topic::Limiters,
    Topic::Timers,
];

struct Generator {
    rng: Rng,
    program: Program,
    topics: Vec<Topic>,
    number: u32,
    left: usize,
    /// A context that has no child yet and may get one.
    childless: Option<usize>,
    /// Within a `range`. Who sends there may go on for ever.
    ranges: bool,
}

impl Generator {
    fn new(seed: u64, attempt: u64) -> Generator {
        Generator {
            rng: Rng::new(seed, attempt),
            program: Program::default(),
            topics: Vec::new(),
            number: 0,
            left: STEPS,
            childless: None,
            ranges: false,
        }
    }

    fn program(mut self) -> Program {
        for _ in 0..self.between(1, 4) {
            let topic = TOPICS[self.below(TOPICS.len())];
            self.topics.push(topic);
        }
        self.objects();
        let mut main = Vec::new();
        for _ in 0..self.between(1, 5) {
            let act = self.spawn(1);
            main.push(self.step(act));
        }
        self.steps(1, &mut main);
        let last = match self.below(4) {
            0 => None,
            1 if self.program.objects.wait_groups > 0 => Some(Act::Wait(0)),
            _ => Some(Act::Sleep(20_000_000 + self.duration())),
        };
        if let Some(act) = last {
            main.push(self.step(act));
        }
        self.program.main = Rc::new(main);
        self.program
    }

    fn objects(&mut self) {
        let is_about = |topic| self.topics.contains(&topic);
        let counts = [
            Topic::Mutexes,
            Topic::RwMutexes,
            Topic::WaitGroups,
            Topic::Onces,
        ]
        .map(|topic| usize::from(is_about(topic)));
        let objects = &mut self.program.objects;
        [
            objects.mutexes,
            objects.rw_mutexes,
            objects.wait_groups,
            objects.onces,
        ] = counts;
        if self.one_in(2) {
            self.program.objects.mutexes *= 2;
            self.program.objects.wait_groups *= 2;
        }
        for topic in self.topics.clone() {
            match topic {
                Topic::Channels => {
                    let capacity = [0, 0, 1, 2, 3][self.below(5)];
                    let capacity = (!self.one_in(12)).then_some(capacity);
                    self.program.objects.channels.push(capacity);
                }
                Topic::Semaphores => {
                    let size = i64::from(self.small(1, 4));
                    self.program.objects.semaphores.push(size);
                }
                Topic::Limiters => {
                    let tenths = self.small(2_000, 80_000);
                    let burst = self.small(1, 3);
                    self.program.objects.limiters.push((tenths, burst));
                }
                Topic::Timers => {
                    let (timer, ticker) = (self.duration(), self.duration());
                    self.program.objects.timers.push(timer);
                    self.program.objects.tickers.push(ticker);
                }
                _ => {}
            }
        }
        self.contexts();
    }

    fn contexts(&mut self) {
        self.program.objects.contexts.push(Ctx::Background);
        for topic in self.topics.clone() {
            let limit = self.one_in(2).then(|| self.between(1, 3));
            let parent = self.childless.take().unwrap_or(0);
            let ctx = match topic {
                Topic::Contexts if self.one_in(2) => Ctx::Timeout(parent, self.duration()),
                Topic::Contexts => Ctx::Cancel(parent),
                Topic::Groups if self.one_in(3) => {
                    self.program.objects.groups.push(limit);
                    continue;
                }
                Topic::Groups => Ctx::Group(parent, limit),
                _ => continue,
            };
            self.childless = Some(self.program.objects.contexts.len());
            self.program.objects.contexts.push(ctx);
        }
    }

    fn body(&mut self, depth: usize) -> Body {
        let mut steps = Vec::new();
        // Those who hold something hold it for a while, mostly.
        if !self.one_in(3) {
            let act = Act::Sleep(self.duration());
            steps.push(self.step(act));
        }
        self.steps(depth, &mut steps);
        Rc::new(steps)
    }

    fn steps(&mut self, depth: usize, steps: &mut Vec<Step>) {
        for _ in 0..self.between(1, 5) {
            if self.left == 0 {
                return;
            }
            let first = self.act(depth);
            let last = self.counterpart(&first);
            steps.push(self.step(first));
            if let Some(last) = last {
                if depth < DEPTH {
                    self.steps(depth + 1, steps);
                }
                steps.push(self.step(last));
            }
        }
    }

    fn step(&mut self, act: Act) -> Step {
        self.number += 1;
        self.left = self.left.saturating_sub(1);
        let number = self.number;
        Step { number, act }
    }

    /// What mostly follows.
    fn counterpart(&mut self, act: &Act) -> Option<Act> {
        let forgets = self.one_in(12);
        let counterpart = match act {
            Act::Lock(m) => Act::Unlock(*m),
            Act::ReadLock(m) => Act::ReadUnlock(*m),
            Act::WriteLock(m) => Act::WriteUnlock(*m),
            _ => return None,
        };
        (!forgets).then_some(counterpart)
    }

    fn act(&mut self, depth: usize) -> Act {
        let is_deep = depth >= DEPTH;
        match self.below(100) {
            0..=20 => Act::Sleep(self.duration()),
            21 => Act::Gosched,
            22..=30 if !is_deep => self.spawn(depth + 1),
            31..=39 if !is_deep => {
                let childless = self.childless.take();
                let act = Act::Repeat(self.small(2, 4), self.body(depth + 1));
                self.childless = childless;
                act
            }
            40..=41 if !is_deep => Act::Recovered(self.body(depth + 1)),
            42 if self.one_in(2) => Act::Panic,
            43 if self.one_in(6) => Act::Exit,
            _ => {
                let topic = self.below(self.topics.len());
                let topic = self.topics[topic];
                self.act_about(topic, depth + 1)
            }
        }
    }

    fn spawn(&mut self, depth: usize) -> Act {
        match self.program.objects.wait_groups {
            0 => Act::Spawn(self.body(depth)),
            count => Act::SpawnIn(self.below(count), self.body(depth)),
        }
    }

    fn act_about(&mut self, topic: Topic, depth: usize) -> Act {
        let objects = &self.program.objects;
        let is_deep = depth > DEPTH;
        let (mutexes, wait_groups) = (objects.mutexes, objects.wait_groups);
        let contexts = objects.contexts.len();
        match topic {
            Topic::Channels => self.act_on_channel(),
            Topic::Timers => self.act_on_timer(depth),
            Topic::Groups => self.act_on_group(depth),
            Topic::Contexts => match self.below(8) {
                0..=1 => Act::Cancel(self.below(contexts)),
                2 => Act::Err(self.below(contexts)),
                3 if !is_deep && self.childless.is_some() => {
                    let ctx = self.childless.take().unwrap_or_default();
                    Act::AfterDone(ctx, self.body(depth))
                }
                _ => self.select(),
            },
            Topic::Mutexes => {
                let m = self.below(mutexes);
                match self.below(10) {
                    0..=4 => Act::Lock(m),
                    5 => Act::TryLock(m),
                    6 if self.one_in(3) => Act::Unlock(m),
                    _ => Act::Locked(m, self.body(depth)),
                }
            }
            Topic::RwMutexes => match self.below(10) {
                0..=4 => Act::ReadLock(0),
                5..=7 => Act::WriteLock(0),
                8 => Act::TryReadLock(0),
                _ => [
                    Act::TryWriteLock(0),
                    Act::TryWriteLock(0),
                    Act::ReadUnlock(0),
                    Act::WriteUnlock(0),
                ][self.below(4)]
                .clone(),
            },
            Topic::WaitGroups => {
                let wg = self.below(wait_groups);
                match self.below(6) {
                    0 if self.one_in(2) => Act::Add(wg, [1, -1, 2][self.below(3)]),
                    // Who is counted itself would wait for ever.
                    1..=2 if depth <= 2 || self.one_in(4) => Act::Wait(wg),
                    _ if !is_deep => self.spawn(depth),
                    _ => Act::Sleep(self.duration()),
                }
            }
            Topic::Onces => Act::Once(0, self.body(depth)),
            Topic::Semaphores => {
                let sem = self.below(self.program.objects.semaphores.len());
                let weight = i64::from(self.small(1, 3));
                match self.below(10) {
                    0 => Act::TryAcquire(sem, weight),
                    1 => Act::Release(sem, weight),
                    2..=3 => Act::Acquire(sem, self.limit(), weight),
                    _ => Act::Holding(sem, self.limit(), weight, self.body(depth)),
                }
            }
            Topic::Limiters => match self.below(4) {
                0 => Act::Allow(0),
                _ => Act::Limited(0, self.limit()),
            },
        }
    }

    fn act_on_channel(&mut self) -> Act {
        let c = self.below(self.program.objects.channels.len());
        match self.below(20) {
            0..=5 if !self.ranges => Act::Send(c),
            6..=12 => Act::Receive(c),
            13 => Act::Len(c),
            14 => Act::Close(c),
            15 => {
                let ranges = std::mem::replace(&mut self.ranges, true);
                let body = self.body(DEPTH);
                self.ranges = ranges;
                Act::Range(c, body)
            }
            _ => self.select(),
        }
    }

    fn act_on_timer(&mut self, depth: usize) -> Act {
        let t = self.below(self.program.objects.timers.len());
        match self.below(10) {
            0..=1 => Act::StopTimer(t),
            2..=4 => Act::ResetTimer(t, self.duration()),
            5 if self.one_in(2) => Act::StopTicker(t),
            6..=7 => Act::AfterFunc(self.duration(), self.body(depth)),
            _ => self.select(),
        }
    }

    fn act_on_group(&mut self, depth: usize) -> Act {
        let objects = &self.program.objects;
        let of_contexts = objects
            .contexts
            .iter()
            .filter(|c| matches!(c, Ctx::Group(..)));
        let count = objects.groups.len() + of_contexts.count();
        let (g, fails) = (self.below(count), self.one_in(4));
        match self.below(8) {
            0 => Act::GroupTryGo(g, self.body(depth), fails),
            1..=2 => Act::GroupWait(g),
            3 => self.select(),
            _ => Act::GroupGo(g, self.body(depth), fails),
        }
    }

    fn limit(&mut self) -> Limit {
        if self.one_in(3) {
            return Limit::Within(self.duration());
        }
        Limit::Of(self.below(self.program.objects.contexts.len()))
    }

    fn select(&mut self) -> Act {
        let objects = self.program.objects.clone();
        let mut cases = Vec::new();
        // A channel comes at most once in each direction: of two equal cases, which one is woken is chance.
        for c in 0..objects.channels.len() {
            if !self.ranges && self.one_in(3) {
                cases.push(Case::Send(c));
            }
            if self.one_in(3) {
                cases.push(Case::Receive(c));
            }
        }
        for ctx in 1..objects.contexts.len() {
            if self.one_in(2) {
                cases.push(Case::Done(ctx));
            }
        }
        for t in 0..objects.timers.len() {
            if self.one_in(2) {
                cases.push([Case::Timer(t), Case::Ticker(t)][self.below(2)]);
            }
        }
        if self.one_in(3) {
            cases.push(Case::After(self.duration()));
        }
        if cases.is_empty() && !self.one_in(50) {
            cases.push(Case::After(self.duration()));
        }
        if !cases.is_empty() {
            let place = self.below(cases.len());
            cases.rotate_left(place);
        }
        Act::Select(cases, self.one_in(5))
    }

    /// To the nanosecond, so that hardly two timers are due at once; on both sides of the millisecond after which a
    /// mutex starves.
    fn duration(&mut self) -> u64 {
        let most = [30_000, 400_000, 1_500_000, 4_000_000][self.below(4)];
        self.rng.between(1, most)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.rng.below(n as u64)).unwrap_or_default()
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn small(&mut self, low: u32, high: u32) -> u32 {
        u32::try_from(self.rng.between(low.into(), high.into())).unwrap_or(low)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}
