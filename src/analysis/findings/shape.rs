//! How the tasks of a finished run lie in time.

use super::{Finding, FindingKind, tasks_text};
use crate::analysis::words::{counted, grouped, length, percent};
use crate::analysis::{Report, Waves};
use crate::time::{Duration, Time};
use crate::trace::Outcome;

/// More comparisons than these are not made for a sentence.
const MOST_STEPS: usize = 4_000_000;

/// The sum of the tasks, waves, or the longest of them.
pub(super) fn shape(report: &Report) -> Option<Finding> {
    if !is_whole(report) {
        return None;
    }
    let text = if report.lanes == 1 {
        one_at_a_time(report)
    } else if let Some(waves) = report.waves {
        in_waves(report, waves)
    } else {
        side_by_side(report)?
    };
    Some(Finding::new(report.total, FindingKind::Shape, &[&text]))
}

/// The task that made the others of its wave wait the longest, or the run as a whole.
pub(super) fn straggler(report: &Report) -> Option<Finding> {
    if !is_whole(report) || report.lanes < 2 {
        return None;
    }
    let whole = [(Time::ZERO, report.total)];
    let barriers = if report.waves.is_some() {
        &*report.barriers
    } else {
        &whole
    };
    // Of each wave its first start, its last end with the task's number, and the end before that.
    let mut waves = vec![(Time(u64::MAX), Time::ZERO, 0, Time::ZERO); barriers.len()];
    for task in &report.tasks {
        let (start, end) = (task.start?, task.end?);
        let place = barriers.partition_point(|barrier| barrier.1 < end);
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
    // It held the others up if it took as long again as a third of what they took together.
    if 4 * held(&wave).0 < last.since(first).0 || 50 * held(&wave).0 < report.total.0 {
        return None;
    }
    let (task, time) = (grouped(id.into()), length(held(&wave)));
    let place = grouped(worst as u64 + 1);
    let text = if waves.len() > 1 {
        ["Task ", &task, " held batch ", &place, " for ", &time, "."].concat()
    } else {
        ["Task ", &task, " alone takes the last ", &time, "."].concat()
    };
    Some(Finding::new(before, FindingKind::Straggler, &[&text]))
}

/// Whether all tasks ran to their end, and there are several.
fn is_whole(report: &Report) -> bool {
    let counts = report.counts;
    report.outcome == Outcome::Finished && counts.all() > 1 && counts.unfinished == 0
}

/// When so many workers would be done with the same tasks in the same order, if each took the next as soon as it is
/// free. `None` where tasks wait for each other's resources, since then they would not take equally long.
fn without_barriers(report: &Report, workers: u32) -> Option<Time> {
    let (tasks, workers) = (report.tasks.len(), workers as usize);
    if !report.resources.is_empty() || tasks.saturating_mul(workers) > MOST_STEPS {
        return None;
    }
    let mut free = vec![Time::ZERO; workers];
    for task in &report.tasks {
        let next = free.iter_mut().min()?;
        next.0 += task.end?.since(task.start?).0;
    }
    free.into_iter().max()
}

fn one_at_a_time(report: &Report) -> String {
    let lengths = Lengths::of(report);
    if lengths.sum != report.total.elapsed() {
        return String::from("One task at a time.");
    }
    let each = lengths
        .each()
        .map_or_else(String::new, |each| String::from(" of ") + &length(each));
    let (total, tasks) = (length(lengths.sum), tasks_text(report.counts.all()));
    [
        "One task at a time: ",
        &total,
        " is the sum of ",
        &tasks,
        &each,
        ".",
    ]
    .concat()
}

fn in_waves(report: &Report, waves: Waves) -> String {
    let count = counted(waves.count.into(), "wave", "waves");
    let tasks = tasks_text(waves.most_tasks);
    let each = waves.each.map(|each| {
        let total = length(report.total.elapsed());
        [", ", &length(each), " each, make ", &total].concat()
    });
    let each = each.unwrap_or_default();
    let idle = idle(report, waves).unwrap_or_default();
    [&count, " of at most ", &tasks, &each, &idle, "."].concat()
}

/// What it costs that each wave waits for its slowest task.
fn idle(report: &Report, waves: Waves) -> Option<String> {
    if waves.idle == Duration::ZERO {
        return None;
    }
    let share = percent(waves.idle.0, waves.idle.0.saturating_add(waves.busy.0));
    let workers = grouped(waves.most_tasks.into());
    let cost = without_barriers(report, waves.most_tasks).map(|total| {
        let total = length(total.elapsed());
        [
            " (",
            &total,
            " without barriers, by ",
            &workers,
            " workers)",
        ]
        .concat()
    });
    let cost = cost.unwrap_or_default();
    let waiting = "; waiting for the slowest of each idles ";
    Some([waiting, &share, " of the workers' time", &cost].concat())
}

fn side_by_side(report: &Report) -> Option<String> {
    let tasks = report.counts.all();
    if report.lanes == tasks && Lengths::of(report).longest == report.total.elapsed() {
        let longest = length(report.total.elapsed());
        return Some(
            [
                "All ",
                &tasks_text(tasks),
                " at once: ",
                &longest,
                " is the longest of them.",
            ]
            .concat(),
        );
    }
    // Who is refused at once does not run at once with the others.
    (report.counts.error == 0)
        .then(|| ["At most ", &tasks_text(report.lanes), " at once."].concat())
}

/// How long the tasks ran.
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
