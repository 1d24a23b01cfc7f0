//! What lies over the page's lower edge.

use super::size::use_size;
use crate::ui::css::decimal;
use gloo_utils::document_element;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Tells the style sheet how high an element is that may stick to the window's lower edge, as `--covered`: what gets the focus
/// is scrolled to above it.
#[hook]
pub(crate) fn use_covered(node: &NodeRef) {
    let height = use_size(node).height;
    use_effect_with(height, |height| {
        let root: HtmlElement = document_element().unchecked_into();
        // Without the variable things may have the focus where nobody sees them, which is no reason to stop.
        let _ = root
            .style()
            .set_property("--covered", &(decimal((*height).into()) + "px"));
    });
}
