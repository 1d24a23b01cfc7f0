//! What could not be read of a link, or shown.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct NoticesProps {
    pub notices: Vec<String>,
}

/// The notices; nothing if there are none.
#[component]
pub(crate) fn Notices(NoticesProps { notices }: &NoticesProps) -> Html {
    let dispatch = use_dispatch();
    if notices.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notices" role="alert">
            <ul tabindex="0">{ for notices.iter().map(|notice| html! { <li>{ notice }</li> }) }</ul>
            <button aria-label="Dismiss" onclick={dispatch.on(Command::Dismiss)}>{ "✕" }</button>
        </div>
    }
}
