//! The messages between a page in a frame and the page around it, the host. `docs/embedding.md` explains them to authors of hosts.

mod event;
mod exchange;
mod request;
mod rights;
mod state;

pub use event::{Event, Message, NAME};
pub use exchange::{Deed, Exchange, Next};
pub use request::{MOST_CHARACTERS, Refusal, Request, Wish, receive};
pub use rights::Rights;
pub use state::{RunState, State};

#[cfg(test)]
mod tests;
