//! Checking a hundred nodes for hibernation.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "hibernation-check",
    title: "Hibernation check",
    summary: "100 nodes, 50 ms each, from an API that answers 200 calls a second; the results are counted with atomics.",
    claim: "One after the other 5 s; all at once: rate limited; batches of 10: 500 ms. 85 can be hibernated, 42 are: partially.",
    source: "slides-outline.md, slides 18 to 20; visual-diagrams.md, 8",
    patterns: &["sequential", "unbounded", "hibernation"],
    params: &[
        Key::Batch,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Qps,
        Key::ApiBurst,
        Key::Retry,
        Key::Retries,
        Key::RetryWait,
        Key::RetryCap,
        Key::OutageAt,
        Key::Outage,
        Key::Seed,
    ],
    defaults: &[
        (Key::Latency, "50ms"),
        (Key::Batch, "10"),
        (Key::Qps, "200"),
        (Key::ApiBurst, "20"),
    ],
    presets: &[(
        "97 nodes with the slide's loop",
        "patterns=hibernation,hibernation-slide&tasks=97",
    )],
    ..BARE
};
