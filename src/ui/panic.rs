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
    let add = |tag: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        screen.append_child(&element).ok()?;
        Some(element)
    };
    add("h1", "Goroutine Lab has stopped")?;
    add(
        "p",
        "This is a fault of the Lab, not of your link. What it said:",
    )?;
    add("pre", &info.to_string())?;
    add("a", "Run this link again")?
        .set_attribute("href", &dom::query_or_top())
        .ok()?;
    add("a", "Start from the beginning")?
        .set_attribute("href", "?")
        .ok()?;
    document.body()?.append_child(&screen).ok()?;
    Some(())
}
