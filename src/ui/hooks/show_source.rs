//! The way to the source: on a phone it lies below the runs, elsewhere it scrolls by itself.

use gloo_timers::future::TimeoutFuture;
use gloo_utils::document;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls the page to the source of the chosen run.
pub(crate) fn show_source() {
    // Without a source there is nowhere to go.
    if let Ok(Some(source)) = document().query_selector("aside") {
        source.scroll_into_view();
    }
}

/// Scrolls to a line of the source once it has been rendered; without one, to the first at which goroutines are.
pub(crate) fn show_line(line: Option<u32>) {
    let selector = match line {
        Some(line) => format!(".code .line[data-line=\"{line}\"]"),
        None => String::from(".code .line:is(.working, .waiting)"),
    };
    spawn_local(async move {
        // What the same press gave to do is rendered first.
        TimeoutFuture::new(0).await;
        if let Ok(Some(line)) = document().query_selector(&selector) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
