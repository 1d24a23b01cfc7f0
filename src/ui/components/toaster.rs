//! What the page says in passing.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ToasterProps {
    pub words: Option<AttrValue>,
}

/// Words that go away by themselves.
#[component]
pub(crate) fn Toaster(ToasterProps { words }: &ToasterProps) -> Html {
    match words {
        Some(words) => html! { <p class="toast" role="status">{ words }</p> },
        None => Html::default(),
    }
}
