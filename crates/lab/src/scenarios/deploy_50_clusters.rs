//! A deployment to fifty clusters.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "deploy-50-clusters",
    title: "Deploy to 50 clusters",
    summary: "A deployment to each of 50 clusters takes 2 s.",
    claim: "One after the other 100 s; batches of 10: 10 s.",
    source: "visual-diagrams.md, 12",
    patterns: &["sequential", "batched", "worker-pool"],
    params: &[
        Key::Batch,
        Key::Workers,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Fail,
        Key::Seed,
    ],
    defaults: &[
        (Key::Tasks, "50"),
        (Key::Latency, "2s"),
        (Key::Batch, "10"),
        (Key::Workers, "10"),
    ],
    presets: &[(
        "Clusters differ: the batch waits for its slowest",
        "jitter=80&patterns=batched,worker-pool",
    )],
    ..BARE
};
