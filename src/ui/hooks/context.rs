//! What every component can reach without being given it.

use super::Look;
use crate::ui::state::{Command, Motion, Playback};
use yew::prelude::*;

/// Gives commands to the page: the only way to change it.
#[derive(Clone, PartialEq)]
pub(crate) struct Dispatch(pub Callback<Command>);

/// The playback, for the components that show the moment. They render anew at every frame.
#[derive(Clone, PartialEq)]
pub(crate) struct PlaybackContext(pub Playback);

/// Changes the playback, for those who do not show it. It never changes itself.
#[derive(Clone, PartialEq)]
pub(crate) struct PlaybackDispatch(pub Callback<Motion>);

impl Dispatch {
    /// A callback that gives a command, whatever the event.
    pub(crate) fn on<E: 'static>(&self, command: Command) -> Callback<E> {
        self.0.reform(move |_| command.clone())
    }

    /// Gives a command.
    pub(crate) fn give(&self, command: Command) {
        self.0.emit(command);
    }
}

/// The way to give commands.
///
/// # Panics
/// Outside of `App`.
#[hook]
pub(crate) fn use_dispatch() -> Dispatch {
    use_context().expect("App provides the dispatch")
}

/// The moment shown, and all about it.
///
/// # Panics
/// Outside of `PlaybackProvider`.
#[hook]
pub(crate) fn use_playback() -> Playback {
    let PlaybackContext(playback) = use_context().expect("PlaybackProvider provides the playback");
    playback
}

/// The way to change the playback by what is no command.
///
/// # Panics
/// Outside of `PlaybackProvider`.
#[hook]
pub(crate) fn use_playback_dispatch() -> Callback<Motion> {
    let PlaybackDispatch(dispatch) = use_context().expect("PlaybackProvider provides its dispatch");
    dispatch
}

/// What the screen is like.
///
/// # Panics
/// Outside of `App`.
#[hook]
pub(crate) fn use_look() -> Look {
    use_context().expect("App provides the look")
}
