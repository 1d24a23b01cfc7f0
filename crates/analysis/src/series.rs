//! The state of the run over time: one entry for each instant with an event.

use super::state::StateCounts;
use goruntime::time::Time;

/// The state of the run after all events of an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Time,
    /// The goroutines by state, without main.
    pub states: StateCounts,
    /// The number of live goroutines that were started by tasks: helpers.
    pub helpers: u32,
    /// The number of helpers that wait for another goroutine.
    pub helpers_blocked: u32,
    /// The number of running tasks.
    pub tasks_running: u32,
    /// The number of ended tasks, of any outcome.
    pub tasks_ended: u32,
    /// Those of them that ended with an error, or cancelled.
    pub tasks_failed: u32,
    /// The most goroutines alive at any point within this instant, without main.
    pub goroutines_peak: u32,
    /// The number of goroutines that compute, with main.
    pub computing: u32,
    /// The number of goroutines that wait for a processor, with main.
    pub ready: u32,
    /// The memory in use, in bytes.
    pub memory: u64,
    /// The most memory in use at any point within this instant, in bytes.
    pub memory_peak: u64,
}

/// The last entry of a list ordered by time that is not after `at`.
pub(super) fn last_at<T>(list: &[T], at: Time, time_of: impl Fn(&T) -> Time) -> Option<&T> {
    let after = list.partition_point(|item| time_of(item) <= at);
    after.checked_sub(1).and_then(|i| list.get(i))
}

/// The first instant after `at`.
pub(super) fn next_instant(moments: &[Moment], at: Time) -> Option<Time> {
    moments
        .get(moments.partition_point(|m| m.at <= at))
        .map(|m| m.at)
}

/// The last instant before `at`.
pub(super) fn previous_instant(moments: &[Moment], at: Time) -> Option<Time> {
    moments
        .partition_point(|m| m.at < at)
        .checked_sub(1)
        .and_then(|i| moments.get(i))
        .map(|m| m.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments() -> Vec<Moment> {
        [0, 5, 9]
            .map(|at| Moment {
                at: Time(at),
                ..Moment::default()
            })
            .to_vec()
    }

    #[track_caller]
    fn check(at: u64, previous: Option<u64>, here: Option<u64>, next: Option<u64>) {
        let moments = moments();
        let at = Time(at);
        assert_eq!(
            previous_instant(&moments, at),
            previous.map(Time),
            "before {at}"
        );
        assert_eq!(
            last_at(&moments, at, |m| m.at).map(|m| m.at),
            here.map(Time),
            "at {at}"
        );
        assert_eq!(next_instant(&moments, at), next.map(Time), "after {at}");
    }

    #[test]
    fn instants_are_found() {
        check(0, None, Some(0), Some(5));
        check(3, Some(0), Some(0), Some(5));
        check(5, Some(0), Some(5), Some(9));
        check(9, Some(5), Some(9), None);
        check(99, Some(9), Some(9), None);
    }
}
