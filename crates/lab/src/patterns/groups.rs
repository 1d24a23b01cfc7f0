//! The headings of a list of the patterns.

use super::{ALL, Pattern};

/// Headings, and the folders of the patterns below each.
const GROUPS: [(&str, &[&str]); 8] = [
    (
        "From one goroutine to many",
        &["sequential", "naive", "unbounded", "batched"],
    ),
    (
        "A limit on how many run at once",
        &[
            "worker-pool",
            "semaphore",
            "errgroup-limit",
            "weighted-semaphore",
            "chunked",
            "token-bucket",
        ],
    ),
    (
        "Fan out, fan in",
        &[
            "fan-out-fan-in",
            "fetch-status",
            "cluster-test",
            "manifests",
            "pipeline",
        ],
    ),
    ("Shared state", &["counter", "hibernation", "shared-state"]),
    (
        "Errors and time",
        &[
            "error-channel",
            "errgroup",
            "collect-errors",
            "shared-err",
            "swallowed-error",
            "timeout",
            "circuit-breaker",
        ],
    ),
    (
        "Clients and servers",
        &["client-disconnect", "sse-broker", "graceful-shutdown"],
    ),
    (
        "Channels and pitfalls",
        &[
            "channel-buffer",
            "done-channel",
            "closed-channel",
            "leak",
            "forgotten-done",
            "wait-group",
            "loop-capture",
            "time-after",
            "transaction",
        ],
    ),
    ("Processors and memory", &["cpu-bound", "threads"]),
];

/// For patterns that no heading names.
const OTHERS: &str = "Others";

/// All patterns below their headings, in the order of the registry.
#[must_use]
pub fn groups() -> Vec<(&'static str, Vec<&'static Pattern>)> {
    let headings = GROUPS.iter().map(|(heading, _)| *heading).chain([OTHERS]);
    let below = |heading| {
        let patterns = ALL.iter().copied().filter(|p| p.group() == heading);
        (heading, patterns.collect::<Vec<_>>())
    };
    headings
        .map(below)
        .filter(|(_, patterns)| !patterns.is_empty())
        .collect()
}

impl Pattern {
    /// The heading of a pattern.
    #[must_use]
    pub fn group(&self) -> &'static str {
        let group = GROUPS
            .iter()
            .find(|(_, folders)| folders.contains(&self.folder));
        group.map_or(OTHERS, |(heading, _)| heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_stands_below_one_heading() {
        let listed: Vec<&Pattern> = groups().into_iter().flat_map(|(_, p)| p).collect();
        assert_eq!(listed.len(), ALL.len());
        assert!(ALL.iter().all(|pattern| listed.contains(pattern)));
    }
}
