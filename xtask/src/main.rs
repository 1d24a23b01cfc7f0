//! The project's tasks: `cargo xtask setup`, `serve`, `build`, `test` and `bench`.
//!
//! Each task first gets the tools that it needs and does not find: the ordinary way, and where that does not work,
//! another. Everything is kept in a cache folder outside the checkout, so that a fresh clone finds it.

#![forbid(unsafe_code)]

mod args;
mod bench;
mod build;
mod pack;
mod project;
mod serve;
mod setup;
mod size;
mod steps;
mod test;
mod version;

use std::process::ExitCode;

use args::Task;
use project::Project;
use setup::{Needs, Tools};
use steps::Failure;

fn main() -> ExitCode {
    let task = match args::parse(std::env::args().skip(1)) {
        Ok(task) => task,
        Err(message) => {
            eprintln!("xtask: {message}");
            return ExitCode::from(2);
        }
    };
    match run(&task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<(), Failure> {
    let project = Project::locate()?;
    match *task {
        Task::Help(text) => {
            print!("{text}");
            Ok(())
        }
        Task::Setup => Tools::ensure(&project, Needs::EVERYTHING).map(drop),
        Task::Serve { release, port } => serve::serve(&project, release, port),
        Task::Build => {
            let tools = Tools::ensure(&project, Needs::BUILD)?;
            build::build(&project, &tools)
        }
        Task::Test { keep_going } => test::test(&project, keep_going),
        Task::Bench => bench::bench(&project),
    }
}
