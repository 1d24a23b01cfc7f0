//! The moment shown, as a context: at a frame only the components render anew that show it.

use crate::ui::hooks::{PlaybackContext, PlaybackDispatch};
use crate::ui::state::{Motion, Playback};
use gloo_render::request_animation_frame;
use goruntime::time::Time;
use std::rc::Rc;
use yew::prelude::*;

impl Reducible for Playback {
    type Action = Motion;

    fn reduce(self: Rc<Self>, motion: Motion) -> Rc<Self> {
        Rc::new(Playback::clone(&self).apply(&motion))
    }
}

/// Provides the playback, and plays it frame by frame.
#[component]
pub(crate) fn PlaybackProvider(props: &yew::html::ChildrenProps) -> Html {
    let playback = use_reducer_eq(|| Playback::new(Time::ZERO));
    let dispatch = use_callback(playback.dispatcher(), |motion, playback| {
        playback.dispatch(motion);
    });
    let frames = dispatch.clone();
    // Each frame that moves the playhead asks for the next; a frame that is dropped does not come.
    use_effect_with(Playback::clone(&playback), move |playback| {
        let next = playback
            .moves()
            .then(|| request_animation_frame(move |at| frames.emit(Motion::Frame(at))));
        || drop(next)
    });
    html! {
        <ContextProvider<PlaybackDispatch> context={PlaybackDispatch(dispatch)}>
            <ContextProvider<PlaybackContext> context={PlaybackContext(Playback::clone(&playback))}>
                { props.children.clone() }
            </ContextProvider<PlaybackContext>>
        </ContextProvider<PlaybackDispatch>>
    }
}
