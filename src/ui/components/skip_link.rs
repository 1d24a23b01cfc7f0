//! The first thing that the Tab key reaches: a way past everything to the slider.

use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A link that is seen while it has the focus.
#[component]
pub(crate) fn SkipLink() -> Html {
    let onclick = Callback::from(|event: MouseEvent| {
        // A fragment in the address would be another link.
        event.prevent_default();
        let slider = document().get_element_by_id("large");
        if let Some(slider) = slider.and_then(|slider| slider.dyn_into::<HtmlElement>().ok()) {
            // It fails for what cannot have the focus, which a slider can.
            let _ = slider.focus();
        }
    });
    html! { <a class="skip" href="#large" {onclick}>{ "Skip to the slider" }</a> }
}
