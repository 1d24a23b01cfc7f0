//! The way to the source on a phone, where it lies below the runs.

use gloo_utils::document;

/// Scrolls the page to the source of the chosen run.
pub(crate) fn show_source() {
    // Without a source there is nowhere to go.
    if let Ok(Some(source)) = document().query_selector("aside") {
        source.scroll_into_view();
    }
}
