//! Drawing single acts, by topic.

use super::generate::{DEPTH, Generator, Topic};
use super::program::{Act, Case, Ctx, Limit};

impl Generator {
    pub(super) fn act_about(&mut self, topic: Topic, depth: usize) -> Act {
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
                    _ => Act::Locked(m, self.body_of_lock(depth)),
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
                    0 => Act::Add(wg, [1, 1, 2, -1][self.below(4)]),
                    // A goroutine that the group counts would wait for ever.
                    1..=2 if depth <= 2 || self.one_in(4) => Act::Wait(wg),
                    _ if !is_deep => self.spawn(depth),
                    _ => Act::Sleep(self.duration()),
                }
            }
            Topic::Onces => Act::Once(0, self.body_of_lock(depth)),
            Topic::Semaphores => self.act_on_semaphore(depth),
            Topic::Limiters => self.act_on_limiter(),
        }
    }

    fn act_on_semaphore(&mut self, depth: usize) -> Act {
        let sem = self.below(self.program.objects.semaphores.len());
        let weight = i64::from(self.small(1, 3));
        match self.below(10) {
            0 => Act::TryAcquire(sem, weight),
            1 => Act::Release(sem, weight),
            2..=3 => Act::Acquire(sem, self.limit(), weight),
            4 => Act::Cancel(self.below(self.program.objects.contexts.len())),
            _ => Act::Holding(sem, self.limit(), weight, self.body(depth)),
        }
    }

    fn act_on_limiter(&mut self) -> Act {
        let n = self.small(1, 3);
        match self.below(10) {
            0..=1 => Act::Allow(0, n),
            2 => Act::Reserve(0, n, self.one_in(2).then(|| self.duration())),
            3 => Act::Cancel(self.below(self.program.objects.contexts.len())),
            _ => Act::Limited(0, self.limit(), n),
        }
    }

    fn act_on_channel(&mut self) -> Act {
        let c = self.below(self.program.objects.channels.len());
        match self.below(20) {
            0..=5 if !self.ranges => Act::Send(c),
            6..=12 => Act::Receive(c),
            13 => Act::Len(c),
            14 => Act::Close(c),
            16 if self.one_in(2) => Act::Close(c),
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
        // A channel occurs at most once in each direction: of two equal cases, Go wakes either.
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
}
