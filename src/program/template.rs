//! What a new program begins as.

/// A program to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name in the menu.
    pub name: &'static str,
    /// Its file in `assets/templates/`.
    pub file: &'static str,
    /// Its Go source.
    pub source: &'static str,
}

/// All of them, in the order of the menu.
pub const TEMPLATES: [Template; 6] = [
    Template {
        name: "Empty main",
        file: "empty.go",
        source: include_str!("../../assets/templates/empty.go"),
    },
    Template {
        name: "Worker pool",
        file: "worker_pool.go",
        source: include_str!("../../assets/templates/worker_pool.go"),
    },
    Template {
        name: "Pipeline",
        file: "pipeline.go",
        source: include_str!("../../assets/templates/pipeline.go"),
    },
    Template {
        name: "Rate limiter",
        file: "rate_limiter.go",
        source: include_str!("../../assets/templates/rate_limiter.go"),
    },
    Template {
        name: "Two locks, one deadlock",
        file: "two_locks.go",
        source: include_str!("../../assets/templates/two_locks.go"),
    },
    Template {
        name: "Tests of a pool",
        file: "pool_test.go",
        source: include_str!("../../assets/templates/pool_test.go"),
    },
];
