//! Icons.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct IconProps {
    /// The path, on a square of 24.
    pub shape: AttrValue,
}

/// A picture of one path. What it means is said beside it.
#[component]
pub(crate) fn Icon(IconProps { shape }: &IconProps) -> Html {
    html! {
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d={shape} /></svg>
    }
}
