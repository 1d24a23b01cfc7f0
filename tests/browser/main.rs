//! The page in a real Chromium, as a person meets it: `cargo xtask test` builds the page and runs these.
//!
//! Each test has a browser and a server of its own. It finds things by their role, their label and their words, works
//! with real presses and keys, and waits for what must come instead of for a time: every look at the page is a
//! [`look::Look`], which can only be waited for. Whatever a test is about, at its end the console must be silent and
//! nothing may have been asked of another host ([`page::browse`]).

#![expect(
    clippy::disallowed_types,
    reason = "a browser is waited for in real time, and a server has threads"
)]

mod driver;
mod hands;
mod hosts;
mod look;
mod page;
mod reading;
mod server;
mod versions;

mod accessible;
mod audience;
mod decks;
mod embed;
mod engines;
mod examples;
mod exporting;
mod foreign;
mod fuzz;
mod history;
mod hostile;
mod inspector;
mod keyboard;
mod lens;
mod links;
mod lists;
mod live;
mod messages;
mod offline;
mod opening;
mod own_programs;
mod own_talk;
mod parameters;
mod phone;
mod predicting;
mod presenting;
mod printed;
mod screens;
mod scrubbing;
mod sharing;
mod single_file;
mod slider;
mod starting;
mod sweep;
mod touch;
mod tour;
mod what_if;
mod zooming;
