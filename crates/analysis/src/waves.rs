//! Waves: main starts some tasks, waits for all of them, and starts the next ones.

use super::tasks::TaskSpan;
use goruntime::time::{Duration, Time};

/// The waves of a run in which main waited for a `WaitGroup` again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waves {
    /// The number of waves; at least two.
    pub count: u32,
    /// The most tasks in one of them.
    pub most_tasks: u32,
    /// The time from a wave's first start to its barrier, if it is the same for all.
    pub each: Option<Duration>,
    /// The durations of all tasks, summed.
    pub busy: Duration,
    /// The time for which lanes lay idle until the slowest task of their wave ended, while work was left; summed.
    pub idle: Duration,
    /// When the last wave but one ended. In the last wave no lane waits for work.
    last: Time,
}

impl Waves {
    /// The end of the time for which a task's lane waited for the rest of its wave; `barriers` are main's waits.
    pub(super) fn idle_until(&self, barriers: &[(Time, Time)], task: &TaskSpan) -> Option<Time> {
        let until = barriers.get(task.wave as usize)?.1;
        (task.end? < until && until <= self.last).then_some(until)
    }
}

/// The waves of a run. `barriers` are main's waits as (begin, end) in order. `None` unless there are two or more, every
/// task that ran lies in exactly one, and none is empty.
pub(super) fn waves(tasks: &[TaskSpan], barriers: &[(Time, Time)]) -> Option<Waves> {
    if barriers.len() < 2 {
        return None;
    }
    let mut first_starts = vec![None; barriers.len()];
    let mut members = vec![0_u32; barriers.len()];
    let (mut busy, mut idle) = (Duration::ZERO, Duration::ZERO);
    for task in tasks {
        let Some(start) = task.start else { continue };
        let end = task.end?;
        let wave = task.wave as usize;
        let barrier_end = barriers.get(wave)?.1;
        if wave > 0 && start < barriers[wave - 1].1 {
            return None;
        }
        let first = first_starts[wave].get_or_insert(start);
        *first = start.min(*first);
        members[wave] += 1;
        busy += end.since(start);
        if wave + 1 < barriers.len() {
            idle += barrier_end.since(end);
        }
    }
    let mut each = None;
    let mut are_equal = true;
    for (first, barrier) in first_starts.iter().zip(barriers) {
        let length = barrier.1.since((*first)?);
        are_equal &= *each.get_or_insert(length) == length;
    }
    let count = u32::try_from(barriers.len()).unwrap_or(u32::MAX);
    let most_tasks = members.into_iter().max().unwrap_or(0);
    Some(Waves {
        count,
        most_tasks,
        each: each.filter(|_| are_equal),
        busy,
        idle,
        last: barriers[barriers.len() - 2].1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task((start, end, wave): (u64, u64, u32)) -> TaskSpan {
        TaskSpan {
            start: Some(Time(start)),
            end: Some(Time(end)),
            wave,
            ..TaskSpan::default()
        }
    }

    #[track_caller]
    fn check(
        tasks: &[(u64, u64, u32)],
        barriers: &[(u64, u64)],
        expected: Option<(u32, u32, Option<u64>, u64)>,
    ) {
        let tasks: Vec<_> = tasks.iter().copied().map(task).collect();
        let barriers: Vec<_> = barriers
            .iter()
            .map(|(from, to)| (Time(*from), Time(*to)))
            .collect();
        let found = waves(&tasks, &barriers)
            .map(|w| (w.count, w.most_tasks, w.each.map(|d| d.0), w.idle.0));
        assert_eq!(found, expected);
    }

    #[test]
    fn nobody_waits_for_work_in_the_last_wave() {
        let barriers = [(Time(0), Time(5)), (Time(5), Time(9))];
        let tasks = [(0, 5, 0), (0, 3, 0), (5, 9, 1), (5, 6, 1)].map(task);
        let waves = waves(&tasks, &barriers).unwrap();
        let until = |task| waves.idle_until(&barriers, &task).map(|at| at.0);
        assert_eq!(tasks.map(until), [None, Some(5), None, None]);
    }

    #[test]
    fn waves_are_found_only_where_they_are() {
        check(
            &[(0, 5, 0), (0, 5, 0), (5, 10, 1)],
            &[(0, 5), (5, 10)],
            Some((2, 2, Some(5), 0)),
        );
        check(
            &[(0, 5, 0), (0, 3, 0), (5, 9, 1), (5, 6, 1)],
            &[(0, 5), (5, 9)],
            Some((2, 2, None, 2)),
        );
        // A task that is refused at once belongs to the wave in which it began, and so do the tasks of a wave without
        // duration.
        check(
            &[(0, 5, 0), (5, 5, 1), (5, 9, 1), (9, 9, 2), (9, 10, 3)],
            &[(0, 5), (5, 9), (9, 9), (9, 10)],
            Some((4, 2, None, 4)),
        );
        check(&[(0, 5, 0)], &[(0, 5)], None);
        check(&[(0, 5, 0), (4, 9, 1)], &[(0, 5), (5, 9)], None);
        check(&[(0, 5, 0), (5, 12, 2)], &[(0, 5), (5, 9)], None);
        check(&[(0, 5, 0)], &[(0, 5), (5, 9)], None);
    }
}
