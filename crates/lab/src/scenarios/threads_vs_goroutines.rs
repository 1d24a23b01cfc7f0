//! The stacks of threads and goroutines.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "threads-vs-goroutines",
    title: "Threads and goroutines",
    summary: "A hundred that wait: with the 2 MiB stack of a thread each, or the 2 KiB of a goroutine.",
    claim: "100 threads: 200 MB. 100 goroutines: 200 KB; 10,000 are no trouble.",
    source: "visual-diagrams.md, 11; advanced-patterns-and-qa.md, Q5",
    patterns: &["threads-os", "threads"],
    params: &[Key::Tasks, Key::Latency, Key::Memory, Key::MemoryLimit],
    defaults: &[
        (Key::Tasks, "100"),
        (Key::Latency, "1s"),
        (Key::Memory, "0B"),
    ],
    presets: &[
        ("10,000 of each", "tasks=10000"),
        (
            "10,000 goroutines that hold 128 KiB each",
            "tasks=10000&memory=128KiB&patterns=threads",
        ),
    ],
    only: &[("threads-os", Key::Memory, "2MiB")],
    ..BARE
};
