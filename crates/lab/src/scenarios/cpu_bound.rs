//! Tasks that compute: one per core is as good as more.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "cpu-bound",
    title: "CPU-bound",
    summary: "100 tasks compute for 99 ms each on 4 cores, and wait for 1 ms: more goroutines than cores only take turns.",
    claim: "Batch size = number of cores.",
    source: "advanced-patterns-and-qa.md, Q9; talk.md, section 5, the decision tree",
    patterns: &["sequential", "batched", "unbounded"],
    params: &[
        Key::Batch,
        Key::Procs,
        Key::Cpu,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Seed,
    ],
    defaults: &[
        (Key::Batch, "4"),
        (Key::Procs, "4"),
        (Key::Cpu, "99ms"),
        (Key::Latency, "1ms"),
    ],
    presets: &[
        ("Waiting instead: 1 ms of 100", "cpu=1ms&latency=99ms"),
        ("One core", "procs=1"),
    ],
    ..BARE
};
