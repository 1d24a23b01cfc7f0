//! Disclosures.

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

/// Says when a `<details>` is opened, by whatever: a click, a key, or the browser, which opens it when it finds a text in it.
#[hook]
pub(crate) fn use_opened(opened: Callback<()>) -> NodeRef {
    let node = use_node_ref();
    use_effect_with((node.clone(), opened), |(node, opened)| {
        // The event does not bubble, so Yew's own listeners miss it.
        let listener = node.cast::<Element>().map(|details| {
            let (opened, watched) = (opened.clone(), details.clone());
            EventListener::new(&details, "toggle", move |_| {
                if watched.has_attribute("open") {
                    opened.emit(());
                }
            })
        });
        || drop(listener)
    });
    node
}
