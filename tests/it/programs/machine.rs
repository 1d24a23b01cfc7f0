//! The same programs, printed as Go, on the Lab's own machine.

use super::program::Program;
use super::{AT_ONCE, PROGRAMS, account, as_go, generate};
use golang::machine::Limits;
use golang::syntax::{self, Session, parse};

/// The most programs that may be nested deeper than the machine takes.
const MOST_TOO_DEEP: usize = 40;

/// Whether a program is nested deeper than the machine takes: a dozen function literals.
fn is_too_deep(program: &Program) -> bool {
    let source = as_go::source(std::slice::from_ref(program));
    let mut session = Session::new();
    let limits = syntax::Limits::default();
    let parsed = parse(&mut session, "main.go", source.as_bytes(), limits);
    let error = parsed.errors.first();
    error.is_some_and(|error| error.message.starts_with("nested too deeply: "))
}

#[test]
fn the_machine_agrees_with_every_program() {
    let programs = (0..PROGRAMS).map(|seed| (seed, generate::program(seed)));
    let (deep, programs): (Vec<_>, Vec<_>) =
        programs.partition(|(_, program)| is_too_deep(program));
    assert!(deep.len() <= MOST_TOO_DEEP, "{} are too deep", deep.len());
    let mut differences = Vec::new();
    for programs in programs.chunks(AT_ONCE) {
        let all: Vec<Program> = programs.iter().map(|(_, one)| one.clone()).collect();
        let source = as_go::source(&all).into_bytes();
        let compiled = match golang::Program::compile(&[(String::from("main.go"), source)]) {
            Ok(compiled) => compiled,
            Err(complaints) => panic!("{}", complaints[0]),
        };
        for (number, (seed, program)) in programs.iter().enumerate() {
            let expected = super::account(program);
            let execution = compiled.run(&[number.to_string()], *seed, Limits::default());
            let actual = account::of_trace(&execution.trace);
            if actual != expected {
                let text = as_go::body_of(program);
                differences.push(format!(
                    "seed {seed}:\n{text}\n--- twin:\n{expected}\n--- machine:\n{actual}"
                ));
            }
        }
    }
    let count = differences.len();
    differences.truncate(3);
    assert!(
        differences.is_empty(),
        "{count} differ, among them\n{}",
        differences.join("\n")
    );
}
