//! What the page takes from the browser: each hook is one thing.

mod choice;
mod context;
mod covered;
mod exporting;
mod finger;
mod history;
mod host;
mod keyboard;
mod live;
mod look;
mod opened;
mod own_text;
mod share;
mod size;
mod work;

pub(crate) use choice::{use_choice, use_list_value};
pub(crate) use context::{
    Dispatch, PlaybackContext, PlaybackDispatch, use_dispatch, use_look, use_playback,
    use_playback_dispatch,
};
pub(crate) use covered::use_covered;
pub(crate) use exporting::save;
pub(crate) use finger::finger_of;
pub(crate) use history::{address_of, current_query, use_history};
pub(crate) use host::{give_focus_back_after_click, host};
pub(crate) use keyboard::use_keyboard;
pub(crate) use live::{Live, use_live};
pub(crate) use look::{Look, use_screen, wants_no_motion};
pub(crate) use opened::use_opened;
pub(crate) use own_text::use_own_text;
pub(crate) use share::share;
pub(crate) use size::{Size, use_size};
pub(crate) use work::use_work;
