//! CI/CD auto-trigger: the opening case of the talk.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "ci-auto-trigger",
    title: "CI auto-trigger",
    summary: "Every build that succeeds triggers a pipeline, all at once. A pipeline starts more goroutines as it runs; \
              what they hold is freed at its end.",
    claim: "A goroutine for each pipeline: crash. Batches of 5: 2 s.",
    source: "talk.md, section 2; slides-outline.md, slides 6, 7 and 24",
    patterns: &["sequential", "unbounded", "batched"],
    params: &[
        Key::Batch,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Goroutines,
        Key::Memory,
        Key::MemoryLimit,
        Key::Seed,
    ],
    defaults: &[
        (Key::Goroutines, "50"),
        (Key::Permits, "5"),
        (Key::Limit, "5"),
    ],
    presets: &[
        ("1,000 pipelines", "tasks=1000"),
        ("Main does not wait", "patterns=naive,unbounded,batched"),
        (
            "Pipelines differ: the batch waits for its slowest",
            "jitter=90&patterns=batched,worker-pool",
        ),
    ],
    ..BARE
};
