//! The scale shared by compared runs.

use analysis::{Report, Resource};
use goruntime::time::Time;

/// A run whose peak is below this part of its limit, a fiftieth, is not near it, and gets no memory strip.
const NEAR: u64 = 50;
/// A run that takes less than this part of the axis, in per cent, is too short to see.
const SHORT: u64 = 6;

/// The scale shared by compared runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// The moment at the left edge.
    pub from: Time,
    /// The moment at the right edge.
    pub end: Time,
    /// The end of the longest run that is too short to see, and so is magnified; zero if there is none.
    pub short: Time,
    /// The memory at the upper edge of the memory strip, in bytes; 0, and no strip, if no run comes near its limit.
    pub memory: u64,
    /// The most tasks at once in any of the runs.
    pub lanes: u32,
    /// The most goroutines alive at once in any of the runs, with main; `None` if there are too many to draw.
    pub goroutines: Option<u32>,
    /// Whether any of the runs has a circuit breaker that opened, whose states have a strip.
    pub circuit: bool,
    /// What a value that the goroutines share should come to, if its writes are known; 0, and no strip, if there is none.
    pub counter: u64,
    /// The extent of each resource, in the order of [`Resource::ALL`].
    pub resources: [Extent; Resource::ALL.len()],
}

impl Scale {
    /// The part of this scale between two moments, as far as it lies in it.
    #[must_use]
    pub fn zoomed(self, from: Time, to: Time) -> Scale {
        let end = to.min(self.end);
        Scale {
            from: from.min(end),
            end,
            // Nothing is magnified twice.
            short: Time::ZERO,
            ..self
        }
    }

    /// The part of this scale with the runs that are too short to see, and some room behind them; `None` if there are none.
    #[must_use]
    pub fn detail(self) -> Option<Scale> {
        let end = self.short.0.saturating_add(self.short.0 / 4);
        (self.short > Time::ZERO).then(|| self.zoomed(Time::ZERO, Time(end)))
    }

    /// A scale that fits all these runs: the longest run ends at the right edge, and the upper edge of the memory strip is
    /// the memory limit, or the peak that exceeded it.
    #[must_use]
    pub fn shared(reports: &[&Report]) -> Scale {
        let goroutines = reports.iter().map(|report| report.span_lanes());
        let totals = || reports.iter().map(|report| report.total);
        let end = totals().max().unwrap_or_default();
        let is_short = |total: &Time| total.0 < end.0 / 100 * SHORT;
        Scale {
            from: Time::ZERO,
            end,
            short: totals().filter(is_short).max().unwrap_or_default(),
            memory: most_memory(reports),
            lanes: (reports.iter().copied().map(folded_lanes).max()).unwrap_or(0),
            goroutines: goroutines.reduce(|a, b| a?.max(b?).into()).flatten(),
            circuit: reports.iter().any(|report| !report.circuit().is_empty()),
            counter: reports
                .iter()
                .filter_map(|report| most_written(report))
                .max()
                .unwrap_or(0),
            resources: Extent::shared(reports),
        }
    }
}

/// The lanes of a run whose goroutines have no rows of their own: for tasks, or, in a program without tasks, for its goroutines
/// but main.
pub(super) fn folded_lanes(report: &Report) -> u32 {
    if report.tasks.is_empty() {
        u32::try_from(report.peak_goroutines.value).unwrap_or(u32::MAX)
    } else {
        report.lanes
    }
}

/// What a shared value should come to, if its writes are known.
fn most_written(report: &Report) -> Option<u64> {
    let counter = report
        .counter()
        .filter(|counter| !counter.writes.is_empty())?;
    Some(counter.expected.max(counter.writes.len() as u64))
}

/// The largest amounts of a resource in compared runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The limit, or the most in use at once; 0 if no run used the resource.
    pub in_use: u64,
    /// The most waiters at once.
    pub queue: u64,
}

impl Extent {
    /// The extent of each resource, in the order of [`Resource::ALL`].
    fn shared(reports: &[&Report]) -> [Extent; Resource::ALL.len()] {
        let mut extents = [Extent::default(); Resource::ALL.len()];
        for used in reports.iter().flat_map(|report| &report.resources) {
            let extent = &mut extents[used.resource as usize];
            let most = used.limit.total.unwrap_or(1).max(used.peak.value);
            extent.in_use = extent.in_use.max(most);
            extent.queue = extent.queue.max(used.peak_queue.value);
        }
        extents
    }
}

/// The height of a strip with the band for its label, in pixels.
#[must_use]
pub const fn strip_height(large: bool) -> u16 {
    if large { 62 } else { 43 }
}

/// The resources that have a strip, from the top. The strips are at the bottom of a timeline.
#[must_use]
pub fn strips(scale: &Scale) -> Vec<Resource> {
    let is_used = |resource: &Resource| scale.resources[*resource as usize].in_use > 0;
    Resource::ALL.into_iter().filter(is_used).collect()
}

/// The memory at the upper edge of the strip: the largest limit, or the peak that exceeded it; 0 if no run comes near its
/// limit.
pub(super) fn most_memory(reports: &[&Report]) -> u64 {
    let limits = || {
        reports
            .iter()
            .filter_map(|report| Some((report.memory_limit?, report.peak_memory.value)))
    };
    if limits().all(|(limit, peak)| peak < limit / NEAR) {
        return 0;
    }
    let upper = limits().map(|(limit, peak)| limit.max(peak));
    upper.max().unwrap_or_default()
}
