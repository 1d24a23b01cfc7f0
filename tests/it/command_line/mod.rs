//! The command line as a process.

mod contract;
mod explored;
mod exported;
mod go;
mod listed;
mod picture;
mod refusals;
mod swept;
mod talk;

use std::ffi::OsStr;
use std::process::{Command, Output, Stdio};

/// The command line with these arguments, not started yet.
fn lab<S: AsRef<OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goroutine-lab"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The output of a command with valid input.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = output(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        (output.status.code(), complaint.as_str()),
        (Some(0), ""),
        "{arguments:?}"
    );
    String::from_utf8(output.stdout).expect("the answer is text")
}

#[track_caller]
fn output(arguments: &[&str]) -> Output {
    lab(arguments).output().expect("the command line runs")
}

#[test]
fn text_for_people() {
    let link = "?tasks=6&batch=2&latency=list:40,80,60,20,90,30&goroutines=3&memory-limit=2MiB";
    insta::assert_snapshot!("run", printed(&["run", link]));
    insta::assert_snapshot!("run_naive", printed(&["run", link, "--pattern", "naive"]));
    let list = printed(&["list"]);
    let (head, rest) = list.split_once("\nPatterns: ").expect("there are patterns");
    let (_, foot) = rest
        .split_once("\nParameters\n")
        .expect("there are parameters");
    insta::assert_snapshot!("list", format!("{head}\n…\n{foot}"));
    insta::assert_snapshot!("claims", printed(&["claims"]));
    insta::assert_snapshot!("help", printed(&["help"]));
    insta::assert_snapshot!("help_run", printed(&["help", "run"]));
    insta::assert_snapshot!("help_sweep", printed(&["help", "sweep"]));
}

#[test]
fn the_settings_name_the_seed_where_it_counts() {
    #[track_caller]
    fn check(link: &str, is_named: bool) {
        let text = printed(&["run", link]);
        let settings = text.lines().nth(1).expect("there are settings");
        let seeds = settings
            .split(" · ")
            .filter(|setting| setting.starts_with("seed "));
        assert_eq!(seeds.count(), usize::from(is_named), "{link}: {settings}");
    }
    check("scenario=ci-api-limit", false);
    check("scenario=ci-api-limit&failure=30", true);
    check("pattern=graceful-shutdown", true);
}
