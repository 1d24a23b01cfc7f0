//! Figures of a run over time: how many goroutines are in each state, what is in use, what is done.
//!
//! One rule for all counts of goroutines, here and wherever a run is summed up: main is not among them. What main does is
//! said beside them.

use super::Report;
use super::fmt::{bytes, grouped};
use super::resources::{ResourceUse, resource_name};
use super::series::{Moment, last_at};
use super::state::GoroutineState;
use goruntime::time::Time;
use goruntime::trace::{BlockReason, GoroutineId, Resource};
use std::collections::BTreeMap;

/// A figure that has a value at each moment of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gauge {
    /// The goroutines that are alive.
    Alive,
    /// The goroutines that have a processor.
    Running,
    /// The goroutines that wait for a processor.
    Runnable,
    /// The goroutines that sleep or wait for I/O.
    Sleeping,
    /// The goroutines that wait for others.
    Blocked,
    /// Those of them that wait for this reason. Only where lives were kept.
    BlockedBy(BlockReason),
    /// The tasks that run.
    TasksRunning,
    /// How much of a resource is in use.
    InUse(Resource),
    /// The memory in use, in bytes.
    Memory,
    /// The tasks that have ended well.
    Done,
    /// The tasks that have ended with an error, or cancelled.
    Failed,
}

/// The figures of a run that are not zero throughout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gauges {
    /// Which figures there are, in the order of [`Gauge`].
    pub list: Vec<Gauge>,
    blocked: BTreeMap<BlockReason, Vec<(Time, u64)>>,
}

impl Gauge {
    /// Its name.
    #[must_use]
    pub fn name(self) -> String {
        let name = match self {
            Gauge::Alive => "goroutines alive",
            Gauge::Running => "running on a P",
            Gauge::Runnable => "runnable",
            Gauge::Sleeping => "sleep or I/O",
            Gauge::Blocked => "blocked",
            Gauge::BlockedBy(reason) => return String::from("blocked: ") + reason.name(),
            Gauge::TasksRunning => "tasks running",
            Gauge::InUse(resource) => resource_name(resource),
            Gauge::Memory => "memory",
            Gauge::Done => "tasks done",
            Gauge::Failed => "tasks failed",
        };
        String::from(name)
    }

    /// A value of it in words.
    #[must_use]
    pub fn words(self, value: u64) -> String {
        match self {
            Gauge::Memory => bytes(value),
            Gauge::Alive
            | Gauge::Running
            | Gauge::Runnable
            | Gauge::Sleeping
            | Gauge::Blocked
            | Gauge::BlockedBy(_)
            | Gauge::TasksRunning
            | Gauge::InUse(_)
            | Gauge::Done
            | Gauge::Failed => grouped(value),
        }
    }

    /// Its value in the state of the run, if that has it.
    fn of_moment(self, moment: &Moment) -> Option<u64> {
        let states = moment.states;
        Some(match self {
            Gauge::Alive => states.live().into(),
            Gauge::Running => states.running.into(),
            Gauge::Runnable => states.runnable.into(),
            Gauge::Sleeping => states.sleeping.into(),
            Gauge::Blocked => states.blocked.into(),
            Gauge::TasksRunning => moment.tasks_running.into(),
            Gauge::Memory => moment.memory,
            Gauge::Done => (moment.tasks_ended - moment.tasks_failed).into(),
            Gauge::Failed => moment.tasks_failed.into(),
            Gauge::BlockedBy(_) | Gauge::InUse(_) => return None,
        })
    }
}

