//! The account of a program's run as text: a line for each instant, then the end. It is the same from a trace and from Go.
//!
//! `1500000: +4 -0 "done"` reads: at 1.5 ms task 4 started, task 0 ended, and the line `done` was printed, in this order.

use super::dump;
use super::program::{Frame, Output, Stream};
use super::sets::{Comparable, Set};
use analysis::fmt;
use goruntime::trace::{BlockReason, Event, GoroutineId, Resource, Trace};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The degree to which two runs of one program must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// In everything.
    Fixed,
    /// In everything but the order within an instant, which Go leaves to chance, and its consequences.
    Chance,
    /// In everything but moments: computing takes no virtual time in Go.
    InTurn,
    /// In everything but moments and order, as several processors computed, or one that switched goroutines every 10 ms.
    Computed,
}

impl Order {
    const fn has_moments(self) -> bool {
        match self {
            Order::Fixed | Order::Chance => true,
            Order::InTurn | Order::Computed => false,
        }
    }

    const fn is_compared(self) -> bool {
        match self {
            Order::Fixed | Order::InTurn => true,
            Order::Chance | Order::Computed => false,
        }
    }
}

/// The capacity of Go's local run queue. Beyond that, half of it moves to the global queue.
const RUN_QUEUE: u32 = 256;

/// Whether Go leaves the order of this run's events to chance: when more goroutines are runnable at once than the run queue
/// holds, or when timers are due at the same instant. One timer may wake many goroutines, as a context's deadline does, in
/// a fixed order; so only sleepers count, unless the set allows ties of timers.
pub(super) fn order(trace: &Trace, set: &Set) -> Order {
    if set.comparable == Comparable::Computes {
        return if tasks_overlap(trace) {
            Order::Computed
        } else {
            Order::InTurn
        };
    }
    let (mut runnable, mut fired_at) = (0_u32, None);
    let mut sleepers = BTreeMap::new();
    for record in trace.records() {
        match (record.event, record.by) {
            (Event::GoBlock { reason, .. }, Some(by)) => {
                sleepers.insert(by, set.ties || reason == BlockReason::Sleep);
            }
            (Event::GoUnblock { goroutine, .. }, None) => {
                let sleeps = sleepers.get(&goroutine).is_some_and(|sleeps| *sleeps);
                if sleeps && fired_at.replace(record.at) == Some(record.at) {
                    return Order::Chance;
                }
                runnable += 1;
            }
            (Event::GoCreate { .. } | Event::GoUnblock { .. } | Event::GoStop { .. }, _) => {
                runnable += 1;
            }
            (Event::GoStart { .. }, _) => runnable = runnable.saturating_sub(1),
            _ => {}
        }
        if runnable > RUN_QUEUE {
            return Order::Chance;
        }
    }
    Order::Fixed
}

/// Whether all compared events of this run have one order.
pub(super) fn has_one_order(trace: &Trace, set: &Set) -> bool {
    match order(trace, set) {
        Order::Fixed | Order::InTurn => true,
        Order::Chance => set.comparable == Comparable::AlwaysTies,
        Order::Computed => false,
    }
}

fn tasks_overlap(trace: &Trace) -> bool {
    let mut open = 0;
    trace.records().any(|record| {
        match record.event {
            Event::TaskStart { .. } => open += 1,
            Event::TaskEnd { .. } => open -= 1,
            _ => {}
        }
        open > 1
    })
}

/// The account of a trace.
pub(super) fn of_trace(trace: &Trace, order: Order) -> String {
    let mut account = Account::new(order);
    let mut alive = Alive::default();
    for record in trace.records() {
        let at = record.at.0;
        alive.see(record.by, record.event);
        match record.event {
            Event::TaskStart { task } => account.add(at, started(task)),
            Event::TaskEnd { task, outcome } => account.add(at, ended(task, outcome.name())),
            Event::Log { line } => account.add(at, printed(line)),
            _ => {}
        }
    }
    let exit = trace.exit();
    let code = exit.outcome.exit_code();
    let how = match (exit.outcome.name(), code) {
        ("exited", _) => "exited",
        (_, Some(137)) => "killed",
        (_, Some(2)) => "died",
        (_, Some(_)) => "main_returned",
        (_, None) => "stopped by the Lab",
    };
    let reported = !matches!(how, "died" | "stopped by the Lab");
    // The Lab's message on a program that ended by itself is in its own words, so it is not compared.
    let is_gos = matches!(how, "died" | "killed");
    account.finish(&Ending {
        message: if is_gos {
            exit.message.clone()
        } else {
            String::new()
        },
        dump: dump::of_trace(trace),
        how: String::from(how),
        at: exit.at.0,
        counts: reported.then(|| (alive.peak.max(alive.now), alive.now)),
        code: code.map_or_else(|| String::from("-"), |code| code.to_string()),
    })
}

