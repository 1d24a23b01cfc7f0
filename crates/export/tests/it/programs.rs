//! Programs in one file: laid out as gofmt does, vetted, and run by real Go in virtual time.

use crate::go::{Go, folder};
use crate::registry::{self, Finished};
use export::Program;
use export::program::single_file;
use lab::patterns;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many patterns run in the ordinary tests: one in so many. `GOROUTINE_LAB_ALL=1` runs all of them.
const SAMPLE: usize = 8;

#[track_caller]
fn text(finished: &Finished) -> String {
    let text = single_file(&finished.program, &finished.scenario, finished.pattern);
    text.expect("the program is Go")
}

/// A module with each pattern's program in a folder of its own.
fn module(name: &str, all: &[Finished]) -> PathBuf {
    let module = folder(name);
    let given = env::var_os("GOROUTINE_LAB_GO_MOD").map(PathBuf::from);
    let given = given.unwrap_or_else(|| registry::module().join("go.mod"));
    let text = fs::read_to_string(&given).expect("there is a go.mod");
    // What a reader gets who makes a module today: its language is that of the toolchain.
    let text = text.replace("go 1.19", "go 1.25");
    fs::write(module.join("go.mod"), text).expect("the file can be written");
    // A go.sum lies beside the go.mod, if that needs one.
    let _ = fs::copy(given.with_file_name("go.sum"), module.join("go.sum"));
    for finished in all {
        let folder = module.join(finished.pattern.id);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let text = self::text(finished);
        fs::write(folder.join("main.go"), text).expect("the file can be written");
    }
    module
}

#[test]
fn every_program_is_vetted_and_formatted() {
    let Some(go) = Go::find() else { return };
    let all: Vec<Finished> = registry::all().collect();
    let module = module("programs-vetted", &all);
    go.run(&module, &["vet", "./..."]);
    let gofmt = module.join("gofmt");
    let into = gofmt.to_str().expect("the folder's name is text");
    go.run(&module, &["build", "-o", into, "cmd/gofmt"]);
    let output = Command::new(&gofmt)
        .args(["-l", "."])
        .current_dir(&module)
        .output();
    let output = output.expect("gofmt runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "",
        "gofmt would change these"
    );
}

#[test]
fn programs_print_what_the_runs_print() {
    let Some(go) = Go::find() else { return };
    let is_all = env::var_os("GOROUTINE_LAB_ALL").is_some();
    let of_sample = |place: usize| is_all || place.is_multiple_of(SAMPLE);
    let mut all: Vec<Finished> = Vec::new();
    for (place, finished) in registry::all().enumerate() {
        // Two programs whose meaning depends on Go's version always run.
        if of_sample(place) || finished.pattern.folder == "loop-capture" {
            all.push(finished);
        }
    }
    let module = module("programs-run", &all);
    let programs = folder("programs-built");
    let into = programs.join("");
    let into = into.to_str().expect("the folder's name is text");
    go.run(&module, &["build", "-tags=faketime", "-o", into, "./..."]);
    for finished in &all {
        check(&programs, finished);
    }
}

/// Runs a program in virtual time. Now and then Go's preemption by the wall clock changes the order, so it may try again.
#[track_caller]
fn check(programs: &Path, finished: &Finished) {
    let id = finished.pattern.id;
    let expected = expected(finished);
    let mut actual = run(&programs.join(id));
    for _ in 0..4 {
        if actual == expected {
            return;
        }
        actual = run(&programs.join(id));
    }
    assert_eq!(actual, expected, "{id}");
}

/// The printed lines, without regard to their order, and the exit code.
type Printed = (Vec<String>, Option<i32>);

fn expected(finished: &Finished) -> Printed {
    let report = &finished.report;
    let lines = report.stdout.iter();
    let mut lines: Vec<String> = lines.map(|printed| without_time(&printed.line)).collect();
    lines.sort();
    (lines, report.exit_code)
}

