//! Channels.

mod case;
mod channel;
pub(super) mod core;
mod order;

pub use case::ChanCase;
pub(super) use channel::WeakChan;
pub use channel::{Chan, ChanReceive, ChanSend};
pub(super) use core::Source;
