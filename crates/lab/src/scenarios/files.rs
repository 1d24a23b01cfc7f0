//! Twenty files in memory, with no limited resource.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "files",
    title: "20 files in memory",
    summary: "20 files, 4 MiB each, processed in memory. Nothing is scarce until there are many more of them.",
    claim: "A WaitGroup is enough.",
    source: "talk.md, section 5, examples",
    patterns: &["sequential", "unbounded", "batched"],
    params: &[
        Key::Tasks,
        Key::Batch,
        Key::Latency,
        Key::Jitter,
        Key::Memory,
        Key::MemoryLimit,
        Key::Files,
        Key::Seed,
    ],
    defaults: &[
        (Key::Tasks, "20"),
        (Key::Latency, "20ms"),
        (Key::Memory, "4MiB"),
        (Key::Files, "1024"),
    ],
    presets: &[
        ("200 files: out of memory", "tasks=200"),
        (
            "2,000 small ones: too many open files",
            "tasks=2000&memory=64KiB",
        ),
    ],
    ..BARE
};
