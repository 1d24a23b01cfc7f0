//! What the page takes from the browser: each hook is one thing.

mod context;
mod history;
mod keyboard;
mod list;
mod live;
mod look;
mod share;
mod size;
mod work;
mod zoom;

pub(crate) use context::{
    Dispatch, PlaybackContext, PlaybackDispatch, use_dispatch, use_look, use_playback,
    use_playback_dispatch,
};
pub(crate) use history::{address_of, current_query, use_history};
pub(crate) use keyboard::use_keyboard;
pub(crate) use list::use_list_value;
pub(crate) use live::{Live, use_live};
pub(crate) use look::{Look, use_screen, wants_no_motion};
pub(crate) use share::share;
pub(crate) use size::{Size, use_size};
pub(crate) use work::use_work;
pub(crate) use zoom::{moment, use_zoom};
