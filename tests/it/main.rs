//! The integration tests: the patterns' laws, the scenarios' numbers, the command line, and
//! every Go program against its trace.

mod claims;
mod command_line;
mod common;
mod failing;
mod go_programs;
mod interventions;
mod limiting;
mod patterns;
mod pitfalls;
mod programs;
mod scenarios;
mod stopping;
mod talk;
mod talking;
mod world;
