//! Go as text: what a person types is read, laid out as gofmt does, and checked as Go's compiler does.

pub mod packages;
pub mod syntax;
pub mod types;
