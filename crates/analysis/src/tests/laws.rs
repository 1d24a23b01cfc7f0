//! Laws that hold for every report.

use crate::fixtures::{HELD, millis, run};
use crate::*;
use goruntime::trace::GOROUTINE_BYTES;
use proptest::prelude::*;

proptest! {
    #[test]
    fn tasks_in_a_lane_never_overlap(report in run()) {
        let mut tasks: Vec<_> = report.tasks.iter().filter(|task| task.start.is_some()).collect();
        tasks.sort_by_key(|task| (task.lane, task.start, task.end.unwrap_or(report.total)));
        for pair in tasks.windows(2) {
            let [a, b] = pair else { continue };
            prop_assert!(a.lane < b.lane || a.end.is_some_and(|end| Some(end) <= b.start), "{a:?} {b:?}");
            prop_assert!(b.lane < report.lanes);
        }
    }

    #[test]
    fn states_add_up_to_the_live_goroutines(report in run(), at in 0..600_u64) {
        let at = millis(at).min(report.total);
        let counts = report.state_counts_at(at);
        let spans = &report.spans().unwrap()[1..];
        let created = spans.iter().filter(|span| span.created <= at).count();
        let returned = |span: &&GoroutineSpan| span.fate == GoroutineState::Done && span.end <= at;
        let done = spans.iter().filter(returned).count();
        prop_assert_eq!((counts.live() + counts.done) as usize, created);
        prop_assert_eq!(counts.done as usize, done);
        let lines: u32 = report.lines_at(at).iter().map(|line| line.goroutines).sum();
        let main = u32::from(report.main_returned.is_none_or(|returned| returned > at));
        prop_assert_eq!(lines, counts.live() + main);
        let memory = u64::from(counts.live()) * (GOROUTINE_BYTES + HELD);
        prop_assert_eq!(report.moment_at(at).memory, memory);
    }

    #[test]
    fn peaks_are_the_highest_of_their_series(report in run()) {
        let moments = report.moments();
        let highest = moments.iter().map(|moment| moment.memory_peak).max().unwrap();
        prop_assert_eq!(report.peak_memory.value, highest);
        let most = moments.iter().map(|moment| moment.goroutines_peak).max().unwrap();
        prop_assert_eq!(report.peak_goroutines.value, u64::from(most));
        prop_assert_eq!(report.moment_at(report.peak_memory.at).memory_peak, highest);
        for moment in moments {
            prop_assert!(moment.memory <= moment.memory_peak);
            prop_assert!(moment.states.live() <= moment.goroutines_peak);
            prop_assert!(moment.helpers_blocked <= moment.helpers);
        }
    }

    #[test]
    fn lives_have_no_holes(report in run()) {
        for span in report.spans().unwrap() {
            let mut at = span.created;
            for segment in report.segments(span) {
                prop_assert_eq!(segment.from, at);
                prop_assert!(segment.to > segment.from);
                at = segment.to;
            }
            prop_assert_eq!(at, span.end);
        }
    }

    #[test]
    fn steps_lead_through_every_instant(report in run()) {
        let mut at = Time::ZERO;
        let mut count = 1;
        while let Some(next) = report.next_instant(at) {
            prop_assert_eq!(report.previous_instant(next), Some(at));
            at = next;
            count += 1;
        }
        prop_assert_eq!(at, report.total);
        prop_assert_eq!(count, report.moments().len());
    }

    #[test]
    fn every_task_is_counted_once(report in run()) {
        prop_assert_eq!(report.counts.all() as usize, report.tasks.len());
        let last = report.moment_at(report.total);
        prop_assert_eq!(last.tasks_ended, report.counts.all() - report.counts.unfinished);
        prop_assert!((1..=4).contains(&report.findings.len()));
        for task in &report.tasks {
            let steps = report.helper_steps(task);
            let most = steps.iter().map(|step| step.live).max().unwrap_or(0);
            // At the end all helpers stop at the same instant, so only a peak within that instant may be missing.
            prop_assert!(most <= task.helpers_peak);
            prop_assert!(steps.windows(2).all(|pair| pair[0].at < pair[1].at));
        }
    }

    #[test]
    fn resources_are_counted_as_they_are_used(report in run()) {
        for used in &report.resources {
            let highest = |of: fn(&Level) -> u64| used.levels.iter().map(of).max().unwrap_or(0);
            prop_assert!(highest(|level| level.in_use) <= used.peak.value);
            prop_assert!(highest(|level| level.queued) <= used.peak_queue.value);
            let refused = used.refused.count + used.gave_up.count;
            prop_assert_eq!(highest(|level| level.refused), refused);
            prop_assert!(used.again.count <= used.retries.count);
            prop_assert!(used.levels.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert_eq!(used.waited == goruntime::time::Duration::ZERO, used.levels.windows(2).all(|pair| pair[0].queued == 0)
                && (used.level_at(report.total).queued == 0 || used.level_at(report.total).at == report.total));
        }
    }
}
