//! The page's state: plain Rust, pure reducers, no web types, tested natively.
//!
//! [`Command`] is all that can be done to the page. Each of the three states takes the commands that concern it and passes
//! over the others: [`Session`] what is run, [`View`] what is shown of it, [`Playback`] the moment shown.

mod address;
mod command;
mod finger;
mod fit;
mod grip;
mod in_code;
mod keys;
mod message;
mod pair;
mod part;
mod playback;
mod prediction;
mod presence;
mod rows;
mod session;
mod sheet;
mod shown;
mod snapshot;
mod speed;
#[cfg(test)]
mod tests;
mod text;
mod tour;
mod turned;
mod typing;
mod view;
pub mod what_if;

pub use address::{address_now, address_of, saved_link};
pub use command::{Command, Dialog, History, Origin};
pub use finger::Finger;
pub use fit::{fit, mark_at};
pub use grip::Grip;
pub use in_code::in_code;
pub use keys::{Answer, Focus, GESTURES, HELP, Modifier, Press, answer, command};
pub use message::{
    Deed, Event, Exchange, MOST_CHARACTERS, Message, NAME, Next, Refusal, Request, Rights,
    RunState, State, Wish, receive,
};
pub use pair::Pair;
pub use part::Part;
pub use playback::{Motion, Playback};
pub use prediction::{Failing, Prediction, guess_end};
pub use presence::Sight;
pub use rows::Rows;
pub use session::{Change, Refused, Session, Turned};
pub use sheet::{Sheet, page_name};
pub use shown::Shown;
pub use speed::Speed;
pub use tour::{
    Audience, Digits, Found, Kept, Pace, Source, Stop, Tour, TourChange, foreign_diagram,
    moment_of, shows, tour_answer,
};
pub use typing::{new_line, word_at};
pub use view::{LEAST_SIDE, MOST_SIDE, View};
