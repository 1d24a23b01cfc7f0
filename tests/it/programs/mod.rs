//! Random programs over all primitives, under real Go in virtual time and over `goruntime::go`: both must print the same
//! lines at the same moments in the same order, and end in the same way.
//!
//! A program is data ([`program`]), drawn from a seed ([`generate`]), printed as Go ([`as_go`]) and interpreted
//! ([`interpret`]). Choices that Go leaves to chance are avoided: a select never has two ready cases, no two timers fire at
//! the same instant, a context has at most one child. So is a known difference: a panic that unlocks a mutex with waiters.
//!
//! For each seed a hash of Go's account is kept in `tests/golden/programs.txt`, so that the programs are compared also on a
//! machine without Go. On one with Go they run again; `GOROUTINE_LAB_PROGRAMS=20000` sets their number.

mod account;
mod acts;
mod as_go;
mod generate;
mod interpret;
mod machine;
mod program;
mod real;
mod select;

use crate::common;
use crate::go_programs::program::Go;
use goruntime::trace::{BlockReason, Event};
use program::Program;
use real::Built;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use xxhash_rust::xxh64::xxh64;

/// The usual number of programs, and the number compiled at once.
const PROGRAMS: u64 = 1000;
const AT_ONCE: usize = 250;

const GOLDEN: &str = "programs.txt";

fn account(program: &Program) -> String {
    account::of_trace(&interpret::run(program).0)
}

fn golden_line(seed: u64, account: &str) -> String {
    format!("{seed} {:016x}\n", xxh64(account.as_bytes(), 0))
}

#[test]
fn every_program_agrees_with_go() {
    let actual = (0..PROGRAMS).fold(String::new(), |lines, seed| {
        lines + &golden_line(seed, &account(&generate::program(seed)))
    });
    if !common::updates_golden() {
        common::check_golden(GOLDEN, &actual);
    }
}

#[test]
fn go_agrees_with_every_program() {
    let Some(go) = Go::find() else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    let count = env::var("GOROUTINE_LAB_PROGRAMS").ok();
    let count = count.map(|text| text.parse().expect("GOROUTINE_LAB_PROGRAMS is a number"));
    let seeds: Vec<u64> = (0..count.unwrap_or(PROGRAMS).max(PROGRAMS)).collect();
    let mut lines = String::new();
    for seeds in seeds.chunks(AT_ONCE) {
        let programs: Vec<Program> = seeds.iter().copied().map(generate::program).collect();
        let built = Built::new(&go, "programs", &programs);
        for (number, (seed, program)) in seeds.iter().zip(&programs).enumerate() {
            let expected = account(program);
            let actual = built.again_until(number, &expected);
            assert!(
                actual == expected,
                "seed {seed}: {}",
                difference(&go, program.clone())
            );
            if *seed < PROGRAMS {
                lines += &golden_line(*seed, &actual);
            }
        }
    }
    common::check_golden(GOLDEN, &lines);
}

/// A program that differs, made as small as possible, with the accounts of both sides.
fn difference(go: &Go, mut program: Program) -> String {
    let mut shown = String::new();
    loop {
        let smaller: Vec<Program> = program
            .smaller()
            .into_iter()
            .filter_map(generate::without_chance)
            .collect();
        let programs: Vec<Program> = std::iter::once(program.clone()).chain(smaller).collect();
        let built = Built::new(go, "smaller-programs", &programs);
        let differs = |(number, program): (usize, &Program)| {
            let expected = account(program);
            let actual = built.again_until(number, &expected);
            (actual != expected).then_some((number, expected, actual))
        };
        let mut different = programs.iter().enumerate().filter_map(differs);
        let Some((_, ours, gos)) = different.next() else {
            return format!("{shown}\nit does not differ always");
        };
        shown.clear();
        let text = as_go::body_of(&program);
        // Writing to a String cannot fail.
        let _ = write!(shown, "\n{text}\n--- Go:\n{gos}\n--- ours:\n{ours}");
        match different.next() {
            Some((number, ..)) => program = programs[number].clone(),
            None => return shown,
        }
    }
}

/// The programs must do enough to prove something.
#[test]
fn the_programs_do_everything() {
    let mut happened: BTreeMap<String, u32> = BTreeMap::new();
    let mut steps = 0;
    for seed in 0..PROGRAMS {
        let trace = interpret::run(&generate::program(seed)).0;
        let exit = trace.exit();
        let message = exit.message.lines().next().unwrap_or_default();
        let message = message.trim_end_matches(|c: char| c.is_ascii_digit());
        *happened.entry(String::from(message)).or_default() += 1;
        for record in trace.records() {
            match record.event {
                Event::GoBlock { reason, .. } => {
                    *happened.entry(String::from(reason.name())).or_default() += 1;
                }
                Event::Log { .. } => steps += 1,
                _ => {}
            }
        }
    }
    for reason in BlockReason::ALL {
        assert!(
            happened.contains_key(reason.name()),
            "{reason:?}: {happened:?}"
        );
    }
    for end in ENDS {
        assert!(happened.contains_key(end), "{end:?}: {happened:?}");
    }
    assert!(steps > 20 * PROGRAMS, "{steps} steps in all");
}

const ENDS: [&str; 12] = [
    "",
    "exit status ",
    "panic: panic ",
    "panic: send on closed channel",
    "panic: close of closed channel",
    "panic: close of nil channel",
    "panic: sync: negative WaitGroup counter",
    "panic: semaphore: released more than held",
    "fatal error: sync: unlock of unlocked mutex",
    "fatal error: sync: Unlock of unlocked RWMutex",
    "fatal error: sync: RUnlock of unlocked RWMutex",
    "fatal error: all goroutines are asleep - deadlock!",
];
