//! The integration tests: the patterns' laws, the scenarios' numbers, the command line, the layers of the house, and
//! every Go program against its trace.

mod claims;
mod command_line;
mod common;
mod failing;
mod go_programs;
mod interventions;
mod layers;
mod limiting;
mod patterns;
mod pitfalls;
mod programs;
mod scenarios;
mod stopping;
mod talk;
mod talking;
mod world;
