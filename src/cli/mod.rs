//! The command line: `goroutine-lab list` and `goroutine-lab run LINK`.
//!
//! Each command returns the text to print, or one line about the invalid input. Nothing is printed to the standard output
//! before the input is known to be valid.

mod arguments;
mod claims;
mod json;
mod list;
mod run;
mod sweep;
mod text;

use arguments::{Arguments, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};
use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// One line about invalid input.
#[derive(Debug)]
struct Refusal(String);

/// Executes the command that the arguments of this process name.
pub(crate) fn main() -> ExitCode {
    match answer(env::args_os()) {
        Ok(text) => print(&text),
        Err(Refusal(line)) => {
            complain(&line);
            ExitCode::from(2)
        }
    }
}

fn answer(arguments: impl Iterator<Item = OsString>) -> Result<String, Refusal> {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            Command::List { format } => Ok(list::list(format)),
            Command::Claims { format } => Ok(claims::claims(format)),
            Command::Run(arguments) => run::run(&arguments),
            Command::Sweep(arguments) => sweep::sweep(&arguments),
        },
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(error.render().to_string()),
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

/// Prints the answer. A reader that closes the pipe (`… | head`) is not an error.
fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("cannot write the answer: {error}"));
            ExitCode::FAILURE
        }
    }
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
