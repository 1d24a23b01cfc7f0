//! Go programs: what a person types is read, laid out as gofmt does, checked, compiled, and run on the Lab's Go runtime.

pub mod code;
mod compile;
pub mod machine;
pub mod packages;
mod program;
pub mod syntax;
pub mod types;
mod unicode;

pub use program::{Complaint, Program};
