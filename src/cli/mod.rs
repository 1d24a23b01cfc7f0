//! The command line: `goroutine-lab run LINK`, `sweep`, `go`, `explore`, `list`, `claims`, `talk`, `advise` and more.
//!
//! Each command returns its answer, or one line about the invalid input. Nothing is written before the input is known to be
//! valid.

mod advise;
mod answer;
mod arguments;
mod claims;
mod explore;
mod go;
mod json;
mod list;
mod png;
mod progress;
mod run;
mod sweep;
mod talk;
mod text;
mod work;

use anstream::{AutoStream, ColorChoice};
use answer::Answer;
use arguments::{Arguments, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use clap_complete::Shell;
use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// One line about invalid input.
#[derive(Debug)]
struct Refusal(String);

/// Executes the command that the arguments of this process name.
pub(crate) fn main() -> ExitCode {
    let given = answer(env::args_os()).and_then(|(answer, file)| answer.give(file.as_deref()));
    given.unwrap_or_else(|Refusal(line)| {
        complain(&line);
        ExitCode::from(2)
    })
}

/// The answer, and the file that it is for.
fn answer(arguments: impl Iterator<Item = OsString>) -> Result<(Answer, Option<PathBuf>), Refusal> {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => Ok(match command {
            Command::List { format } => (list::list(format).into(), None),
            Command::Claims { format } => (claims::claims(format).into(), None),
            Command::Talk(arguments) => (talk::talk(&arguments)?, None),
            Command::Examples { output } => {
                (String::from(goroutine_lab::talk::EXAMPLES).into(), output)
            }
            Command::Advise { link } => (advise::advise(&link)?.into(), None),
            Command::Run(arguments) => (run::run(&arguments)?, arguments.output),
            Command::Sweep(arguments) => (sweep::sweep(&arguments)?, arguments.output),
            Command::Go(arguments) => (go::go(&arguments)?, None),
            Command::Explore(arguments) => (explore::explore(&arguments)?, None),
            Command::Completions { shell } => (completions(shell).into(), None),
        }),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok((help(&error).into(), None)),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Err(Refusal(commands())),
            ErrorKind::InvalidSubcommand => {
                let said = in_one_line(&error.render().to_string());
                let said = said.split("; usage: ").next().unwrap_or_default();
                Err(Refusal([said, "; ", &commands()].concat()))
            }
            _ => Err(Refusal(in_one_line(&error.render().to_string()))),
        },
    }
}

/// The help, in colours where the terminal has them and `NO_COLOR` is not set.
fn help(error: &clap::Error) -> String {
    let text = error.render();
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => text.to_string(),
        ColorChoice::Auto | ColorChoice::Always | ColorChoice::AlwaysAnsi => {
            text.ansi().to_string()
        }
    }
}

/// The script that completes the command line's words in a shell.
fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(shell, &mut command, "goroutine-lab", &mut script);
    // clap_complete 4.6 writes the hyphen of the name in two ways in bash's script, and then completes no subcommand's options.
    String::from_utf8_lossy(&script).replace("goroutine__subcmd__lab", "goroutine__lab")
}

/// The advice to name one of the commands.
fn commands() -> String {
    let all = Arguments::command();
    let mut names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
    let last = names.pop().unwrap_or_default();
    format!(
        "a command is needed: {} or {last}; --help says more",
        names.join(", ")
    )
}

/// Joins the lines of clap's message, without its general advice.
fn in_one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim) {
        let is_advice =
            part.starts_with("For more information") || part.starts_with("tip: to pass");
        if part.is_empty() || is_advice {
            continue;
        }
        if !line.is_empty() {
            let is_sentence = part.starts_with("Usage: ") || part.starts_with("tip: ");
            line.push_str(if is_sentence { "; " } else { " " });
        }
        match part.strip_prefix("Usage: ") {
            Some(usage) => line.extend(["usage: ", usage]),
            None => line.push_str(part.trim_start_matches("error: ")),
        }
    }
    line
}

fn complain(line: &str) {
    // If this cannot be printed either, the exit code must do.
    let _ = writeln!(
        io::stderr(),
        "goroutine-lab: {}",
        line.replace(char::is_control, " ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_clap_become_one_line() {
        let said = "error: unexpected argument '--formt' found\n\n  tip: a similar argument exists: '--format'\n\n\
                    Usage: goroutine-lab run LINK\n\nFor more information, try '--help'.\n";
        assert_eq!(
            in_one_line(said),
            "unexpected argument '--formt' found; tip: a similar argument exists: '--format'; usage: goroutine-lab run LINK"
        );
    }
}
