//! What is measured in a real Chromium: `cargo xtask bench` builds what these look at and runs them.
//!
//! Names as arguments limit it: `machinery`, `first-run`, `page`, `lanes`, `memory`,
//! `editor`.

#![expect(
    clippy::disallowed_types,
    reason = "a benchmark takes real time, and a server has threads"
)]

#[path = "../../tests/browser/driver.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod driver;
#[path = "../../tests/browser/server.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod server;

#[path = "../runtime/ours.rs"]
mod ours;
#[path = "../runtime/workloads.rs"]
mod workloads;

mod editor;
mod figures;
mod first_run;
mod lanes;
mod machinery;
mod memory;
mod page;

/// What can be measured, by name.
const ALL: [(&str, fn()); 6] = [
    ("machinery", machinery::measure),
    ("first-run", first_run::measure),
    ("page", page::measure),
    ("lanes", lanes::measure),
    ("memory", memory::measure),
    ("editor", editor::measure),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let named = |name: &str| arguments.iter().any(|argument| argument == name);
    let any_named = ALL.iter().any(|(name, _)| named(name));
    for (name, measure) in ALL {
        if !any_named || named(name) {
            measure();
        }
    }
}
