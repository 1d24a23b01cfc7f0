//! The palette as CSS variables, so that the canvases and the rest of the page agree.

use picture::{Ink, Palette};

/// The CSS variables of a palette, each with its colour.
pub(crate) fn variables(palette: &Palette) -> impl Iterator<Item = (&'static str, String)> {
    Ink::ALL
        .into_iter()
        .map(|ink| (variable(ink), palette.colour(ink).css()))
}

/// The name of an ink's CSS variable.
pub(crate) const fn variable(ink: Ink) -> &'static str {
    match ink {
        Ink::Background => "--ink-background",
        Ink::Panel => "--ink-panel",
        Ink::Line => "--ink-line",
        Ink::Text => "--ink-text",
        Ink::Muted => "--ink-muted",
        Ink::Working => "--ink-working",
        Ink::WorkingSoft => "--ink-working-soft",
        Ink::Running => "--ink-running",
        Ink::Runnable => "--ink-runnable",
        Ink::Blocked => "--ink-blocked",
        Ink::BlockedSoft => "--ink-blocked-soft",
        Ink::Failed => "--ink-failed",
        Ink::FailedSoft => "--ink-failed-soft",
        Ink::FailedGround => "--ink-failed-ground",
        Ink::Cancelled => "--ink-cancelled",
        Ink::Memory => "--ink-memory",
        Ink::MemorySoft => "--ink-memory-soft",
        Ink::Limit => "--ink-limit",
        Ink::Good => "--ink-good",
        Ink::Playhead => "--ink-playhead",
    }
}
