//! A request whose client disconnects.

use super::{BARE, Template};
use crate::params::Key;

pub(super) const TEMPLATE: Template = Template {
    id: "client-disconnect",
    title: "Client disconnect",
    summary: "A request makes 100 calls of 100 ms each. Half-way the client closes the browser: what is done then is for nobody.",
    claim: "With the context passed on, about 5 s of API calls are saved.",
    source: "slides-outline.md, slides 14 and 15; visual-diagrams.md, 4",
    patterns: &["client-disconnect-ignored", "client-disconnect"],
    params: &[
        Key::Disconnect,
        Key::Tasks,
        Key::Latency,
        Key::Jitter,
        Key::Seed,
    ],
    defaults: &[(Key::Disconnect, "4.95s")],
    presets: &[(
        "In batches",
        "patterns=client-disconnect-batched-ignored,client-disconnect-batched&latency=500ms",
    )],
    ..BARE
};
