//! Checks the events of a run one by one against the laws.

use crate::params::Key;
use crate::world::Workload;
use goruntime::time::Time;
use goruntime::trace::{Demand, Event, GoroutineId, Record, Resource, TaskOutcome, Trace};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

type Verdict = Result<(), TestCaseError>;

const SECOND: u64 = 1_000_000_000;

/// The history of a task and its goroutine.
#[derive(Clone, Debug, Default)]
struct Task {
    starts: u32,
    ends: Vec<TaskOutcome>,
    /// The number of its refusals and failed calls, and the last one, if it must be followed by a retry.
    mishaps: u64,
    retries: u64,
    hurt: Option<(Time, Demand, Resource)>,
    /// The number of calls that the server accepted and that failed, and whether one is in progress.
    calls: u64,
    failed: u64,
    is_served: bool,
    /// Whether the present call has a token of the client, and a place in the server's queue.
    is_paced: bool,
    is_queued: bool,
    /// The last moments at which it became runnable, began to wait for a token of the client, and stopped waiting for a
    /// resource.
    unblocked: Time,
    asked: Time,
    waited: Option<(Time, Resource)>,
    /// The processor on which it computes, since when, and the sum until then.
    computes: Option<(u32, Time)>,
    computed: u64,
}

/// The history of a run.
pub(super) struct Seen<'r> {
    trace: &'r Trace,
    workload: &'r Workload,
    tasks: Vec<Task>,
    in_use: [u64; Resource::ALL.len()],
    queued: [u64; Resource::ALL.len()],
    /// The moments at which the client sent calls, and at which the server accepted or queued them.
    sent: Vec<Time>,
    taken: Vec<Time>,
}

