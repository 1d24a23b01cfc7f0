//! What the program leaves behind if it breaks. The screen that a person sees then is the document's own (`index.html`):
//! it is there also for what is no panic, such as an end of the memory.

use std::panic::PanicHookInfo;

/// Has the first panic leave its words for the screen.
pub(crate) fn install() {
    // Yew puts a hook of its own in place unless it is given one.
    yew::set_custom_panic_hook(Box::new(|info| {
        // A hook that panics again would leave nothing, so nothing in here may.
        let _ = leave_words(info);
    }));
}

fn leave_words(info: &PanicHookInfo) -> Option<()> {
    let root = web_sys::window()?.document()?.document_element()?;
    // What follows a panic is its consequence; the first one says what happened.
    if root.get_attribute("data-panic").is_none() {
        root.set_attribute("data-panic", &info.to_string()).ok()?;
    }
    Some(())
}