impl Gauges {
    /// The figures of a run.
    #[must_use]
    pub fn of(report: &Report) -> Gauges {
        let mut gauges = Gauges {
            blocked: blocked(report),
            list: Vec::new(),
        };
        let by_reason = gauges.blocked.keys().copied().map(Gauge::BlockedBy);
        let in_use = report.resources.iter().map(|used| used.resource);
        let in_use = in_use
            .filter(|resource| *resource != Resource::Processor)
            .map(Gauge::InUse);
        let all = [
            Gauge::Alive,
            Gauge::Running,
            Gauge::Runnable,
            Gauge::Sleeping,
            Gauge::Blocked,
        ];
        let all = all.into_iter().chain(by_reason);
        let all = all.chain([Gauge::TasksRunning]).chain(in_use);
        let all: Vec<Gauge> = all
            .chain([Gauge::Memory, Gauge::Done, Gauge::Failed])
            .collect();
        let has_value = |gauge: &Gauge| gauges.steps(report, *gauge).any(|(_, value)| value > 0);
        gauges.list = all.into_iter().filter(has_value).collect();
        gauges
    }

    /// The value of a figure at a moment.
    #[must_use]
    pub fn value(&self, report: &Report, gauge: Gauge, at: Time) -> u64 {
        if let Some(value) = gauge.of_moment(&report.moment_at(at)) {
            return value;
        }
        if let Gauge::InUse(resource) = gauge {
            return used(report, resource).map_or(0, |used| used.level_at(at).in_use);
        }
        last_at(self.kept(gauge), at, |step| step.0).map_or(0, |step| step.1)
    }

    /// The values of a figure, each with the moment from which on it holds, in order.
    pub fn steps<'g>(
        &'g self,
        report: &'g Report,
        gauge: Gauge,
    ) -> impl Iterator<Item = (Time, u64)> + Clone + 'g {
        let moments = report.moments().iter();
        let of_run = moments.filter_map(move |moment| Some((moment.at, gauge.of_moment(moment)?)));
        let resource = match gauge {
            Gauge::InUse(resource) => used(report, resource),
            _ => None,
        };
        let levels = resource.into_iter().flat_map(|used| &used.levels);
        let of_resource = levels.map(|level| (level.at, level.in_use));
        let own = self.kept(gauge).iter().copied();
        own.chain(of_resource).chain(of_run)
    }

    fn kept(&self, gauge: Gauge) -> &[(Time, u64)] {
        match gauge {
            Gauge::BlockedBy(reason) => self.blocked.get(&reason).map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }
}

fn used(report: &Report, resource: Resource) -> Option<&ResourceUse> {
    report
        .resources
        .iter()
        .find(|used| used.resource == resource)
}

/// How many goroutines wait for each reason over time. At the end of the run they still do.
fn blocked(report: &Report) -> BTreeMap<BlockReason, Vec<(Time, u64)>> {
    let mut changes: BTreeMap<BlockReason, Vec<(Time, bool)>> = BTreeMap::new();
    let spans = report.spans().filter(|_| !report.has_some_lives());
    let spans = spans.into_iter().flatten();
    for span in spans.filter(|span| span.id != GoroutineId::MAIN) {
        for segment in report.segments(span) {
            if let GoroutineState::Blocked(reason) = segment.state {
                let list = changes.entry(reason).or_default();
                list.push((segment.from, true));
                if segment.to < span.end || span.fate == GoroutineState::Done {
                    list.push((segment.to, false));
                }
            }
        }
    }
    let count = |mut list: Vec<(Time, bool)>| {
        list.sort_unstable();
        let mut now: u64 = 0;
        let changes = list.into_iter().map(|(at, begins)| {
            now = if begins {
                now + 1
            } else {
                now.saturating_sub(1)
            };
            (at, now)
        });
        last_of_each_instant(changes)
    };
    changes
        .into_iter()
        .map(|(reason, list)| (reason, count(list)))
        .collect()
}

