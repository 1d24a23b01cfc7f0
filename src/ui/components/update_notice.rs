//! The notice that there is a new version of the page.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use yew::prelude::*;

/// It stays until it is answered. The page goes on in the meantime as it is.
#[component]
pub(crate) fn UpdateNotice() -> Html {
    let dispatch = use_dispatch();
    let is_wanted = use_state_eq(|| true);
    if !*is_wanted {
        return Html::default();
    }
    let later = {
        let is_wanted = is_wanted.setter();
        Callback::from(move |_: MouseEvent| is_wanted.set(false))
    };
    html! {
        <div class="toast update" role="status">
            <span>{ "A new version is ready" }</span>
            <button onclick={dispatch.on(Command::Update)}>{ "Reload" }</button>
            <button aria-label="Later" title="Later" onclick={later}>{ "✕" }</button>
        </div>
    }
}
