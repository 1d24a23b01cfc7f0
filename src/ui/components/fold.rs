//! A part of the page that is folded until somebody opens it. What is in it is not made before.

use web_sys::HtmlDetailsElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FoldProps {
    pub class: &'static str,
    /// What is always shown.
    pub summary: Html,
    /// What is shown when it is open.
    pub children: Html,
}

/// A summary, and behind it the rest.
#[component]
pub(crate) fn Fold(props: &FoldProps) -> Html {
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.setter();
        Callback::from(move |event: Event| {
            let details: Option<HtmlDetailsElement> = event.target_dyn_into();
            is_open.set(details.is_some_and(|details| details.open()));
        })
    };
    html! {
        <details class={props.class} {ontoggle}>
            { props.summary.clone() }
            if *is_open {
                { props.children.clone() }
            }
        </details>
    }
}
