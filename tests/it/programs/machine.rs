//! The same programs, printed as Go, on the Lab's own machine.

use super::program::Program;
use super::{AT_ONCE, PROGRAMS, account, as_go, generate};
use golang::machine::Limits;

#[test]
fn the_machine_agrees_with_every_program() {
    let programs: Vec<_> = (0..PROGRAMS)
        .map(|seed| (seed, generate::program(seed)))
        .collect();
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