impl<'r> Seen<'r> {
    pub(super) fn new(trace: &'r Trace, workload: &'r Workload) -> Seen<'r> {
        Seen {
            trace,
            workload,
            tasks: vec![Task::default(); workload.len()],
            in_use: Default::default(),
            queued: Default::default(),
            sent: Vec::new(),
            taken: Vec::new(),
        }
    }

    fn number(&self, key: Key) -> u64 {
        self.workload.count(key) as u64
    }

    pub(super) fn read(&mut self, record: Record<'_>) -> Verdict {
        let at = record.at;
        match record.event {
            Event::GoUnblock { goroutine, .. } => {
                if let Some(place) = place(Some(goroutine)) {
                    self.tasks[place].unblocked = at;
                }
            }
            Event::GoStart { goroutine } | Event::GoStop { goroutine } => {
                self.stop_computing(at, goroutine);
            }
            Event::Acquire { resource, amount } => {
                let now = &mut self.in_use[resource as usize];
                *now += amount;
                let (now, limit) = (*now, self.trace.limit(resource));
                prop_assert!(limit.total.is_none_or(|total| now <= total));
                let pool = limit
                    .pool
                    .map(|pool| u64::from(pool.open.get() + pool.taken));
                prop_assert!(pool.is_none_or(|pool| now <= pool));
            }
            Event::Release { resource, amount } => self.in_use[resource as usize] -= amount,
            Event::Enqueue { resource } => self.queued[resource as usize] += 1,
            Event::Dequeue { resource } => self.queued[resource as usize] -= 1,
            _ => {}
        }
        // The goroutines after main are those of the tasks, in order.
        match place(record.by) {
            Some(place) => self.read_of(place, at, record.event),
            None => Ok(()),
        }
    }

    /// An event of a task's goroutine.
    fn read_of(&mut self, place: usize, at: Time, event: Event<'_>) -> Verdict {
        let task = &mut self.tasks[place];
        match event {
            Event::TaskStart { task: id } => {
                prop_assert_eq!(id as usize, place);
                task.starts += 1;
            }
            Event::TaskEnd { task: id, outcome } => {
                prop_assert_eq!(id as usize, place);
                prop_assert!(!task.is_served, "it has left the server");
                task.ends.push(outcome);
            }
            Event::GoCompute { processor } => {
                task.computes = Some((processor, at));
                let computing = self.tasks.iter().filter_map(|task| task.computes);
                let with_it = computing.filter(|(held, _)| *held == processor).count();
                prop_assert_eq!(with_it, 1, "a processor is held by one");
                prop_assert!(u64::from(processor) < self.number(Key::Procs));
            }
            Event::Acquire { resource, .. } => self.acquire(place, at, resource)?,
            Event::Release {
                resource: Resource::Request,
                ..
            } => {
                prop_assert!(
                    task.is_served,
                    "a call is released once, by its own goroutine"
                );
                task.is_served = false;
            }
            Event::Enqueue { resource } => self.enqueue(place, at, resource)?,
            Event::Dequeue { resource } => {
                task.waited = Some((at, resource));
                if resource == Resource::Token {
                    self.sent.push(task.unblocked.max(task.asked));
                    task.is_paced = true;
                }
            }
            Event::Refuse { resource } => self.refuse(place, at, resource)?,
            Event::Fail { resource } => {
                // A query fails with its connection, whether or not it is also a call.
                let is_query = resource == Resource::Connection;
                prop_assert!(is_query || task.is_served, "the server has accepted it");
                task.failed += u64::from(task.is_served);
                self.hurt(place, (at, Demand::Fail, resource))?;
            }
            Event::Retry { resource } => self.retry(place, resource)?,
            _ => {}
        }
        Ok(())
    }

    fn acquire(&mut self, place: usize, at: Time, resource: Resource) -> Verdict {
        self.asks(place, resource)?;
        if resource == Resource::Request {
            let task = &mut self.tasks[place];
            prop_assert!(!task.is_served, "one call after the other");
            task.is_served = true;
            task.calls += 1;
            // A queued call got its token before.
            if !std::mem::take(&mut task.is_queued) {
                self.send(place, at);
                self.taken.push(at);
            }
        }
        Ok(())
    }

    fn enqueue(&mut self, place: usize, at: Time, resource: Resource) -> Verdict {
        self.asks(place, resource)?;
        match resource {
            Resource::Token => self.tasks[place].asked = at,
            Resource::Request => {
                self.tasks[place].is_queued = true;
                self.send(place, at);
                self.taken.push(at);
            }
            Resource::Memory | Resource::Connection | Resource::File | Resource::Processor => {}
        }
        Ok(())
    }

    fn asks(&self, place: usize, resource: Resource) -> Verdict {
        let quiet = self.tasks[place].hurt.is_none() || resource == Resource::Memory;
        prop_assert!(quiet, "a retry is recorded first");
        Ok(())
    }

    /// The client makes a call. A call that waited for a token was already counted at the end of that wait.
    fn send(&mut self, place: usize, at: Time) {
        if !std::mem::take(&mut self.tasks[place].is_paced) {
            self.sent.push(at);
        }
    }

    fn refuse(&mut self, place: usize, at: Time, resource: Resource) -> Verdict {
        if resource == Resource::Request {
            self.send(place, at);
        }
        let limit = self.trace.limit(resource);
        // A place may already belong to a waiter that has not run yet.
        let gone = self.in_use[resource as usize] + self.queued[resource as usize];
        let is_full = limit.total.is_some_and(|total| gone >= total);
        let gave_up = self.tasks[place].waited == Some((at, resource));
        prop_assert!(
            is_full || gave_up || limit.rate.is_some(),
            "it is refused although it is available"
        );
        self.hurt(place, (at, Demand::Refuse, resource))
    }

    fn hurt(&mut self, place: usize, how: (Time, Demand, Resource)) -> Verdict {
        let task = &mut self.tasks[place];
        prop_assert_eq!(task.hurt, None);
        task.mishaps += 1;
        task.hurt = Some(how);
        Ok(())
    }

    fn retry(&mut self, place: usize, resource: Resource) -> Verdict {
        let task = &mut self.tasks[place];
        let hurt = task.hurt.take();
        let Some((since, how, of)) = hurt else {
            return Err(TestCaseError::fail("nothing to try again"));
        };
        prop_assert_eq!(of, resource);
        let (waited, nth) = (task.unblocked.since(since).0, task.retries);
        task.retries += 1;
        // The longest `Retry-After` of the server.
        let mut after = 0;
        if (how, resource) == (Demand::Refuse, Resource::Request) {
            let token = SECOND.checked_div(self.number(Key::Qps));
            let full = (self.number(Key::InFlight) > 0).then_some(SECOND);
            after = token.max(full).unwrap_or_default() + 1;
        }
        let (first, cap) = (self.number(Key::RetryWait), self.number(Key::RetryCap));
        let (shortest, longest) = match self.number(Key::Retry) {
            1 => (first, first.max(after)),
            _ => (1, (first << nth).min(cap) + after),
        };
        prop_assert!((shortest..=longest).contains(&waited), "{waited} ns");
        Ok(())
    }

    fn stop_computing(&mut self, at: Time, goroutine: GoroutineId) {
        if let Some(place) = place(Some(goroutine))
            && let Some((_, since)) = self.tasks[place].computes.take()
        {
            self.tasks[place].computed += at.since(since).0;
        }
    }

    pub(super) fn check_end(&self) -> Verdict {
        for task in &self.tasks {
            self.check_task(task)?;
        }
        prop_assert_eq!(self.queued, [0; Resource::ALL.len()]);
        let left = |resource| self.in_use[resource as usize];
        prop_assert_eq!(left(Resource::Request), 0);
        prop_assert_eq!(left(Resource::File), 0);
        let taken = self
            .number(Key::Taken)
            .min(self.number(Key::MaxConnections));
        let has_pool = self.number(Key::MaxOpen) > 0;
        let kept = if has_pool {
            self.number(Key::MaxIdle)
        } else {
            0
        };
        prop_assert!(left(Resource::Connection) <= taken + kept);
        check_rate(
            &self.taken,
            self.number(Key::Qps),
            self.number(Key::ApiBurst),
        )?;
        check_rate(
            &self.sent,
            self.number(Key::ClientQps),
            self.number(Key::ClientBurst),
        )
    }

    fn check_task(&self, task: &Task) -> Verdict {
        prop_assert_eq!(task.starts, 1);
        prop_assert_eq!(task.ends.len(), 1, "it ends once: {:?}", task);
        prop_assert_eq!(task.computed, self.number(Key::Cpu));
        let is_ok = task.ends[0] == TaskOutcome::Ok;
        let cap = match self.number(Key::Retry) {
            0 => 0,
            _ => self.number(Key::Retries),
        };
        prop_assert!(task.retries <= cap, "no retry after its cap: {:?}", task);
        // A failed task has used up its retries. There are none for files.
        prop_assert_eq!(task.mishaps, task.retries + u64::from(!is_ok), "{:?}", task);
        prop_assert_eq!(task.hurt.is_none(), is_ok, "{:?}", task);
        if matches!(task.hurt, Some((_, _, Resource::File))) {
            prop_assert_eq!(task.mishaps, 1);
        } else {
            prop_assert!(is_ok || task.retries == cap, "{:?}", task);
        }
        let api = [
            Key::Qps,
            Key::InFlight,
            Key::ClientQps,
            Key::Failure,
            Key::OutageAt,
        ];
        let has_api = api.into_iter().any(|key| self.number(key) > 0);
        let calls = if has_api { self.number(Key::Calls) } else { 0 };
        let done = task.calls - task.failed;
        prop_assert!(done <= calls && (!is_ok || done == calls), "{:?}", task);
        Ok(())
    }
}

/// The index of the task that the goroutine runs; `None` for main.
fn place(goroutine: Option<GoroutineId>) -> Option<usize> {
    Some(goroutine?.0.checked_sub(2)? as usize)
}

/// Tokens are conserved: the calls in any interval are at most the burst and the tokens that came meanwhile.
fn check_rate(moments: &[Time], per_second: u64, burst: u64) -> Verdict {
    let mut moments = moments.to_vec();
    moments.sort();
    for (first, from) in moments.iter().enumerate().filter(|_| per_second > 0) {
        for (count, to) in (1..).zip(&moments[first..]) {
            // A moment is rounded to a nanosecond.
            let come = per_second * (to.0 - from.0 + 1);
            let within = count * SECOND <= burst * SECOND + come;
            prop_assert!(within, "{count} calls from {from} to {to}");
        }
    }
    Ok(())
}
