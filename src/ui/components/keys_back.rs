//! The end of a run in a slide.

use crate::ui::hooks::{give_focus_back_after_click, host, use_playback};
use yew::prelude::*;

/// Shows nothing. In a frame, it gives the host the keys again when a run has been played to its end.
#[component]
pub(crate) fn KeysBack() -> Html {
    let playback = use_playback();
    let is_over = playback.at_end() && !playback.playing();
    use_effect_with(is_over, |is_over| {
        if let Some(host) = host().filter(|_| *is_over) {
            give_focus_back_after_click(&host);
        }
    });
    Html::default()
}
