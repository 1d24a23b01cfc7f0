//! Go, as the Lab runs it: what a person types is read, checked, compiled and run on the Lab's own Go runtime.
//!
//! ```text
//! text -> syntax -> types -> code -> machine
//!                     ^                 ^
//!                     +---- packages ---+
//! ```

pub mod syntax;
pub mod types;
