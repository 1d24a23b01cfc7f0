//! What a program did, as text: a line for each instant, then how it ended. The same from a trace and from Go.
//!
//! `1500000: +4 -0 "done"` reads: at 1.5 ms task 4 started, task 0 ended, and the line `done` was printed, in this order.

use super::program::{Frame, Output, Stream};
use goroutine_lab::analysis::{analyse, words};
use goroutine_lab::trace::{Event, Outcome, Trace};
use std::fmt::Write as _;

/// How far two runs of one program may be expected to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// In everything.
    Fixed,
    /// Not in the order within an instant, which Go leaves to chance, nor in what follows from that order alone.
    Chance,
}

/// A run queue of Go's holds so many goroutines; beyond that, half of it spills into the global queue.
const RUN_QUEUE: u32 = 256;

/// Whether Go leaves the order of this run's events to chance: where timers are due at the same instant, and where
/// more goroutines are runnable at once than the run queue holds.
pub(super) fn order(trace: &Trace) -> Order {
    let (mut runnable, mut fired_at) = (0_u32, None);
    for record in trace.records() {
        match record.event {
            Event::GoUnblock { .. } if record.by.is_none() => {
                if fired_at.replace(record.at) == Some(record.at) {
                    return Order::Chance;
                }
                runnable += 1;
            }
            Event::GoCreate { .. } | Event::GoUnblock { .. } => runnable += 1,
            Event::GoStart { .. } => runnable -= 1,
            _ => {}
        }
        if runnable > RUN_QUEUE {
            return Order::Chance;
        }
    }
    Order::Fixed
}

/// What a trace tells.
pub(super) fn of_trace(trace: &Trace) -> String {
    let mut account = Account::new(order(trace));
    for record in trace.records() {
        let at = record.at.0;
        match record.event {
            Event::TaskStart { task } => account.add(at, started(task)),
            Event::TaskEnd { task, outcome } => account.add(at, ended(task, outcome.name())),
            Event::Log { line } => account.add(at, printed(line)),
            _ => {}
        }
    }
    let exit = trace.exit();
    let peak = analyse(trace).peak_goroutines.value;
    let code = exit
        .outcome
        .exit_code()
        .map_or_else(|| String::from("-"), |code| code.to_string());
    let end = match exit.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly => "main_returned",
        Outcome::OutOfMemory => "killed",
        Outcome::Deadlock | Outcome::Panic | Outcome::Fatal => "died",
        Outcome::Exited => "exited",
        Outcome::BudgetExceeded | Outcome::Cancelled => "stopped by the Lab",
    };
    match exit.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {
            account.finish("", end, exit.at.0, Some(peak), &code)
        }
        Outcome::OutOfMemory => account.finish(&exit.message, end, exit.at.0, Some(peak), &code),
        // Such a program cannot say how many goroutines it had.
        Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::BudgetExceeded
        | Outcome::Cancelled => account.finish(&exit.message, end, exit.at.0, None, &code),
    }
}

/// What Go's output tells.
pub(super) fn of_go(output: &Output, order: Order) -> String {
    let mut account = Account::new(order);
    let (mut message, mut died_at) = (String::new(), None);
    let mut report = None;
    for Frame { at, stream, text } in &output.frames {
        match stream {
            Stream::Stdout => {
                for line in text.lines() {
                    account.add(*at, printed(line));
                }
            }
            Stream::Stderr => {
                let words: Vec<&str> = text.split_whitespace().collect();
                match words[..] {
                    ["task", task, "start", at] => account.add(number(at), started(number(task))),
                    ["task", task, outcome, at] => {
                        account.add(number(at), ended(number(task), outcome));
                    }
                    [how, "at", at, "peak", peak, "exit", code] => {
                        assert_eq!(code, output.exit_code.to_string(), "the exit code");
                        report = Some((String::from(how), number(at), number(peak)));
                    }
                    _ => {
                        died_at.get_or_insert(*at);
                        message += text;
                    }
                }
            }
        }
    }
    let code = output.exit_code.to_string();
    match report {
        Some((how, at, peak)) => account.finish(&message, &how, at, Some(peak), &code),
        None => account.finish(&message, "died", died_at.unwrap_or_default(), None, &code),
    }
}

fn started(task: u32) -> String {
    format!("+{task}")
}

fn ended(task: u32, outcome: &str) -> String {
    match outcome {
        "ok" => format!("-{task}"),
        _ => format!("-{task}:{outcome}"),
    }
}

fn printed(line: &str) -> String {
    format!("{line:?}")
}

#[track_caller]
fn number<N: std::str::FromStr>(text: &str) -> N {
    let Ok(number) = text.parse() else {
        panic!("{text:?} is not a number")
    };
    number
}

struct Account {
    order: Order,
    text: String,
    instant: Option<u64>,
    events: Vec<String>,
}

impl Account {
    fn new(order: Order) -> Account {
        Account {
            order,
            text: String::new(),
            instant: None,
            events: Vec::new(),
        }
    }

    fn add(&mut self, at: u64, event: String) {
        if self.instant != Some(at) {
            self.close_instant();
            self.instant = Some(at);
        }
        self.events.push(event);
    }

    fn close_instant(&mut self) {
        let Some(at) = self.instant else { return };
        if self.order == Order::Chance {
            self.events.sort();
        }
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "  {at}: {}", self.events.join(" "));
        self.events.clear();
    }

    fn finish(
        mut self,
        message: &str,
        end: &str,
        at: u64,
        peak: Option<u64>,
        exit_code: &str,
    ) -> String {
        self.close_instant();
        // A dump of all goroutines follows the first line; its addresses mean nothing.
        if let Some(line) = message.lines().next() {
            let line = match self.order {
                Order::Fixed => String::from(line),
                Order::Chance => without_bytes(line),
            };
            let _ = writeln!(self.text, "  {line}");
        }
        let peak = peak.map_or_else(String::new, |peak| {
            format!(", peak {}", words::grouped(peak))
        });
        let _ = writeln!(self.text, "  {end} at {at}{peak}, exit {exit_code}");
        self.text
    }
}

/// How far over its limit a process was when it was killed depends on who asked for memory before.
fn without_bytes(message: &str) -> String {
    match (
        message.find(": ").zip(message.find(" bytes in use")),
        message.rfind(": "),
    ) {
        (Some((_, to)), Some(from)) if from < to => {
            format!("{}: …{}", &message[..from], &message[to..])
        }
        _ => String::from(message),
    }
}
