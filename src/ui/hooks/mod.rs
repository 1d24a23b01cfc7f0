//! What the page takes from the browser: each hook is one thing.

mod choice;
mod context;
mod covered;
mod dismissed;
mod events;
mod exporting;
mod files;
mod finger;
mod full_screen;
mod here;
mod history;
mod host;
mod keyboard;
mod listen;
mod live;
mod look;
mod machine;
mod opened;
mod own_program;
mod own_text;
mod pair;
mod remember;
mod save;
mod script;
mod share;
mod show_source;
mod sight;
mod size;
mod tour;
mod update;
mod work;
mod zoom;

pub(crate) use choice::{use_choice, use_list_value};
pub(crate) use context::{
    Dispatch, PlaybackContext, PlaybackDispatch, use_dispatch, use_look, use_playback,
    use_playback_dispatch,
};
pub(crate) use covered::use_covered;
pub(crate) use dismissed::use_dismissed;
pub(crate) use events::use_event_index;
pub(crate) use exporting::save;
pub(crate) use files::{download, insert_tab, read_text, use_dropped};
pub(crate) use finger::finger_of;
pub(crate) use full_screen::use_full_screen;
pub(crate) use here::{current_query, is_file, own_address, page_address};
pub(crate) use history::use_history;
pub(crate) use host::{EVERYBODY, give_focus_back_after_click, host, tell};
pub(crate) use keyboard::use_keyboard;
pub(crate) use listen::{Heard, use_host_messages};
pub(crate) use live::{Live, use_live};
pub(crate) use look::{Look, use_screen, wants_no_motion};
pub(crate) use machine::{Machine, Unanswered, use_machine};
pub(crate) use opened::use_opened;
pub(crate) use own_program::{OwnRun, SEED, use_own_program};
pub(crate) use own_text::use_own_text;
pub(crate) use pair::{PairHandle, can_pair, use_pair, use_pair_messages};
pub(crate) use remember::{remembered, use_remember};
pub(crate) use save::save_page;
pub(crate) use share::{LINK_FIELD, can_send, copy, send};
pub(crate) use show_source::{show_line, show_source};
pub(crate) use sight::use_sight;
pub(crate) use size::{Size, use_size};
pub(crate) use tour::{now, stop_of, use_tour};
pub(crate) use update::use_update;
pub(crate) use work::use_work;
pub(crate) use zoom::{moment, use_zoom};
