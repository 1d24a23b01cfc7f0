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
mod legend;
mod minimap;
mod notices;
mod open_menu;
mod panel;
mod parameters;
mod playback_provider;
mod playhead;
mod printed;
mod range;
mod run_row;
mod scrub;
mod shell;
mod side;
mod source;
mod stage;
mod tabs;
mod toaster;
mod transport;
mod value_field;
mod what_if;

pub(crate) use app::App;
