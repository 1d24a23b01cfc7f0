//! Go as text: what a person types is read, and laid out as gofmt does. The ground for checking and running it.

pub mod code;
pub mod machine;
pub mod syntax;
pub mod types;
