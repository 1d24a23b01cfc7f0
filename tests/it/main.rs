//! The integration tests: the patterns' laws, the scenarios' numbers, the command line, and the comparison with real Go.

mod claims;
mod command_line;
mod common;
mod failing;
mod fuzz;
mod go_programs;
mod hostile;
mod interventions;
mod limiting;
mod names;
mod parameters;
mod patterns;
mod pitfalls;
mod programs;
mod scenarios;
mod steps;
mod stopping;
mod suspense;
mod talk;
mod talking;
mod world;
