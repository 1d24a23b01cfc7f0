//! What a new program begins as.

/// A program to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name in the menu.
    pub name: &'static str,
    /// Its Go source.
    pub source: &'static str,
}

/// All of them, in the order of the menu.
pub const TEMPLATES: [Template; 5] = [
    Template {
        name: "Empty main",
        source: include_str!("../../assets/templates/empty.go"),
    },
    Template {
        name: "Worker pool",
        source: include_str!("../../assets/templates/worker_pool.go"),
    },
    Template {
        name: "Pipeline",
        source: include_str!("../../assets/templates/pipeline.go"),
    },
    Template {
        name: "Rate limiter",
        source: include_str!("../../assets/templates/rate_limiter.go"),
    },
    Template {
        name: "Two locks, one deadlock",
        source: include_str!("../../assets/templates/two_locks.go"),
    },
];
