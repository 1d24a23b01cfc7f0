//! Findings on the distribution of a finished run's tasks over time.

use super::{Finding, FindingKind, Sentence};
use crate::fmt::percent;
use crate::{Report, TaskSpan, Waves};
use goruntime::time::{Duration, Time};
use goruntime::trace::Outcome;

/// A finding makes at most this many comparisons.
const MOST_STEPS: usize = 4_000_000;

/// The total time explained: the sum of all tasks, waves, or the longest task.
pub(super) fn shape(report: &Report) -> Option<Finding> {
    if !is_whole(report) {
        return None;
    }
    let mut text = Sentence::default();
    if report.lanes == 1 {
        if report.tasks.iter().any(is_turned_away) {
            return None;
        }
        one_at_a_time(report, &mut text);
    } else if let Some(waves) = report.waves {
        in_waves(report, waves, &mut text);
    } else {
        side_by_side(report, &mut text)?;
    }
    Some(text.text(".").finding(report.total, FindingKind::Shape))
}

/// The task for which the rest of its wave, or of the run, waited the longest.
pub(super) fn straggler(report: &Report) -> Option<Finding> {
    let Straggler {
        task,
        since,
        held,
        batch,
    } = slowest(report)?;
    let mut text = Sentence::default();
    text.text("Task ").number(task.into());
    match batch {
        Some(batch) => text.text(" held batch ").number(batch).text(" for "),
        None => text.text(" alone takes the last "),
    };
    text.length(held).text(".");
    Some(text.finding(since, FindingKind::Straggler))
}

/// A task for which all others of its batch had to wait.
pub(super) struct Straggler {
    pub(super) task: u32,
    /// When all others had ended.
    pub(super) since: Time,
    held: Duration,
    /// Its batch, counted from 1, if there are several.
    batch: Option<u64>,
}

/// The worst straggler, if it matters.
pub(super) fn slowest(report: &Report) -> Option<Straggler> {
    if !is_whole(report) || report.lanes < 2 {
        return None;
    }
    let count = report.waves.map_or(1, |waves| waves.count as usize);
    // For each wave: its first start, its last end with the task's number, and the end before that.
    let mut waves = vec![(Time(u64::MAX), Time::ZERO, 0, Time::ZERO); count];
    for task in &report.tasks {
        let (start, end) = (task.start?, task.end?);
        let place = report.waves.map_or(0, |_| task.wave as usize);
        let (first, last, id, before) = waves.get_mut(place)?;
        *first = start.min(*first);
        if end > *last {
            (*before, *last, *id) = (*last, end, task.id);
        } else {
            *before = end.max(*before);
        }
    }
    let held = |wave: &(Time, Time, u32, Time)| wave.1.since(wave.3.max(wave.0));
    let mut worst = 0;
    for (place, wave) in waves.iter().enumerate() {
        if held(wave) > held(&waves[worst]) {
            worst = place;
        }
    }
    let wave = waves[worst];
    let (first, last, id, before) = wave;
    // A straggler adds at least a third to the time that the rest of its wave takes, and a fiftieth of the run.
    if 4 * held(&wave).0 < last.since(first).0 || 50 * held(&wave).0 < report.total.0 {
        return None;
    }
    Some(Straggler {
        task: id,
        since: before,
        held: held(&wave),
        batch: (waves.len() > 1).then_some(worst as u64 + 1),
    })
}

/// Whether the run finished and all of its tasks ended, of which there are several.
fn is_whole(report: &Report) -> bool {
    let counts = report.counts;
    report.outcome == Outcome::Finished && counts.all() > 1 && counts.unfinished == 0
}

/// Whether tasks waited for a limited resource or retried.
fn has_waited(report: &Report) -> bool {
    let mut used = report.resources.iter();
    used.any(|used| used.waited > Duration::ZERO || used.retries.count > 0)
}

/// Whether a task was refused at its start.
fn is_turned_away(task: &TaskSpan) -> bool {
    task.start == task.end
}

/// The end of the run if `workers` workers took the same tasks in the same order, each the next one when free. `None` where
/// tasks compete for resources or processors, since their durations would then differ.
fn without_barriers(report: &Report, workers: u32) -> Option<Time> {
    let (tasks, workers) = (report.tasks.len(), workers as usize);
    let computes = |task: &TaskSpan| task.times.running > Duration::ZERO;
    if !report.resources.is_empty()
        || report.tasks.iter().any(computes)
        || tasks.saturating_mul(workers) > MOST_STEPS
    {
        return None;
    }
    let mut free = vec![Time::ZERO; workers];
    for task in &report.tasks {
        let next = free.iter_mut().min()?;
        next.0 += task.end?.since(task.start?).0;
    }
    free.into_iter().max()
}

fn one_at_a_time(report: &Report, text: &mut Sentence) {
    let lengths = Lengths::of(report);
    text.text("One task at a time");
    if lengths.sum == report.total.elapsed() {
        text.text(": ").length(lengths.sum);
        text.text(" is the sum of ").tasks(report.counts.all());
        if let Some(each) = lengths.each() {
            text.text(" of ").length(each);
        }
    }
}

fn in_waves(report: &Report, waves: Waves, text: &mut Sentence) {
    text.counted(waves.count.into(), "wave", "waves");
    text.text(" of at most ").tasks(waves.most_tasks);
    if let Some(each) = waves.each.filter(|_| !has_waited(report)) {
        text.text(", ").length(each);
        text.text(" each, make ").moment(report.total);
    }
    if waves.idle != Duration::ZERO {
        idle(report, waves, text);
    }
}

/// The cost of waiting for the slowest task of each wave.
fn idle(report: &Report, waves: Waves, text: &mut Sentence) {
    let share = percent(waves.idle.0, waves.idle.0.saturating_add(waves.busy.0));
    text.text("; waiting for the slowest of each idles ");
    text.text(&share).text(" of the workers' time");
    if let Some(total) = without_barriers(report, waves.most_tasks) {
        text.text(" (").moment(total);
        text.text(" without barriers, by ");
        text.number(waves.most_tasks.into()).text(" workers)");
    }
}

/// Tasks that overlap. `None` if there is nothing to say.
fn side_by_side(report: &Report, text: &mut Sentence) -> Option<()> {
    if has_waited(report) {
        // The findings on waiting say more, and the tasks did not work at the same time.
        return None;
    }
    let tasks = report.counts.all();
    if report.lanes == tasks && Lengths::of(report).longest == report.total.elapsed() {
        match tasks {
            2 => text.text("Both tasks"),
            _ => text.text("All ").tasks(tasks),
        };
        text.text(" at once: ");
        text.moment(report.total).text(" is the longest of them");
    } else if report.counts.error == 0 {
        // Tasks that are refused at their start do not run at the same time as the rest.
        text.text("At most ").tasks(report.lanes).text(" at once");
    } else {
        return None;
    }
    Some(())
}

/// The durations of the tasks.
struct Lengths {
    shortest: Duration,
    longest: Duration,
    sum: Duration,
}

impl Lengths {
    fn of(report: &Report) -> Lengths {
        let mut lengths = Lengths {
            shortest: Duration(u64::MAX),
            longest: Duration::ZERO,
            sum: Duration::ZERO,
        };
        for task in &report.tasks {
            if let (Some(start), Some(end)) = (task.start, task.end) {
                let length = end.since(start);
                lengths.shortest = lengths.shortest.min(length);
                lengths.longest = lengths.longest.max(length);
                lengths.sum += length;
            }
        }
        lengths
    }

    fn each(&self) -> Option<Duration> {
        (self.shortest == self.longest).then_some(self.longest)
    }
}