/// The account of Go's output.
pub(super) fn of_go(output: &Output, order: Order) -> String {
    let mut account = Account::new(order);
    let mut ending = Ending {
        how: String::from("died"),
        code: output.exit_code.to_string(),
        ..Ending::default()
    };
    let mut alive = Vec::new();
    for Frame { at, stream, text } in &output.frames {
        if *stream == Stream::Stdout {
            for line in text.lines() {
                account.add(*at, printed(line));
            }
            continue;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match words[..] {
            ["task", task, "start", at] => account.add(number(at), started(number(task))),
            ["task", task, outcome, at] => account.add(number(at), ended(number(task), outcome)),
            [how, "at", at, "peak", peak, "alive", alive, "exit", code] => {
                assert_eq!(code, ending.code, "the exit code");
                ending.how = String::from(how);
                ending.at = number(at);
                ending.counts = Some((number(peak), number(alive)));
            }
            ["alive", ..] => alive.push(text.trim().trim_start_matches("alive ")),
            _ => {
                if ending.message.is_empty() {
                    ending.at = *at;
                }
                ending.message += text;
            }
        }
    }
    ending.dump = dump::of_go(&ending.message, &alive);
    account.finish(&ending)
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

/// The number of goroutines without main, and the most of them at the moments at which `lab.go` looks: when a task begins
/// or ends, and when memory is taken.
#[derive(Default)]
struct Alive {
    now: u64,
    peak: u64,
}

impl Alive {
    fn see(&mut self, by: Option<GoroutineId>, event: Event<'_>) {
        match event {
            Event::GoCreate { child, .. } if child != GoroutineId::MAIN => self.now += 1,
            Event::GoEnd if by != Some(GoroutineId::MAIN) => self.now -= 1,
            Event::TaskStart { .. }
            | Event::TaskEnd { .. }
            | Event::Acquire {
                resource: Resource::Memory,
                ..
            } => self.peak = self.peak.max(self.now),
            _ => {}
        }
    }
}

/// The end of a program.
#[derive(Default)]
struct Ending {
    /// The message of the Go runtime or the kernel. A dump of goroutines may follow its first line.
    message: String,
    dump: Option<String>,
    how: String,
    at: u64,
    /// The most goroutines without main, and those alive at the end. A program that dies does not report them.
    counts: Option<(u64, u64)>,
    code: String,
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

    fn add(&mut self, at: u64, mut event: String) {
        let at = self.moment(at);
        if !self.order.has_moments()
            && let Some((line, _)) = event.split_once(" done after ")
        {
            event = format!("{line} done\"");
        }
        if self.instant != Some(at) {
            self.close_instant();
            self.instant = Some(at);
        }
        self.events.push(event);
    }

    fn moment(&self, at: u64) -> u64 {
        if self.order.has_moments() { at } else { 0 }
    }

    fn close_instant(&mut self) {
        let Some(at) = self.instant else { return };
        if !self.order.is_compared() {
            self.events.sort();
        }
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "  {at}: {}", self.events.join(" "));
        self.events.clear();
    }

    fn finish(mut self, ending: &Ending) -> String {
        self.close_instant();
        let Ending {
            message,
            how,
            at,
            code,
            ..
        } = ending;
        if let Some(line) = message.lines().next() {
            let line = match self.order {
                Order::Fixed | Order::InTurn => String::from(line),
                Order::Chance | Order::Computed => without_bytes(line),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(self.text, "  {line}");
        }
        if let Some(dump) = &ending.dump {
            let _ = writeln!(self.text, "  goroutines: {dump}");
        }
        let at = self.moment(*at);
        let counts = ending.counts.filter(|_| self.order != Order::Computed);
        let counts = counts.map_or_else(String::new, |(peak, alive)| {
            let (peak, alive) = (fmt::grouped(peak), fmt::grouped(alive));
            format!(", peak {peak}, alive {alive}")
        });
        let _ = writeln!(self.text, "  {how} at {at}{counts}, exit {code}");
        self.text
    }
}

/// The message of a kill without the excess over the limit, which depends on the order of allocations.
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
