//! Text of the talk: HTML that was made of Markdown, in which a link to a run opens it in this page.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use gloo_utils::window;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkTextProps {
    pub class: &'static str,
    /// The HTML, in which what people wrote is escaped.
    pub html: AttrValue,
}

/// A part of a step.
#[component]
pub(crate) fn TalkText(TalkTextProps { class, html }: &TalkTextProps) -> Html {
    let dispatch = use_dispatch();
    let onclick = use_callback(dispatch, |event: MouseEvent, dispatch| {
        let pressed = event.target_dyn_into::<Element>();
        let anchor = pressed.and_then(|element| element.closest("a").ok().flatten());
        let Some(target) = anchor.and_then(|anchor| anchor.get_attribute("href")) else {
            return;
        };
        event.prevent_default();
        if target.starts_with('?') {
            dispatch.give(Command::Open { link: target });
        } else {
            // The talk stays where it is. A browser that opens no window says so itself.
            let _ = window().open_with_url_and_target_and_features(&target, "_blank", "noopener");
        }
    });
    html! { <div class={*class} {onclick}>{ Html::from_html_unchecked(html.clone()) }</div> }
}
