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

/// Badly laid out files that are formatted otherwise than by gofmt, and why.
const FORMATTED_OTHERWISE: &[(&str, &str)] = &[
    (
        "cmd/vet/testdata/buildtag/buildtag5.go",
        "`// +build` lines, which Go 1.17 replaced, are left as they are",
    ),
    (
        "internal/types/testdata/fixedbugs/issue50816.go",
        "a comment between `.` and `(` of a type assertion goes after the parenthesis",
    ),
];

/// Tests of Go's compiler whose complaints differ, and why.
const OTHER_COMPLAINTS: &[(&str, &str)] = &[(
    "fixedbugs/issue50372.go",
    "the compiler's type checker finds something else wrong with the same loops",
)];

/// The differences that are not known ones.
fn unknown<'a>(different: &'a [String], known: &[(&str, &str)]) -> Vec<&'a str> {
    let is_known = |text: &str| {
        known
            .iter()
            .any(|(name, _)| text.lines().next().is_some_and(|line| line.ends_with(name)))
    };
    different
        .iter()
        .map(String::as_str)
        .filter(|text| !is_known(text))
        .collect()
}

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
    let output = Command::new(go_command().with_file_name("gofmt"))
        .args(args)
        .output();
    output.expect("gofmt runs").stdout
}

fn go_command() -> PathBuf {
    let go = PathBuf::from(std::env::var_os("GOROUTINE_LAB_GO").expect("named"));
    fs::canonicalize(go).expect("an existing command")
}

#[test]
fn gos_own_sources_are_formatted_as_gofmt_does() {
    let Some(folder) = go_sources() else {
        return;
    };
    on_large_stack(move || {
        let listed =
            String::from_utf8(gofmt(&["-l", &folder.display().to_string()])).expect("UTF-8");
        let unformatted: Vec<PathBuf> = listed.lines().map(PathBuf::from).collect();
        let (mut count, mut different) = (0, Vec::new());
        for path in go_files(&folder) {
            if path.components().any(|part| part.as_os_str() == "testdata") {
                continue;
            }
            count += 1;
            let name = path.display().to_string();
            let source = fs::read(&path).expect("a readable file");
            let expected = if unformatted.contains(&path) {
                gofmt(&[&name])
            } else {
                source.clone()
            };
            if !format(&name, &source, LIMITS).is_ok_and(|text| text.as_bytes() == expected) {
                different.push(name);
            }
        }
        println!(
            "{count} files, {} of them not formatted before",
            unformatted.len()
        );
        assert!(
            different.is_empty(),
            "{} of {count} differ:\n{}",
            different.len(),
            different.join("\n")
        );
    });
}

/// The text without indentation and with single blanks: comments and raw strings change, too, but for both formatters.
fn badly_laid_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut blank = true;
        for ch in line.trim_start().chars() {
            let is_blank = matches!(ch, ' ' | '\t');
            if !(is_blank && blank) {
                out.push(if is_blank { ' ' } else { ch });
            }
            blank = is_blank;
        }
        out.push('\n');
    }
    out
}

#[test]
fn badly_laid_out_sources_are_formatted_as_gofmt_does() {
    let Some(folder) = go_sources() else {
        return;
    };
    on_large_stack(move || {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("badly_laid_out.go");
        let name = file.display().to_string();
        let (mut count, mut different) = (0, Vec::new());
        for path in go_files(&folder).into_iter().step_by(7) {
            let Ok(source) = fs::read_to_string(&path) else {
                continue;
            };
            let bad = badly_laid_out(&source);
            fs::write(&file, &bad).expect("a writable folder");
            let expected = gofmt(&[&name]);
            if expected.is_empty() {
                // gofmt refuses it.
                continue;
            }
            count += 1;
            if !format(&name, bad.as_bytes(), LIMITS).is_ok_and(|text| text.as_bytes() == expected)
            {
                different.push(path.display().to_string());
            }
        }
        println!("{count} files, {} differ", different.len());
        let different = unknown(&different, FORMATTED_OTHERWISE);
        assert!(
            different.is_empty(),
            "{} of {count} differ:\n{}",
            different.len(),
            different.join("\n")
        );
    });
}

/// What Go's compiler says of the syntax of a file: `line:column: message` for each complaint.
fn compiler_errors(path: &Path) -> Vec<String> {
    // Go's compiler removes its output file when it fails: so no `/dev/null` here.
    let object = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go_sources.o");
    let mut command = Command::new(go_command());
    command
        .args(["tool", "compile", "-p", "main", "-o"])
        .arg(object)
        .arg(path);
    let output = command.output().expect("go runs");
    let prefix = format!("{}:", path.display());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().filter_map(|line| line.strip_prefix(&prefix));
    // The limit, and what the type checker says.
    let others = [
        "too many errors",
        "could not import",
        "must be function call",
        "permits only one",
    ];
    lines
        .filter(|line| !others.iter().any(|other| line.contains(other)))
        .map(str::to_owned)
        .collect()
}

/// The errors of the parser in the same form.
fn parser_errors(path: &Path) -> Vec<String> {
    let (session, parsed, _) = parse_file(path);
    let line = |error: &golang::syntax::Error| {
        let position = session.files.position(error.pos);
        format!("{}:{}: {}", position.line, position.column, error.message)
    };
    parsed.errors.iter().map(line).collect()
}

#[test]
fn syntax_errors_are_those_of_gos_compiler() {
    let (Some(folder), true) = (go_tests(), go_sources().is_some()) else {
        return;
    };
    on_large_stack(move || {
        let mut different = Vec::new();
        let (mut count, mut wrong) = (0, 0);
        for path in go_files(&folder) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            // A line directive moves the compiler's positions; the Lab has none.
            if !text.contains("// errorcheck")
                || text.contains("//line ")
                || text.contains("/*line ")
            {
                continue;
            }
            count += 1;
            let ours = parser_errors(&path);
            let theirs = compiler_errors(&path);
            let syntactic = theirs.iter().any(|error| error.contains("syntax error"));
            wrong += usize::from(!ours.is_empty());
            // Without a syntax error, the compiler's type checker says more.
            let same = if syntactic {
                ours == theirs
            } else {
                ours.iter().all(|error| theirs.contains(error))
            };
            if !same {
                different.push(format!(
                    "{}\n  ours   {ours:?}\n  theirs {theirs:?}",
                    path.display()
                ));
            }
        }
        println!("{count} files, {wrong} of them with syntax errors");
        let different = unknown(&different, OTHER_COMPLAINTS);
        assert!(
            different.is_empty(),
            "{} differ:\n{}",
            different.len(),
            different.join("\n")
        );
    });
}

#[test]
fn gos_own_tests_that_compile_have_no_syntax_errors() {
    let Some(folder) = go_tests() else {
        return;
    };
    on_large_stack(move || {
        let mut count = 0;
        let mut complaints = Vec::new();
        for path in go_files(&folder) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let kind = text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("// "));
            let kind = kind.and_then(|kind| kind.split_whitespace().next());
            if !matches!(kind, Some("run" | "compile" | "build")) {
                continue;
            }
            count += 1;
            let (session, parsed, _) = parse_file(&path);
            complaints.extend(
                parsed
                    .errors
                    .first()
                    .map(|error| error.display(&session.files).to_string()),
            );
        }
        println!("{count} programs");
        assert!(
            complaints.is_empty(),
            "{} of {count}:\n{}",
            complaints.len(),
            complaints.join("\n")
        );
    });
}
