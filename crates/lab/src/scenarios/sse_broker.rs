//! Server-sent events: one client is slow.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "sse-broker",
    title: "SSE broker",
    summary: "A message every 100 ms to three clients; one needs 240 ms for each. A task is a message until its last client has it.",
    claim: "Slow clients do not block fast ones.",
    source: "slides-outline.md, slides 16 and 17; visual-diagrams.md, 5",
    patterns: &["sse-broker-blocking", "sse-broker"],
    params: &[
        Key::Buffer,
        Key::Period,
        Key::Process,
        Key::Tasks,
        Key::Shutdown,
    ],
    defaults: &[
        (Key::Tasks, "12"),
        (Key::Process, "list:20,50,240"),
        (Key::Buffer, "2"),
    ],
    presets: &[(
        "Handlers that outlive the broker",
        "patterns=sse-broker,sse-broker-fixed&shutdown=700ms",
    )],
    ..BARE
};
