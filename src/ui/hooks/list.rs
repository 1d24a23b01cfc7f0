//! The value of a list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Keeps a list at a value. The attribute `selected` alone would not do: once the user has chosen, the browser goes by the
/// choice and no longer by the attribute.
#[hook]
pub(crate) fn use_list_value(value: &str) -> NodeRef {
    let node = use_node_ref();
    let list = node.clone();
    use_effect_with(String::from(value), move |value| {
        if let Some(list) = list.cast::<HtmlSelectElement>() {
            list.set_value(value);
        }
    });
    node
}
