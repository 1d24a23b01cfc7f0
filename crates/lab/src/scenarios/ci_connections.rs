//! CI auto-trigger against a database with a limited number of connections.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "ci-connections",
    title: "CI auto-trigger: the database",
    summary: "Every pipeline needs a connection, the database accepts 100, and the rest of the application has some of them.",
    claim: "A WaitGroup alone: \"pq: sorry, too many clients already\" (max 100 connections). Batches of 5: no failure.",
    source: "talk.md, section 2, approach 2; slides-outline.md, slide 6",
    patterns: &["sequential", "unbounded", "batched"],
    params: &[
        Key::Batch,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::MaxConnections,
        Key::Taken,
        Key::MaxOpen,
        Key::MaxIdle,
        Key::PoolTimeout,
        Key::Connect,
        Key::Knee,
        Key::Qps,
        Key::ApiBurst,
        Key::Calls,
        Key::ClientQps,
        Key::ClientBurst,
        Key::Retry,
        Key::Retries,
        Key::RetryWait,
        Key::RetryCap,
        Key::Memory,
        Key::OutageAt,
        Key::Outage,
        Key::LoseAt,
        Key::Seed,
    ],
    // With a rate, this is the API of `ci-api-limit`.
    defaults: &[
        (Key::MaxConnections, "100"),
        (Key::Taken, "20"),
        (Key::ApiBurst, "10"),
    ],
    presets: &[
        ("With a pool of 40 in front", "max-open=40&max-idle=40"),
        ("Refused tasks try again", "retry=backoff&retry-wait=50ms"),
        ("A database that slows down from 20 on", "knee=20&taken=0"),
        ("With the API, too", "connect=5ms&qps=50"),
    ],
    ..BARE
};
