//! Go's own sources through the parser and the formatter.
//!
//! `GOROUTINE_LAB_GO` names the `go` command of an installed Go, whose `src` is read; `GOROUTINE_LAB_GO_TESTS` names
//! the folder of Go's own tests (`test` of a source distribution). What is not named is not tested here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use golang::syntax::{Limits, Parsed, Session, format, parse};

/// Go's own tables of Unicode are concatenations of hundreds of strings.
const LIMITS: Limits = Limits {
    height: 10_000,
    errors: 10,
};

/// The folder `src` of the installed Go.
fn go_sources() -> Option<PathBuf> {
    let go = PathBuf::from(std::env::var_os("GOROUTINE_LAB_GO")?);
    let root = fs::canonicalize(go).ok()?.parent()?.parent()?.to_owned();
    [root.join("src"), root.join("go/src")]
        .into_iter()
        .find(|folder| folder.is_dir())
}

fn go_tests() -> Option<PathBuf> {
    std::env::var_os("GOROUTINE_LAB_GO_TESTS").map(PathBuf::from)
}

/// The Go files under `folder`, sorted.
fn go_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn parse_file(path: &Path) -> (Session, Parsed, Vec<u8>) {
    let source = fs::read(path).expect("a readable file");
    let mut session = Session::new();
    let parsed = parse(&mut session, &path.display().to_string(), &source, LIMITS);
    (session, parsed, source)
}

/// Runs `work` on a stack that is large enough for the limits of this test.
fn on_large_stack(work: impl FnOnce() + Send + 'static) {
    let builder = std::thread::Builder::new().stack_size(1 << 30);
    builder
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("no panic");
}

#[test]
fn gos_own_sources_have_no_syntax_errors() {
    let Some(folder) = go_sources() else {
        return;
    };
    on_large_stack(move || {
        let mut complaints = Vec::new();
        let (mut bytes, mut count) = (0, 0);
        for path in go_files(&folder) {
            // What `testdata` holds is wrong on purpose here and there.
            if path.components().any(|part| part.as_os_str() == "testdata") {
                continue;
            }
            let (session, parsed, source) = parse_file(&path);
            (bytes, count) = (bytes + source.len(), count + 1);
            complaints.extend(
                parsed
                    .errors
                    .first()
                    .map(|error| error.display(&session.files).to_string()),
            );
        }
        println!("{count} files, {bytes} bytes");
        assert!(
            complaints.is_empty(),
            "{} of {count}:\n{}",
            complaints.len(),
            complaints.join("\n")
        );
    });
}

/// The output of the `gofmt` beside the `go` command for `args`.
fn gofmt(args: &[&str]) -> Vec<u8> {
    let go = PathBuf::from(std::env::var_os("GOROUTINE_LAB_GO").expect("named"));
    let command = fs::canonicalize(go).expect("an existing command").with_file_name("gofmt");
    Command::new(command).args(args).output().expect("gofmt runs").stdout
}

#[test]
fn gos_own_sources_are_formatted_as_gofmt_does() {
    let Some(folder) = go_sources() else {
        return;
    };
    on_large_stack(move || {
        let listed = String::from_utf8(gofmt(&["-l", &folder.display().to_string()])).expect("UTF-8");
        let unformatted: Vec<PathBuf> = listed.lines().map(PathBuf::from).collect();
        let (mut count, mut different) = (0, Vec::new());
        for path in go_files(&folder) {
            if path.components().any(|part| part.as_os_str() == "testdata") {
                continue;
            }
            count += 1;
            let name = path.display().to_string();
            let source = fs::read(&path).expect("a readable file");
            let expected = if unformatted.contains(&path) { gofmt(&[&name]) } else { source.clone() };
            if !format(&name, &source, LIMITS).is_ok_and(|text| text.as_bytes() == expected) {
                different.push(name);
            }
        }
        println!("{count} files, {} of them not formatted before", unformatted.len());
        assert!(different.is_empty(), "{} of {count} differ:\n{}", different.len(), different.join("\n"));
    });
}
