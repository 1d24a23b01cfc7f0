//! A thousand permissions, checked over ten connections.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "rbac-batch",
    title: "RBAC in chunks",
    summary: "1,000 permissions, 10 ms each, over a pool of 10 connections in which nobody waits longer than half a second.",
    claim: "10 s → 1.5 s (6.7×) with at most 10 connections; all 1,000 at once exhaust the pool.",
    source: "visual-diagrams.md, 3; package-overview.md",
    patterns: &["sequential", "unbounded", "chunked"],
    params: &[
        Key::Chunks,
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
        Key::Seed,
    ],
    defaults: &[
        (Key::Tasks, "1000"),
        (Key::Latency, "10ms"),
        (Key::Chunks, "10"),
        (Key::MaxConnections, "10"),
        (Key::MaxOpen, "10"),
        (Key::MaxIdle, "10"),
        (Key::PoolTimeout, "500ms"),
    ],
    presets: &[
        (
            "The production code drops the remainder",
            "patterns=chunked,chunked-remainder&tasks=1007",
        ),
        ("A new connection for each query", "connect=5ms&max-idle=0"),
    ],
    ..BARE
};
