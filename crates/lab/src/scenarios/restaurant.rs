//! The talk's analogy: a kitchen with stoves and chefs.

use super::{BARE, Template, Word};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
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
            "Dishes differ: a free chef takes the next one",
            "jitter=90&patterns=batched,worker-pool",
        ),
    ],
    words: &[
        Word {
            lab: "task",
            own: "customer",
            icon: "M12 3a4 4 0 0 1 0 9a4 4 0 0 1 0-9M4 21c0-9 16-9 16 0",
        },
        Word {
            lab: "goroutine",
            own: "chef",
            icon: "M7 21v-3h10v3zM7 16v-4a4 4 0 0 1 1-7a4 4 0 0 1 8 0a4 4 0 0 1 1 7v4z",
        },
        Word {
            lab: "connection",
            own: "stove",
            icon: "M4 3h16v18H4zm3 3v2h2V6zm4 0v2h2V6zm4 0v2h2V6zm-8 5v7h10v-7z",
        },
        Word {
            lab: "worker",
            own: "chef",
            icon: "",
        },
        Word {
            lab: "database",
            own: "kitchen",
            icon: "M3 11l9-8 9 8v10H3zm6 3v7h6v-7z",
        },
    ],
    ..BARE
};
