//! Connections to fifty clusters, one of them slow.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "cluster-test",
    title: "Cluster test",
    summary: "50 clusters; one answers after 3 s, the others after 449 ms. All at once take as long as the slowest.",
    claim: "25 s → 3 s (8.3×). Elsewhere the talk says 20 s → 300 ms (66×).",
    source: "slides-outline.md, slides 10 and 24; talk.md, section 4",
    patterns: &["sequential", "batched", "cluster-test"],
    params: &[
        Key::SlowLatency,
        Key::Tasks,
        Key::Latency,
        Key::Slow,
        Key::Jitter,
        Key::Batch,
        Key::Fail,
        Key::Seed,
    ],
    defaults: &[
        (Key::Tasks, "50"),
        (Key::Latency, "449ms"),
        (Key::Slow, "17"),
        (Key::SlowLatency, "3s"),
        (Key::Batch, "10"),
    ],
    presets: &[
        (
            "50 × 500 ms: the 25 s, if all are alike",
            "latency=500ms&slow=none",
        ),
        (
            "20 s → 300 ms: 100 clusters",
            "tasks=100&latency=199ms&slow-latency=300ms",
        ),
        (
            "sync.Map, mutex, slice",
            "patterns=cluster-test,cluster-test-mutex,cluster-test-slice",
        ),
    ],
    ..BARE
};