fn run(program: &Path) -> Printed {
    let output = Command::new(program)
        .envs([("GOMAXPROCS", "1"), ("GOGC", "off")])
        .output()
        .expect("the program has been built");
    // Each write has a header of 16 bytes: four of a mark, eight of time, four of length.
    let (mut text, mut rest) = (Vec::new(), &output.stdout[..]);
    while let Some((head, after)) = rest.split_at_checked(16) {
        let length = head[12..]
            .iter()
            .fold(0, |n, byte| n << 8 | usize::from(*byte));
        text.extend_from_slice(&after[..length]);
        rest = &after[length..];
    }
    let text = String::from_utf8(text).expect("a program prints text");
    let mut lines: Vec<String> = text.lines().map(without_time).collect();
    lines.sort();
    (lines, output.status.code())
}

/// Computing takes no virtual time in Go, so that a total may differ.
fn without_time(line: &str) -> String {
    line.split(" done after ")
        .next()
        .map(String::from)
        .unwrap_or_default()
}

#[test]
fn parameters_are_those_of_the_link() {
    let link = "?pattern=worker-pool&tasks=7&workers=3&latency=20ms&jitter=30&seed=9&fail=2";
    let text = text(&Finished::of(link));
    for argument in [
        "-tasks=7",
        "-workers=3",
        "-latency=20ms",
        "-jitter=30",
        "-seed=9",
        "-fail=2",
    ] {
        assert!(
            text.contains(&format!("\t\"{argument}\",\n")),
            "{argument} in {text}"
        );
    }
    let head: Vec<&str> = text
        .lines()
        .take_while(|line| line.starts_with("//"))
        .collect();
    assert!(head.contains(&"//\tgo run main.go"), "{head:?}");
    assert!(
        head.iter()
            .any(|line| line.ends_with(&format!("from {link}."))),
        "{head:?}"
    );
}

#[test]
fn limits_that_a_program_does_not_have_are_named() {
    let text = text(&Finished::of(
        "?scenario=ci-connections&patterns=batched&max-connections=50",
    ));
    let head: Vec<&str> = text
        .lines()
        .take_while(|line| line.starts_with("//"))
        .collect();
    let limits = head
        .iter()
        .find(|line| line.contains("a program alone does not have:"));
    let limits = limits.expect("the limits are named");
    assert!(limits.contains(" max-connections=50"), "{limits}");
}

#[test]
fn slow_tasks_are_listed() {
    let text = text(&Finished::of(
        "?pattern=naive&tasks=3&latency=20ms&slow=1&slow-latency=2s",
    ));
    assert!(text.contains("\t\"-latency=list:20,2000,20\",\n"), "{text}");
}

#[test]
fn only_the_standard_library_and_x_modules_are_imported() {
    for pattern in patterns::ALL {
        let text = text(&Finished::of(&format!("?pattern={}", pattern.id)));
        let (_, imports) = text.split_once("import (\n").expect("there are imports");
        let (imports, body) = imports.split_once(")\n").expect("the imports end");
        for import in imports
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            let is_module = import.contains('.');
            assert!(
                !is_module || import.starts_with("\"golang.org/x/"),
                "{import}"
            );
            assert!(import != "\"goroutinelab/lab\"");
        }
        assert!(
            !body.contains("lab."),
            "{}: a helper is named by its package",
            pattern.id
        );
        let needs_module = text.contains("go mod init");
        assert_eq!(
            needs_module,
            imports.contains("golang.org/x/"),
            "{}",
            pattern.id
        );
    }
}

#[test]
fn functions_have_the_names_that_the_linker_gives_them() {
    let Some(go) = Go::find() else { return };
    let folder = folder("programs-named");
    for id in ["worker-pool", "sse-broker", "pipeline", "client-disconnect"] {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let file = folder.join(id);
        let into = file.to_str().expect("the folder's name is text");
        let package = format!("./{}", pattern.folder);
        // Without inlining, every function is there.
        go.run(
            &registry::module(),
            &["build", "-gcflags=all=-l", "-o", into, &package],
        );
        let symbols = go.run(&folder, &["tool", "nm", into]);
        let program = Program::of(pattern);
        let own = |name: &str| name.starts_with("main.");
        for name in program
            .functions()
            .map(|function| &*function.name)
            .filter(|name| own(name))
        {
            let ends = format!(" {name}");
            assert!(
                symbols.lines().any(|line| line.ends_with(&ends)),
                "{id}: {name}"
            );
        }
    }
}
