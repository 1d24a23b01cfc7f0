//! The divider between the picture and the source.

use crate::ui::hooks::use_dispatch;
use crate::ui::state::{Command, LEAST_SIDE, MOST_SIDE};
use web_sys::Element;
use yew::prelude::*;

/// The usual width of the source's side, in hundredths of the page's.
const USUAL: u32 = 33;
/// How far a key moves it.
const STEP: u32 = 2;

#[derive(PartialEq, Properties)]
pub(crate) struct DividerProps {
    /// The width of the source's side in hundredths of the page's; `None` for the usual one.
    pub side: Option<u32>,
}

/// The divider, which is dragged or moved by the arrow keys, Home and End.
#[component]
pub(crate) fn Divider(DividerProps { side }: &DividerProps) -> Html {
    let (dispatch, node) = (use_dispatch(), use_node_ref());
    let side = side.unwrap_or(USUAL);
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            // The source lies to the right: to the left it grows.
            let hundredths = match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => side + STEP,
                "ArrowRight" | "ArrowDown" => side.saturating_sub(STEP),
                "Home" => MOST_SIDE,
                "End" => LEAST_SIDE,
                _ => return,
            };
            event.prevent_default();
            dispatch.give(Command::Divide { hundredths });
        })
    };
    let onpointerdown = {
        let node = node.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(element) = node.cast::<Element>().filter(|_| event.button() == 0) {
                // Without the capture a quick drag leaves the divider behind.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let onpointermove = {
        let node = node.clone();
        Callback::from(move |event: PointerEvent| {
            let element = node.cast::<Element>();
            let held = element.filter(|element| element.has_pointer_capture(event.pointer_id()));
            let page = held.and_then(|element| element.closest("main").ok().flatten());
            if let Some(page) = page {
                let area = page.get_bounding_client_rect();
                let part = (area.right() - f64::from(event.client_x())) / area.width().max(1.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of the page"
                )]
                let hundredths = (part.clamp(0.0, 1.0) * 100.0).round() as u32;
                dispatch.give(Command::Divide { hundredths });
            }
        })
    };
    html! {
        <div ref={node} class="divider" role="separator" tabindex="0" aria-orientation="vertical"
            aria-label="Width of the source" aria-valuenow={side.to_string()}
            aria-valuemin={LEAST_SIDE.to_string()} aria-valuemax={MOST_SIDE.to_string()}
            {onkeydown} {onpointerdown} {onpointermove}></div>
    }
}
