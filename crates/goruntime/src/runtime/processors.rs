//! The processors (Go's Ps), as far as goroutines hold them for a time: only computing goroutines do.

use crate::time::Duration;
use std::collections::VecDeque;

/// Go's monitor thread preempts a goroutine that has run for this long (`src/runtime/proc.go`, `forcePreemptNS`).
pub(super) const SLICE: Duration = Duration::millis(10);

/// A goroutine that computes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) slot: u32,
    pub(super) processor: u32,
    /// The work left when this slice begins.
    pub(super) left: Duration,
}

impl Job {
    /// How long the slice is.
    pub(super) fn slice(&self) -> Duration {
        self.left.min(SLICE)
    }
}

/// The processors, and the goroutines that hold one or wait to go on.
#[derive(Debug)]
pub(super) struct Processors {
    count: u32,
    /// Whether any goroutine has computed so far. In most runs none does.
    pub(super) in_use: bool,
    jobs: Vec<Job>,
    /// By slot, the work left to a preempted goroutine.
    preempted: Vec<Duration>,
    /// Goroutines that have finished computing. They still hold their processor and go on first.
    ready: VecDeque<u32>,
}

impl Processors {
    pub(super) fn new(count: u32) -> Processors {
        Processors {
            count: count.max(1),
            in_use: false,
            jobs: Vec::new(),
            preempted: Vec::new(),
            ready: VecDeque::new(),
        }
    }

    /// Whether all are held, so that no other goroutine can run.
    #[inline]
    pub(super) fn are_busy(&self) -> bool {
        self.jobs.len() >= self.count as usize
    }

    /// Takes the free processor with the lowest number.
    pub(super) fn begin(&mut self, slot: u32, left: Duration) -> Job {
        let is_free = |processor: &u32| self.jobs.iter().all(|job| job.processor != *processor);
        let processor = (0..self.count).find(is_free).unwrap_or_default();
        let job = Job {
            slot,
            processor,
            left,
        };
        self.in_use = true;
        self.jobs.push(job);
        job
    }

    /// Ends the slice of a goroutine and frees its processor. `None` if it does not compute.
    pub(super) fn end(&mut self, slot: u32) -> Option<Job> {
        let place = self.jobs.iter().position(|job| job.slot == slot)?;
        let mut job = self.jobs.remove(place);
        job.left = job.left - job.slice();
        Some(job)
    }

    /// Returns a processor that was just freed to its goroutine.
    pub(super) fn go_on(&mut self, job: Job) {
        self.jobs.push(job);
    }

    pub(super) fn preempt(&mut self, job: Job) {
        let place = job.slot as usize;
        if self.preempted.len() <= place {
            self.preempted.resize(place + 1, Duration::ZERO);
        }
        self.preempted[place] = job.left;
    }

    /// Takes the work left to a preempted goroutine.
    #[inline]
    pub(super) fn take_preempted(&mut self, slot: u32) -> Option<Duration> {
        let left = std::mem::take(self.preempted.get_mut(slot as usize)?);
        (left > Duration::ZERO).then_some(left)
    }

    /// Whether a goroutine has finished computing but has not gone on yet.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    pub(super) fn put_ready(&mut self, slot: u32) {
        self.ready.push_back(slot);
    }

    #[inline]
    pub(super) fn take_ready(&mut self) -> Option<u32> {
        self.ready.pop_front()
    }
}
