//! Programs with the mistakes that people make, and what Go's compiler says of them.
//!
//! `complaints/programs.txt` has the programs with the compiler's words. Where `GOROUTINE_LAB_GO` names a `go` command,
//! they are compared with it, and `UPDATE_GOLDEN=1` writes its words.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use golang::packages::Library;
use golang::syntax::{Limits, Session};
use golang::types::{check, load};

/// A program with its complaints, each a line.
struct Program {
    title: String,
    source: String,
    complaints: String,
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complaints/programs.txt")
}

fn programs() -> Vec<Program> {
    let text = fs::read_to_string(file()).expect("a readable file");
    text.split("=== ")
        .skip(1)
        .map(|part| {
            let (title, rest) = part.split_once('\n').expect("a title");
            let (source, complaints) = rest.split_once("---\n").expect("complaints");
            Program {
                title: title.into(),
                source: source.into(),
                complaints: complaints.trim_end().into(),
            }
        })
        .collect()
}

/// What the Lab says of a program: ten complaints at most.
fn ours(source: &str) -> String {
    let mut session = Session::new();
    let files = [("x.go".to_owned(), source.as_bytes().to_vec())];
    let program = load(
        &mut session,
        "main",
        &files,
        &mut Library,
        Limits::default(),
    );
    let checked = check(&session, &program);
    let (errors, too_many) = checked.first_errors(10);
    let mut text: Vec<String> = errors
        .iter()
        .map(|error| error.display(&session.files).to_string())
        .collect();
    if too_many {
        text.push("too many errors".into());
    }
    text.join("\n")
}

/// What `go build` says of a program.
fn theirs(go: &Path, source: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("complaints");
    fs::create_dir_all(&folder).expect("a writable folder");
    fs::write(folder.join("x.go"), source).expect("a writable folder");
    let output = Command::new(go)
        .args(["build", "-o", "program", "x.go"])
        .env("GOTOOLCHAIN", "local")
        .current_dir(&folder)
        .output()
        .expect("go runs");
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let lines = lines
        .into_iter()
        .map(|line| match line.strip_suffix(": too many errors") {
            Some(_) => "too many errors".to_owned(),
            // Go has another package of this name, and so quotes the path.
            None => line.replace("./x.go", "x.go").replace("\"sync\".", "sync."),
        });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn complaints_are_in_the_words_of_gos_compiler() {
    let mut different = String::new();
    let programs = programs();
    for program in &programs {
        let ours = ours(&program.source);
        if ours != program.complaints {
            let _ = writeln!(
                different,
                "{}\n  ours\n{ours}\n  recorded\n{}",
                program.title, program.complaints
            );
        }
    }
    assert!(programs.len() > 50, "{} programs", programs.len());
    assert!(different.is_empty(), "{different}");
}

#[test]
fn the_recorded_complaints_are_those_of_go() {
    let Some(go) = std::env::var_os("GOROUTINE_LAB_GO").map(PathBuf::from) else {
        return;
    };
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut text = String::new();
    for program in programs() {
        let theirs = theirs(&go, &program.source);
        if !update {
            assert_eq!(program.complaints, theirs, "{}", program.title);
        }
        let _ = write!(
            text,
            "=== {}\n{}---\n{theirs}\n",
            program.title, program.source
        );
    }
    if update {
        fs::write(file(), text).expect("a writable folder");
    }
}
