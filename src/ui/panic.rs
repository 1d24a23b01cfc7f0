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
    if document.get_element_by_id("panic").is_some() {
        // What follows a panic is its consequence; the first one says what happened.
        return None;
    }
    if let Some(page) = document.get_element_by_id("app") {
        page.remove();
    }
    let screen = document.create_element("main").ok()?;
    screen.set_id("panic");
    screen.set_attribute("role", "alert").ok()?;
    screen.set_inner_html(
        "<h1>Goroutine Lab has stopped</h1><p>This is a fault of the Lab, not of your link. What it said:</p><pre></pre>\
         <a>Run this link again</a><a href=\"?\">Start from the beginning</a>",
    );
    let part = |selector| dom::all(&screen, selector).next();
    part("pre")?.set_text_content(Some(&info.to_string()));
    part("a")?
        .set_attribute("href", &dom::query_or_top())
        .ok()?;
    document.body()?.append_child(&screen).ok()?;
    Some(())
}
