//! The project's tasks: `cargo xtask serve`, `build`, `test`, `bench` and `setup`.
//!
//! Each task first gets the tools that it needs and does not find. Tools are kept in a cache folder outside the
//! checkout, so that a fresh clone finds them. `docs/building.md` says how to work without these tasks.

mod args;
mod bench;
mod build;
mod finish;
mod page_options;
mod preview;
mod project;
mod run;
mod serve;
mod test;
mod tools;
mod version;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Task};
use project::Project;
use tools::{Needs, Tools};

fn main() -> ExitCode {
    match run_task(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {}", run::describe(&error));
            ExitCode::FAILURE
        }
    }
}

fn run_task(args: Args) -> anyhow::Result<()> {
    let project = Project::locate()?;
    let tools = |needs| Tools::ensure(&project, needs, !args.no_install);
    match args.task {
        Task::Setup => tools(Needs::ALL).map(drop),
        Task::Serve { release, port } => {
            // First, because it costs nothing and the rest takes minutes.
            serve::check_free(port)?;
            serve::serve(&project, &tools(Needs::PAGE)?, release, port)
        }
        Task::Build(options) => {
            let tools = tools(Needs::PAGE)?;
            // `test` has done that before it builds.
            build::check_talk(&project, &tools)?;
            build::build(&project, &tools, &options)
        }
        Task::Test(selection) => test::test(&project, &selection, tools),
        Task::Bench => bench::bench(&project, &tools(Needs::BENCH)?),
    }
}
