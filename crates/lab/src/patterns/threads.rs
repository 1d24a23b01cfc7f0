//! Ten thousand waiting goroutines, compared with as many OS threads.

use super::Pattern;
use super::source::{Program, functions};
use super::unbounded::{Lines, run};
use crate::params::Key;

const GO: Program = Program::new(include_str!("../../../../assets/go/threads/main.go"));
const LINES: Lines = Lines {
    spawn: GO.line("go func(t lab.Task) {"),
    process: GO.line("lab.ProcessTask(t)"),
    wait: GO.line("wg.Wait()"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "threads",
    name: "Goroutines",
    summary: "Ten thousand goroutines that wait: a stack of 2 KiB each, some 26 MiB in all.",
    when: "When very many things wait at once; what each holds besides its stack sets how many.",
    folder: "threads",
    source: functions!(GO, "func waitInAll"),
    params: &[],
    defaults: &[
        (Key::Tasks, "10000"),
        (Key::Latency, "1s"),
        (Key::Memory, "0"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks, &LINES)),
};

pub(super) const OS: Pattern = Pattern {
    id: "threads-os",
    name: "OS threads",
    summary: "The same with an OS thread's stack of 2 MiB each: out of memory within the first few hundred.",
    when: "Never for things that wait: an OS thread's stack is a thousand times a goroutine's.",
    defaults: &[
        (Key::Tasks, "10000"),
        (Key::Latency, "1s"),
        (Key::Memory, "2MiB"),
    ],
    note: Some(
        "The whole stack counts as used. Linux gives a thread the pages of its stack only when they are touched.",
    ),
    ..PATTERN
};
