//! Drawing programs.

use super::interpret::{self, Chance};
use super::program::{Act, Body, Ctx, Program, Step};
use goruntime::rng::Rng;
use std::rc::Rc;

/// The most steps of a program, and the deepest nesting.
const STEPS: usize = 60;
pub(super) const DEPTH: usize = 4;

/// The program of a seed. Go leaves nothing in it to chance.
pub(super) fn program(seed: u64) -> Program {
    let mut attempts = (0..).map(|attempt| Generator::new(seed, attempt).program());
    let program = attempts.find_map(without_chance);
    program.unwrap_or_else(|| unreachable!("there are small programs"))
}

/// Removes cases from selects until none has several ready. `None` if the program cannot be compared for another reason.
pub(super) fn without_chance(mut program: Program) -> Option<Program> {
    loop {
        match interpret::run(&program).1 {
            None => return Some(program),
            Some(Chance::Select(number)) => program = program.with_fewer_cases(number),
            Some(Chance::Timers | Chance::Unwinding) => return None,
        }
    }
}

/// The topics of a program. Each program has a few of these, so that its goroutines interact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
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

const TOPICS: [Topic; 14] = [
    Topic::Channels,
    // Twice, since much of its behaviour shows only with many goroutines.
    Topic::Mutexes,
    Topic::Mutexes,
    Topic::RwMutexes,
    Topic::RwMutexes,
    Topic::Semaphores,
    Topic::Limiters,
    Topic::WaitGroups,
    Topic::Onces,
    Topic::Contexts,
    Topic::Semaphores,
    Topic::Groups,
    Topic::Limiters,
    Topic::Timers,
];

impl Topic {
    fn locks(self) -> bool {
        matches!(self, Topic::Mutexes | Topic::RwMutexes | Topic::Onces)
    }
}

pub(super) struct Generator {
    rng: Rng,
    pub(super) program: Program,
    topics: Vec<Topic>,
    /// The longest durations, in nanoseconds.
    scale: u64,
    number: u32,
    left: usize,
    /// A context without a child, which may get one.
    pub(super) childless: Option<usize>,
    /// Whether the step is inside a `range`, where a send might keep the loop going for ever.
    pub(super) ranges: bool,
    /// The number of locks held. A goroutine that locks again might wait for itself.
    holds: u32,
}

impl Generator {
    fn new(seed: u64, attempt: u64) -> Generator {
        Generator {
            rng: Rng::new(seed, attempt),
            program: Program::default(),
            topics: Vec::new(),
            scale: 0,
            number: 0,
            left: STEPS,
            childless: None,
            ranges: false,
            holds: 0,
        }
    }

    fn program(mut self) -> Program {
        self.scale = [50_000, 500_000, 4_000_000][self.below(3)];
        for _ in 0..[1, 1, 1, 2, 2, 3, 4][self.below(7)] {
            let topic = TOPICS[self.below(TOPICS.len())];
            self.topics.push(topic);
        }
        self.objects();
        let mut main = Vec::new();
        let workers = self.one_in(2);
        for _ in 0..self.between(1, 6) {
            let act = if workers {
                self.worker()
            } else {
                self.spawn(1)
            };
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
            let parent = self.childless.unwrap_or(0);
            let ctx = match topic {
                Topic::Contexts if self.one_in(2) => Ctx::Timeout(parent, self.duration()),
                Topic::Contexts => Ctx::Cancel(parent),
                Topic::Groups if self.one_in(3) => {
                    self.program.objects.groups.push(limit);
                    continue;
                }
                Topic::Groups => Ctx::Group(parent, limit),
                Topic::Semaphores | Topic::Limiters if self.one_in(2) => Ctx::Cancel(parent),
                _ => continue,
            };
            self.childless = Some(self.program.objects.contexts.len());
            self.program.objects.contexts.push(ctx);
        }
    }

    pub(super) fn body(&mut self, depth: usize) -> Body {
        let mut steps = Vec::new();
        // Most holders keep it for a while.
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
            let act = self.act(depth);
            self.with_counterpart(act, depth, steps);
        }
    }

    /// Adds an act and often its counterpart, with something in between.
    fn with_counterpart(&mut self, act: Act, depth: usize, steps: &mut Vec<Step>) {
        let last = self.counterpart(&act);
        steps.push(self.step(act));
        if let Some(last) = last {
            self.holds += 1;
            let pause = Act::Sleep(self.duration());
            steps.push(self.step(pause));
            if depth < DEPTH {
                self.steps(depth + 1, steps);
            }
            self.holds -= 1;
            steps.push(self.step(last));
        }
    }

    fn step(&mut self, act: Act) -> Step {
        self.number += 1;
        self.left = self.left.saturating_sub(1);
        let number = self.number;
        Step { number, act }
    }

    /// The usual counterpart of an act.
    fn counterpart(&mut self, act: &Act) -> Option<Act> {
        let forgets = self.one_in(12);
        let counterpart = match act {
            Act::Lock(m) => Act::Unlock(*m),
            Act::Add(wg, delta @ 1..) => Act::Add(*wg, -*delta),
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
                let topic = self.topic();
                if topic.locks() && self.holds > 0 && !self.one_in(8) {
                    return Act::Sleep(self.duration());
                }
                self.act_about(topic, depth + 1)
            }
        }
    }

    /// A goroutine that repeats a few acts: several of them compete.
    fn worker(&mut self) -> Act {
        let mut steps = Vec::new();
        for _ in 0..self.between(1, 3) {
            let topic = self.topic();
            let act = match self.below(3) {
                0 => Act::Sleep(self.duration()),
                _ => self.act_about(topic, DEPTH - 1),
            };
            self.with_counterpart(act, DEPTH - 1, &mut steps);
        }
        let repeat = Act::Repeat(self.small(2, 5), Rc::new(steps));
        let body = Rc::new(vec![self.step(repeat)]);
        match self.program.objects.wait_groups {
            0 => Act::Spawn(body),
            count => Act::SpawnIn(self.below(count), body),
        }
    }

    /// The acts while a lock is held.
    pub(super) fn body_of_lock(&mut self, depth: usize) -> Body {
        self.holds += 1;
        let body = self.body(depth);
        self.holds -= 1;
        body
    }

    fn topic(&mut self) -> Topic {
        let topic = self.below(self.topics.len());
        self.topics[topic]
    }

    pub(super) fn spawn(&mut self, depth: usize) -> Act {
        match self.program.objects.wait_groups {
            0 => Act::Spawn(self.body(depth)),
            count => Act::SpawnIn(self.below(count), self.body(depth)),
        }
    }

    /// Drawn to the nanosecond, so that two timers are hardly ever due at once; on both sides of the millisecond after
    /// which a mutex starves.
    pub(super) fn duration(&mut self) -> u64 {
        let most = self.scale / [1, 1, 4, 20][self.below(4)];
        self.rng.between(1, most)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.rng.below(n as u64)).unwrap_or_default()
    }

    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub(super) fn small(&mut self, low: u32, high: u32) -> u32 {
        u32::try_from(self.rng.between(low.into(), high.into())).unwrap_or(low)
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}