fn last_of_each_instant(steps: impl Iterator<Item = (Time, u64)>) -> Vec<(Time, u64)> {
    let mut last: Vec<(Time, u64)> = Vec::new();
    for (at, value) in steps {
        match last.last_mut() {
            Some(step) if step.0 == at => step.1 = value,
            Some(_) | None => last.push((at, value)),
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse;
    use crate::fixtures::{Script, report, run};
    use goruntime::go::{Chan, go, sleep};
    use goruntime::runtime::{Budget, Run};
    use goruntime::time::Duration;
    use goruntime::trace::{Outcome, TaskOutcome};
    use proptest::prelude::*;

    #[test]
    fn figures_are_those_of_the_moment() {
        let mut scripts = vec![
            Script::new(0, 10, 2),
            Script::new(0, 20, 0),
            Script::new(5, 30, 0),
        ];
        scripts[1].outcome = TaskOutcome::Error;
        let report = report(&scripts, Outcome::Finished, 30);
        let gauges = Gauges::of(&report);
        let at = |gauge, ms: u64| gauges.value(&report, gauge, Time(ms * 1_000_000));
        assert_eq!(
            [0, 7, 12, 25].map(|ms| at(Gauge::TasksRunning, ms)),
            [2, 3, 2, 1]
        );
        assert_eq!([0, 10, 30].map(|ms| at(Gauge::Done, ms)), [0, 1, 2]);
        assert_eq!([19, 20].map(|ms| at(Gauge::Failed, ms)), [0, 1]);
        assert_eq!(at(Gauge::BlockedBy(BlockReason::WaitGroupWait), 7), 0);
        assert!(!gauges.list.contains(&Gauge::InUse(Resource::File)));
    }

    /// One goroutine waits for ever, one sleeps for 5 ms; main waits, too.
    fn asleep() -> Report {
        let main = async {
            go(async {
                let _ = Chan::<u8>::new(0).receive().await;
            });
            go(sleep(Duration::millis(5)));
            let _ = Chan::<u8>::new(0).receive().await;
        };
        analyse(&Run::new(Budget::default(), 1, main).finish())
    }

    #[test]
    fn main_is_in_no_count_and_who_is_left_behind_stays_in_it() {
        let report = asleep();
        let gauges = Gauges::of(&report);
        let receive = Gauge::BlockedBy(BlockReason::ChanReceive);
        let at = |gauge, ms: u64| gauges.value(&report, gauge, Time(ms * 1_000_000));
        assert_eq!(
            [Gauge::Alive, Gauge::Blocked, receive].map(|gauge| at(gauge, 2)),
            [2, 1, 1]
        );
        assert_eq!(
            [Gauge::Alive, Gauge::Blocked, receive].map(|gauge| at(gauge, 5)),
            [1, 1, 1]
        );
        assert_eq!(
            report.main_words(Time(2_000_000)).as_deref(),
            Some("chan receive ← chan 1")
        );
    }

    proptest! {
        #[test]
        fn those_that_wait_are_those_that_wait_for_a_reason(report in run(), at in 0..500_u64) {
            let gauges = Gauges::of(&report);
            // A state that begins with the last instant takes no time, and has no reason. Some runs have no other instant.
            prop_assume!(report.total.0 > 0);
            let at = Time((at * 1_000_000).min(report.total.0 - 1));
            let value = |gauge: Gauge| gauges.value(&report, gauge, at);
            let reasons = gauges.list.iter().copied().filter(|gauge| matches!(gauge, Gauge::BlockedBy(_)));
            prop_assert_eq!(value(Gauge::Blocked), reasons.map(value).sum::<u64>());
            let states = [Gauge::Running, Gauge::Runnable, Gauge::Sleeping, Gauge::Blocked];
            prop_assert_eq!(value(Gauge::Alive), states.map(value).iter().sum::<u64>());
        }

        #[test]
        fn steps_and_values_agree(report in run(), at in 0..500_u64) {
            let gauges = Gauges::of(&report);
            let at = Time(at * 1_000_000);
            for gauge in &gauges.list {
                let last = gauges.steps(&report, *gauge).take_while(|step| step.0 <= at).last();
                prop_assert_eq!(gauges.value(&report, *gauge, at), last.map_or(0, |step| step.1));
            }
        }
    }
}
