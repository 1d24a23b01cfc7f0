//! Random programs over the language itself (arithmetic of all widths, slices, maps, structs, closures, methods, interfaces,
//! generics, defer and recover, formatting), on the Lab's machine and under real Go: the same standard output, first line of
//! the standard error, and exit code.
//!
//! A program is text, drawn from a seed. It leaves nothing to chance: maps are printed or added up, no address is printed,
//! and an expression neither changes what it reads nor panics in two places.
//!
//! For each seed a hash of Go's account is kept in `golden.txt`, so that the programs are compared also on a machine without
//! Go. On one with Go (`GOROUTINE_LAB_GO`) they run again; `GOROUTINE_LAB_PROGRAMS=20000` sets their number.

mod decl;
mod draw;
mod expr;
mod format;
mod literal;
mod risk;
mod stmt;
mod template;
mod ty;

use golang::Program;
use golang::machine::Limits;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use xxhash_rust::xxh64::xxh64;

/// The usual number of programs, and how many are compiled at once.
const PROGRAMS: u64 = 2_000;
const AT_ONCE: usize = 250;

/// The source of a command whose argument is the index of the program to run.
fn source(seeds: &[u64]) -> String {
    let mut text = String::from(include_str!("head.go"));
    text.push_str("var programs = []func(){");
    for seed in seeds {
        let _ = write!(text, "p{seed}, ");
    }
    text.push_str("}\n\n");
    for seed in seeds {
        text += &draw::program(*seed);
    }
    text
}

fn account(stdout: &[u8], stderr: &[u8], code: Option<i32>) -> String {
    let (stdout, stderr) = (
        String::from_utf8_lossy(stdout),
        String::from_utf8_lossy(stderr),
    );
    let first = stderr.lines().next().unwrap_or_default();
    let code = code.map_or_else(|| String::from("none"), |code| code.to_string());
    format!("{stdout}-- stderr: {first}\n-- exit code: {code}\n")
}

/// What the machine does with these programs.
#[track_caller]
fn of_the_lab(seeds: &[u64]) -> Vec<String> {
    let source = source(seeds);
    let files = [(String::from("main.go"), source.into_bytes())];
    let program = match Program::compile(&files) {
        Ok(program) => program,
        Err(complaints) => panic!("seeds from {}: {}", seeds[0], complaints[0]),
    };
    let run = |number: usize| {
        let execution = program.run(&[number.to_string()], 1, Limits::default());
        account(&execution.stdout, &execution.stderr, execution.exit_code)
    };
    (0..seeds.len()).map(run).collect()
}

/// A binary of real Go with these programs.
#[track_caller]
fn build(go: &str, seeds: &[u64]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join("main.go"), source(seeds)).expect("the file can be written");
    let settings = [
        ("CGO_ENABLED", "0"),
        ("GOTOOLCHAIN", "local"),
        ("GOPROXY", "off"),
        ("GOWORK", "off"),
    ];
    // Without optimisation, compiling takes a third of the time.
    let built = Command::new(go)
        .args(["build", "-gcflags=-N -l", "-o", "programs", "main.go"])
        .envs(settings)
        .current_dir(&folder)
        .output()
        .expect("GOROUTINE_LAB_GO names a go command");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{}: {said}", folder.display());
    folder.join("programs")
}

fn golden_line(seed: u64, account: &str) -> String {
    format!("{seed} {:016x}\n", xxh64(account.as_bytes(), 0))
}

#[test]
fn the_machine_agrees_with_every_program() {
    let seeds: Vec<u64> = (0..PROGRAMS).collect();
    let accounts = seeds.chunks(AT_ONCE).flat_map(of_the_lab);
    let lines: Vec<String> = seeds
        .iter()
        .zip(accounts)
        .map(|(seed, account)| golden_line(*seed, &account))
        .collect();
    let golden: Vec<&str> = include_str!("golden.txt").split_inclusive('\n').collect();
    let differ = lines
        .iter()
        .zip(&golden)
        .filter(|(line, golden)| line != *golden);
    let differ: Vec<&str> = differ
        .filter_map(|(line, _)| line.split_once(' '))
        .map(|(seed, _)| seed)
        .collect();
    assert!(
        differ.is_empty() || updates_golden(),
        "these programs do something else than in Go: {differ:?}"
    );
    assert!(
        lines.len() == golden.len() || updates_golden(),
        "{} hashes",
        golden.len()
    );
}

fn updates_golden() -> bool {
    env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

#[test]
fn go_agrees_with_every_program() {
    let Ok(go) = env::var("GOROUTINE_LAB_GO") else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    let count = env::var("GOROUTINE_LAB_PROGRAMS").ok();
    let count = count.map(|text| text.parse().expect("GOROUTINE_LAB_PROGRAMS is a number"));
    let seeds: Vec<u64> = (0..count.unwrap_or(PROGRAMS).max(PROGRAMS)).collect();
    let (mut lines, mut differences) = (String::new(), Vec::new());
    for seeds in seeds.chunks(AT_ONCE) {
        let binary = build(&go, seeds);
        for (number, (seed, ours)) in seeds.iter().zip(of_the_lab(seeds)).enumerate() {
            let ran = Command::new(&binary)
                .arg(number.to_string())
                .env("GOMAXPROCS", "1")
                .output()
                .expect("the program has been built");
            let gos = account(&ran.stdout, &ran.stderr, ran.status.code());
            if gos != ours {
                let lines = gos
                    .lines()
                    .zip(ours.lines())
                    .find(|(gos, ours)| gos != ours);
                differences.push(format!(
                    "seed {seed}: Go and the Lab differ first at {lines:?}"
                ));
            }
            if *seed < PROGRAMS {
                lines += &golden_line(*seed, &gos);
            }
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/random/golden.txt");
    if updates_golden() {
        std::fs::write(&golden, &lines).expect("the file can be written");
    }
    let count = differences.len();
    differences.truncate(40);
    assert!(
        differences.is_empty(),
        "{count} differ\n{}",
        differences.join("\n")
    );
    assert_eq!(
        lines,
        include_str!("golden.txt"),
        "UPDATE_GOLDEN=1 writes the hashes of what Go did"
    );
}

/// The programs must do enough to prove something.
#[test]
fn the_programs_do_everything() {
    let text = source(&(0..PROGRAMS).collect::<Vec<u64>>());
    for word in [
        "goto ",
        "fallthrough",
        "defer ",
        "recover()",
        "range pairs(",
        "stack[",
        "tree[",
        "switch ",
        "select {",
        "continue l",
        "break l",
        "func(a ",
        "&^",
        "<<",
        ">>",
        "append(",
        "copy(",
        "delete(",
        "clear(",
        "min(",
        "max(",
        "os.Exit(",
        "println(",
        "Sprintf(",
        "fold(",
        "apply(",
        ".(type)",
        "iota",
        "make(chan",
    ] {
        let count = text.matches(word).count();
        assert!(count >= 50, "{word:?} occurs {count} times");
    }
}
