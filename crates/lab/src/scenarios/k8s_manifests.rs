//! A hundred manifests from the Kubernetes API.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "k8s-manifests",
    title: "Kubernetes manifests",
    summary: "100 manifests, 50 ms each, from an API that answers 100 calls a second.",
    claim: "One after the other 5 s; all at once: throttled; batches of 5: 1 s.",
    source: "slides-outline.md, slides 11 to 13 and 24",
    patterns: &["sequential", "unbounded", "manifests"],
    params: &[
        Key::Batch,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Qps,
        Key::ApiBurst,
        Key::InFlight,
        Key::Queue,
        Key::ClientQps,
        Key::ClientBurst,
        Key::Retry,
        Key::Retries,
        Key::RetryWait,
        Key::RetryCap,
        Key::Seed,
    ],
    defaults: &[
        (Key::Latency, "50ms"),
        (Key::Qps, "100"),
        (Key::ApiBurst, "10"),
    ],
    presets: &[
        ("Retry storm", "retry=fixed"),
        (
            "client-go’s own limiter: 5 calls a second, a burst of 10",
            "client-qps=5&client-burst=10",
        ),
        (
            "Limited by calls in flight: 10, and 20 wait",
            "qps=0&in-flight=10&queue=20",
        ),
    ],
    ..BARE
};
