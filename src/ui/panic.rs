//! What a person sees if the program breaks: what happened, and two ways on.

use super::dom;
use std::panic::PanicHookInfo;

/// Shows the screen instead of the page at the first panic.
pub(super) fn install() {
    // Yew puts a hook of its own in place unless it is given one.
    yew::set_custom_panic_hook(Box::new(|info| {
        // A hook that panics again would leave a blank page, so nothing in here may.
        let _ = show(info);
    }));
}

fn show(info: &PanicHookInfo) -> Option<()> {
    let document = web_sys::window()?.document()?;
    if dom::all(&document, "#panic").next().is_some() {
        // What follows a panic is its consequence; the first one says what happened.
        return None;
    }
    let body = dom::all(&document, "body").next()?;
    body.set_inner_html(
        "<main id=panic role=alert><h1>Goroutine Lab has stopped</h1>\
         <p>This is a fault of the Lab, not of your link. What it said:</p><pre></pre>\
         <a>Run this link again</a><a href=\"?\">Start from the beginning</a></main>",
    );
    let part = |selector| dom::all(&body, selector).next();
    part("pre")?.set_text_content(Some(&info.to_string()));
    part("a")?
        .set_attribute("href", &dom::query_or_top())
        .ok()?;
    Some(())
}
