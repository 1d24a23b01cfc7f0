//! What compared runs share, so that their pictures can be compared.

use analysis::{Report, Resource};
use goruntime::time::Time;

/// One in fifty of its limit: a run that never uses so much does not run into it, and its memory is not worth a strip.
const NEAR: u64 = 50;

/// What compared runs share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// The moment at the right edge.
    pub end: Time,
    /// The memory at the upper edge of the memory strip, in bytes; 0 if no run comes near its limit, and then there is no
    /// strip.
    pub memory: u64,
    /// The most tasks at once in any of the runs.
    pub lanes: u32,
    /// The most goroutines alive at once in any of the runs, main among them; `None` if that is too many to draw.
    pub goroutines: Option<u32>,
    /// How much of each resource there is to show.
    pub resources: [Extent; Resource::ALL.len()],
}

impl Scale {
    /// The scale on which all these runs can be drawn: the longest run ends at the right edge, and the memory limit,
    /// or what passed it, lies at the upper edge of the memory strip.
    #[must_use]
    pub fn shared(reports: &[&Report]) -> Scale {
        let goroutines = reports.iter().map(|report| report.span_lanes());
        Scale {
            end: reports
                .iter()
                .map(|report| report.total)
                .max()
                .unwrap_or_default(),
            memory: most_memory(reports),
            lanes: reports.iter().map(|report| report.lanes).max().unwrap_or(0),
            goroutines: goroutines.reduce(|a, b| a?.max(b?).into()).flatten(),
            resources: Extent::shared(reports),
        }
    }
}

/// How much of a resource compared runs have to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The limit, or the most in use at once; 0 if no run used the resource.
    pub in_use: u64,
    /// The most that waited at once.
    pub queue: u64,
}

impl Extent {
    /// Of each resource, in the order of [`Resource::ALL`].
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

/// How tall a strip is, with the band for its label above it, in pixels.
#[must_use]
pub const fn strip_height(large: bool) -> u16 {
    if large { 62 } else { 43 }
}

/// The resources that have a strip, from the top. The strips lie at the bottom of a timeline.
#[must_use]
pub fn strips(scale: &Scale) -> Vec<Resource> {
    let is_used = |resource: &Resource| scale.resources[*resource as usize].in_use > 0;
    Resource::ALL.into_iter().filter(is_used).collect()
}

/// The memory at the upper edge of the strip of runs that are compared: the largest limit, or what passed it; 0 if none of
/// them comes near its own.
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
