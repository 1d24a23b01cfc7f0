//! The account of a program's run as text: a line for each instant, then the end.

use crate::go_programs::dump;
use crate::go_programs::program::{Frame, Output, Stream};
use goruntime::trace::{Event, Trace};
use std::fmt::Write as _;

/// The account of a trace.
pub(super) fn of_trace(trace: &Trace) -> String {
    let mut account = Account::default();
    for record in trace.records() {
        if let Event::Log { line } = record.event {
            account.say(record.at.0, line);
        }
    }
    let exit = trace.exit();
    let code = exit.outcome.exit_code();
    let code = code.map_or_else(|| String::from("-"), |code| code.to_string());
    let dump = dump::of_trace(trace);
    account.finish(exit.at.0, &exit.message, dump.as_deref(), &code)
}

/// The account of Go's output.
pub(super) fn of_go(output: &Output) -> String {
    let mut account = Account::default();
    let (mut message, mut end) = (String::new(), None);
    let mut alive = Vec::new();
    for Frame { at, stream, text } in &output.frames {
        match stream {
            Stream::Stdout => {
                for line in text.lines() {
                    account.say(*at, line);
                }
            }
            Stream::Stderr if text.starts_with("alive ") => {
                alive.extend(text.lines().map(|line| line.trim_start_matches("alive ")));
            }
            Stream::Stderr => {
                end.get_or_insert(*at);
                message += text;
            }
        }
    }
    let last = output.frames.last().map_or(0, |frame| frame.at);
    let dump = dump::of_go(&message, &alive);
    let code = output.exit_code.to_string();
    account.finish(end.unwrap_or(last), &message, dump.as_deref(), &code)
}

#[derive(Default)]
struct Account {
    text: String,
    instant: Option<u64>,
}

impl Account {
    fn say(&mut self, at: u64, line: &str) {
        // Writing to a String cannot fail.
        let _ = match self.instant.replace(at) {
            Some(instant) if instant == at => write!(self.text, ", {line}"),
            Some(_) => write!(self.text, "\n{at}: {line}"),
            None => write!(self.text, "{at}: {line}"),
        };
    }

    fn finish(mut self, at: u64, message: &str, dump: Option<&str>, exit_code: &str) -> String {
        let first = message.lines().next().unwrap_or_default();
        // A program that ends by itself has no message, and so no moment of it.
        if !first.starts_with("exit status") && !first.is_empty() {
            let _ = write!(self.text, "\n{at}: {first}");
        }
        let _ = write!(self.text, "\nexit {exit_code}");
        if let Some(dump) = dump {
            let _ = write!(self.text, "\n{dump}");
        }
        self.text.push('\n');
        self.text
    }
}
