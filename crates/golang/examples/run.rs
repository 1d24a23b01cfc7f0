//! Runs Go files: `cargo run -p golang --example run -- FILE.go… [-- ARGUMENT…]`.

use golang::Program;
use golang::machine::Limits;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names = arguments
        .split(|argument| argument == "--")
        .next()
        .unwrap_or_default();
    let rest = arguments.get(names.len() + 1..).unwrap_or_default();
    let mut files = Vec::new();
    for name in names {
        match std::fs::read(name) {
            Ok(text) => files.push((name.clone(), text)),
            Err(error) => {
                eprintln!("{name}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    match Program::compile(&files) {
        Err(complaints) => {
            complaints
                .iter()
                .for_each(|complaint| eprintln!("{complaint}"));
            ExitCode::FAILURE
        }
        Ok(program) => {
            let execution = program.run(rest, 1, Limits::default());
            let _ = std::io::stdout().write_all(&execution.stdout);
            let _ = std::io::stderr().write_all(&execution.stderr);
            ExitCode::from(u8::try_from(execution.exit_code.unwrap_or(3)).unwrap_or(3))
        }
    }
}
