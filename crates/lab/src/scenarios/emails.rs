//! A hundred emails through an API that allows ten calls a second.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "emails",
    title: "Emails",
    summary: "100 emails; each makes 2 calls in a second, and the API answers 10 calls a second: 10 / 2 = 5 workers.",
    claim: "100 emails through an API with 10 QPS: a worker pool of 5.",
    source: "talk.md, section 5, the decision tree and its examples",
    patterns: &["sequential", "unbounded", "worker-pool"],
    params: &[
        Key::Workers,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Calls,
        Key::Qps,
        Key::ApiBurst,
        Key::ClientQps,
        Key::ClientBurst,
        Key::Retry,
        Key::Retries,
        Key::RetryWait,
        Key::RetryCap,
        Key::OutageAt,
        Key::Outage,
        Key::Seed,
    ],
    defaults: &[
        (Key::Latency, "1s"),
        (Key::Calls, "2"),
        (Key::Qps, "10"),
        (Key::ApiBurst, "10"),
        (Key::Workers, "5"),
    ],
    presets: &[
        ("The client limits itself", "client-qps=10"),
        (
            "Backoff with jitter",
            "retry=backoff&retries=20&retry-wait=1s",
        ),
    ],
    ..BARE
};
