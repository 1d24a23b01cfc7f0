//! CI auto-trigger against an API with a rate limit.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "ci-api-limit",
    title: "CI auto-trigger: the API",
    summary: "Every pipeline calls the Kubernetes API, which answers 50 calls a second and refuses the rest.",
    claim: "A WaitGroup alone: 429 Too Many Requests. Batches of 5: no failure.",
    source: "talk.md, section 2, approach 2",
    patterns: &["sequential", "unbounded", "batched"],
    params: &[
        Key::Batch,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Qps,
        Key::ApiBurst,
        Key::Calls,
        Key::ClientQps,
        Key::ClientBurst,
        Key::InFlight,
        Key::Queue,
        Key::Retry,
        Key::Retries,
        Key::RetryWait,
        Key::RetryCap,
        Key::Failure,
        Key::OutageAt,
        Key::Outage,
        Key::Seed,
    ],
    defaults: &[
        (Key::Qps, "50"),
        (Key::ApiBurst, "10"),
        (Key::Permits, "5"),
        (Key::Limit, "5"),
    ],
    presets: &[
        ("Retry storm: all retry at once", "retry=fixed"),
        ("Backoff with jitter", "retry=backoff"),
        ("The client limits itself", "client-qps=50"),
        (
            "20 in flight, 40 in the queue",
            "qps=0&in-flight=20&queue=40",
        ),
    ],
    ..BARE
};
