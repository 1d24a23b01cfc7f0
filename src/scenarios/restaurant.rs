//! The analogy: a kitchen, its stoves and its chefs.

use super::{BARE, Entry};
use crate::params::Key;

pub(super) const ENTRY: Entry = Entry {
    id: "restaurant",
    title: "The restaurant",
    summary: "A thousand customers, ten stoves, half a minute for each dish. A chef without a stove sends the customer away.",
    claim: "1,000 chefs in a kitchen for 10: chaos. 5 chefs serve all, 5 customers at a time. Alone, customers wait for hours.",
    source: "talk.md, section 2, the restaurant",
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
        Key::Memory,
        Key::Seed,
    ],
    defaults: &[
        (Key::Tasks, "1000"),
        (Key::Latency, "30s"),
        (Key::MaxConnections, "10"),
        (Key::Memory, "0B"),
    ],
    presets: &[
        ("Week 1: ten customers", "tasks=10&patterns=sequential"),
        (
            "Dishes differ: who is free takes the next one",
            "jitter=90&patterns=batched,worker-pool",
        ),
    ],
    words: &[
        ("task", "customer"),
        ("goroutine", "chef"),
        ("connection", "stove"),
        ("worker", "chef"),
        ("database", "kitchen"),
    ],
    ..BARE
};
