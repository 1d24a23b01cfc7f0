//! The part of the code that is in view.

use gloo_utils::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::NodeRef;

/// Scrolls a pane of code so that the line of the selected goroutine is in view, or else all lines at which goroutines are, as far as
/// they have room. What somebody types in stays where it is.
pub(crate) fn show_marked(code: &NodeRef) {
    let Some(code) = code.cast::<HtmlElement>() else {
        return;
    };
    let types = document().active_element();
    if types.is_some_and(|field| field != *code && code.contains(Some(&field)) && is_text(&field)) {
        return;
    }
    let (from, height) = (code.scroll_top(), code.client_height());
    // The inspector above it may leave no more of the pane in view than its upper part.
    let selected = area(&code, ".of-selected").map(|area| (area, height / 3));
    let marked = || area(&code, ".working, .waiting").map(|area| (area, height));
    let Some(((top, bottom), height)) = selected.or_else(marked) else {
        return;
    };
    if top < from || bottom > from + height {
        code.set_scroll_top((top + bottom - height) / 2);
    }
}

fn is_text(element: &web_sys::Element) -> bool {
    element.tag_name() == "TEXTAREA"
}

/// The upper and the lower edge of the lines of a selector.
fn area(code: &HtmlElement, lines: &str) -> Option<(i32, i32)> {
    let lines = code.query_selector_all(lines).ok()?;
    let lines = (0..lines.length()).filter_map(|place| lines.item(place));
    let areas = lines.filter_map(|line| {
        let line: HtmlElement = line.dyn_into().ok()?;
        let top = line.offset_top();
        Some((top, top + line.offset_height()))
    });
    areas.reduce(|(top, bottom), (t, b)| (top.min(t), bottom.max(b)))
}
