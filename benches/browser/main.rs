//! What is measured in a real Chromium: `cargo xtask bench` builds what these look at and runs them.

#![expect(
    clippy::disallowed_types,
    reason = "a browser is waited for in real time"
)]

#[path = "../../tests/browser/driver.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod driver;
#[path = "../../tests/browser/server.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod server;

#[path = "../runtime/ours.rs"]
mod ours;
#[path = "../runtime/workloads.rs"]
mod workloads;

mod page;
mod wasm;

fn main() {
    wasm::measure();
    page::measure();
}
