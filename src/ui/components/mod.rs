//! The components, one a file. A panel of the side is a line in `side.rs`, a dialog a line in `dialogs.rs`.

mod advice;
mod app;
mod axis;
mod canvas;
mod curve;
mod deck;
mod dialog;
mod dialogs;
mod figures;
mod findings;
mod header;
mod help;
mod icon;
mod keys_back;
mod legend;
mod notices;
mod open_menu;
mod panel;
mod parameters;
mod playback_provider;
mod printed;
mod range;
mod room;
mod run_row;
mod scrub;
mod share_sheet;
mod shell;
mod side;
mod source;
mod stage;
mod tabs;
mod toaster;
mod transport;
mod update_notice;
mod value_field;

pub(crate) use app::{App, AppProps};
