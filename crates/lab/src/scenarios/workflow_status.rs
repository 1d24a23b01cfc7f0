//! A dashboard with two or three independent queries.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "workflow-status",
    title: "Workflow status",
    summary: "The dashboard asks for the CI status (200 ms) and the CD status (300 ms): the second is the slow one.",
    claim: "One after the other 500 ms, at once 300 ms. Elsewhere the talk says 1000 → 500 ms, and 650 → 300 ms.",
    source: "slides-outline.md, slides 9 and 24; talk.md, section 4; visual-diagrams.md, 2",
    patterns: &["sequential", "fan-out-fan-in"],
    params: &[
        Key::SlowLatency,
        Key::Latency,
        Key::Tasks,
        Key::Slow,
        Key::Fail,
    ],
    defaults: &[
        (Key::Tasks, "2"),
        (Key::Latency, "200ms"),
        (Key::Slow, "1"),
        (Key::SlowLatency, "300ms"),
    ],
    presets: &[
        ("500 + 500 ms", "latency=500ms&slow=none"),
        (
            "200 + 300 + 150 ms",
            "tasks=3&latency=list:200,300,150&slow=none",
        ),
    ],
    ..BARE
};
