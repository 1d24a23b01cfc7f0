//! The checker against Go's own compiler: the same complaints, with the same words at the same places.
//!
//! `GOROUTINE_LAB_GO` names the `go` command of an installed Go, whose compiler and whose tests of the type checker are
//! used; `GOROUTINE_LAB_GO_TESTS` names the folder of Go's own tests (`test` of a source distribution). What is not named
//! is not tested here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use golang::packages::{Library, PACKAGES};
use golang::syntax::{Limits, Session};
use golang::types::{check, load};

/// Go's own tests nest deeper than programs of people do.
const LIMITS: Limits = Limits {
    height: 10_000,
    errors: 1000,
};

/// What is known to differ: a file's path, and why.
static KNOWN: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    include_str!("go_types_known.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once(": ").expect("a path and a reason"))
        .collect()
});

/// The installed Go.
struct Go {
    command: PathBuf,
    root: PathBuf,
}

fn installed_go() -> Option<Go> {
    let named = PathBuf::from(std::env::var_os("GOROUTINE_LAB_GO")?);
    let output = Command::new(&named).args(["env", "GOROOT"]).output().ok()?;
    let root = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    Some(Go {
        command: root.join("bin/go"),
        root,
    })
}

/// A folder for what the tests write.
fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go_types");
    fs::create_dir_all(&folder).expect("a writable folder");
    folder
}

impl Go {
    /// Go's compiler, and a file that says where the packages are that the Lab has, too.
    fn compiler(&self) -> (PathBuf, PathBuf) {
        let tool = self.run(&["tool", "-n", "compile"]);
        let format = "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}";
        let standard = PACKAGES
            .iter()
            .map(|(path, _)| *path)
            .filter(|path| !path.contains("golang.org") && !path.contains("goroutinelab"));
        let args: Vec<&str> = ["list", "-deps", "-export", "-f", format]
            .into_iter()
            .chain(standard)
            .collect();
        let config = scratch().join("importcfg");
        fs::write(&config, self.run(&args)).expect("a writable folder");
        (PathBuf::from(tool.trim()), config)
    }

    fn run(&self, args: &[&str]) -> String {
        let output = Command::new(&self.command)
            .args(args)
            .env("GOROOT", &self.root)
            .env("GOTOOLCHAIN", "local")
            .env("GOFLAGS", "-mod=mod")
            .current_dir(scratch())
            .output()
            .expect("go runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}

/// A complaint: line, column, message.
type Complaint = (u32, u32, String);

/// What Go's compiler prints for a file; kept, as it takes longer than everything else here.
fn compiler_output(compiler: &(PathBuf, PathBuf), path: &Path) -> String {
    let name = path.display().to_string().replace('/', "_");
    let (source_copy, output_copy) = (
        scratch().join(format!("{name}.source")),
        scratch().join(format!("{name}.output")),
    );
    let source = fs::read(path).expect("a readable file");
    if let (Ok(kept), Ok(output)) = (fs::read(&source_copy), fs::read(&output_copy))
        && kept == source
    {
        return String::from_utf8_lossy(&output).into_owned();
    }
    let output = Command::new(&compiler.0)
        .args(["-e", "-complete", "-p", "main", "-importcfg"])
        .arg(&compiler.1)
        .arg("-o")
        .arg(scratch().join("object.o"))
        .arg(path)
        .output()
        .expect("the compiler runs");
    fs::write(&output_copy, &output.stdout).expect("a writable folder");
    fs::write(&source_copy, &source).expect("a writable folder");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What Go's compiler says of a file.
fn theirs(compiler: &(PathBuf, PathBuf), path: &Path) -> Vec<Complaint> {
    let prefix = format!("{}:", path.display());
    let mut complaints: Vec<Complaint> = Vec::new();
    for line in compiler_output(compiler, path).lines() {
        let parts = line.strip_prefix(&prefix).and_then(|rest| {
            let (row, rest) = rest.split_once(':')?;
            let (column, message) = rest.split_once(": ")?;
            // Go has two packages of this name, and so quotes the path of one.
            let message = message
                .replace(&prefix, "FILE:")
                .replace("\"sync\".", "sync.");
            Some((row.parse().ok()?, column.parse().ok()?, message))
        });
        match (parts, complaints.last_mut()) {
            (Some(complaint), _) => complaints.push(complaint),
            (None, Some((_, _, message))) => {
                let _ = write!(message, "\n{}", line.replace(&prefix, "FILE:"));
            }
            (None, None) => {}
        }
    }
    complaints
}

/// What the Lab says of a file.
fn ours(path: &Path, source: &[u8]) -> Vec<Complaint> {
    let mut session = Session::new();
    let name = path.display().to_string();
    let files = [(name.clone(), source.to_vec())];
    let program = load(&mut session, "main", &files, &mut Library, LIMITS);
    let checked = check(&session, &program);
    let prefix = format!("{name}:");
    checked
        .errors
        .iter()
        // Go's linker says so.
        .filter(|error| !error.message.starts_with("function main is undeclared"))
        .map(|error| {
            let position = session.files.position(error.pos);
            let message = error.message.replace(&prefix, "FILE:");
            (position.line, position.column, message)
        })
        .collect()
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

/// Whether a file needs what the comparison does not have: flags, other files, line directives, packages.
fn is_comparable(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let flags = first.starts_with("// -") || first.contains(" -");
    !flags
        && !text.contains("//line ")
        && !text.contains("/*line ")
        && !first.starts_with("// errorcheckdir")
        && !text.contains("import \"C\"")
        // Strings that double until they take gigabytes: Go's compiler works on them for minutes.
        && !text.contains("&& !wasm")
}

/// Whether a program has what the Lab does not have at all.
fn is_beyond_the_lab(complaints: &[Complaint]) -> bool {
    complaints
        .iter()
        .any(|(_, _, message)| message.contains("the Lab"))
}

fn show(complaints: &[&Complaint]) -> String {
    let mut text = String::new();
    for (line, column, message) in complaints {
        let _ = writeln!(
            text,
            "    {line}:{column}: {}",
            message.replace('\n', "\n      ")
        );
    }
    text
}

/// Compares the complaints about each file: how many files, and the differences that are not known ones.
fn compare(go: &Go, root: &Path, files: &[PathBuf]) -> (usize, Vec<String>) {
    let compiler = go.compiler();
    let (mut compared, mut beyond, mut total) = (0, 0, 0);
    let mut different = Vec::new();
    let mut known_but_equal = Vec::new();
    for path in files {
        let source = fs::read(path).expect("a readable file");
        if !is_comparable(&String::from_utf8_lossy(&source)) {
            continue;
        }
        let ours = ours(path, &source);
        if is_beyond_the_lab(&ours) {
            beyond += 1;
            continue;
        }
        let theirs = theirs(&compiler, path);
        compared += 1;
        total += theirs.len();
        let name = path
            .strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string();
        let known = KNOWN.contains_key(&*name);
        if ours == theirs {
            known_but_equal.extend(known.then_some(name));
        } else if !known {
            let more: Vec<&Complaint> = ours.iter().filter(|one| !theirs.contains(one)).collect();
            let less: Vec<&Complaint> = theirs.iter().filter(|one| !ours.contains(one)).collect();
            if more.is_empty() && less.is_empty() {
                different.push(format!("{name}\n  in another order"));
                continue;
            }
            different.push(format!(
                "{name}\n  ours\n{}  theirs\n{}",
                show(&more),
                show(&less)
            ));
        }
    }
    println!(
        "{compared} files with {total} complaints, {beyond} more need what the Lab does not have"
    );
    if let Some(report) = std::env::var_os("GOROUTINE_LAB_REPORT") {
        fs::write(report, different.join("\n")).expect("a writable file");
    }
    assert!(
        known_but_equal.is_empty(),
        "equal by now: {known_but_equal:?}"
    );
    (compared, different)
}

/// No file differs.
fn compare_all(go: &Go, root: &Path, files: &[PathBuf]) {
    let (compared, different) = compare(go, root, files);
    assert!(
        different.is_empty(),
        "{} of {compared} differ:\n{}",
        different.len(),
        different.join("\n")
    );
}

/// Runs `work` on a stack that is large enough for the limits of this test.
fn on_large_stack(work: impl FnOnce() + Send + 'static) {
    let builder = std::thread::Builder::new().stack_size(1 << 30);
    let thread = builder.spawn(work).expect("a thread");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn the_tests_of_gos_checker_have_the_same_complaints() {
    let Some(go) = installed_go() else { return };
    on_large_stack(move || {
        let folder = go.root.join("src/internal/types/testdata");
        let files: Vec<PathBuf> = go_files(&folder)
            .into_iter()
            .filter(|path| {
                path.parent()
                    .is_some_and(|parent| parent.parent() == Some(&folder))
            })
            .collect();
        compare_all(&go, &folder, &files);
    });
}

#[test]
fn the_tests_of_gos_compiler_have_the_same_complaints() {
    let (Some(go), Some(folder)) = (installed_go(), std::env::var_os("GOROUTINE_LAB_GO_TESTS"))
    else {
        return;
    };
    on_large_stack(move || {
        let folder = PathBuf::from(folder);
        let files: Vec<PathBuf> = go_files(&folder)
            .into_iter()
            .filter(|path| {
                let text = fs::read_to_string(path).unwrap_or_default();
                let first = text.lines().next().unwrap_or_default();
                let kinds = ["// errorcheck", "// run", "// compile", "// build"];
                kinds.iter().any(|kind| first.trim_end() == *kind)
            })
            .collect();
        compare_all(&go, &folder, &files);
    });
}

/// A text with one word in the place of another, two or three times: mostly sound in its syntax, mostly wrong in its types.
fn mutated(text: &str, random: &mut u64) -> String {
    let mut next = |below: usize| {
        *random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(*random >> 33).unwrap_or(0) % below.max(1)
    };
    let mut text = text.to_owned();
    for _ in 0..2 + next(2) {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric();
        let bytes = text.as_bytes();
        let starts: Vec<usize> = (0..bytes.len())
            .filter(|&at| is_word(bytes[at]) && (at == 0 || !is_word(bytes[at - 1])))
            .collect();
        let word = |start: usize| {
            let len = bytes[start..]
                .iter()
                .take_while(|&&byte| is_word(byte))
                .count();
            start..start + len
        };
        let (from, to) = (
            word(starts[next(starts.len())]),
            word(starts[next(starts.len())]),
        );
        let from = text[from].to_owned();
        text.replace_range(to, &from);
    }
    text
}

#[test]
fn mutated_programs_have_the_same_complaints() {
    let Some(go) = installed_go() else { return };
    on_large_stack(move || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/go");
        let names = go_files(&folder);
        let mut sources: Vec<String> = names
            .iter()
            .map(|path| fs::read_to_string(path).expect("a readable file"))
            // Other modules' packages are not built here.
            .filter(|text| !text.contains("golang.org") && !text.contains("goroutinelab"))
            .collect();
        let complaints = include_str!("complaints/programs.txt")
            .split("=== ")
            .skip(1);
        sources.extend(complaints.filter_map(|part| {
            let (_, source) = part.split_once('\n')?;
            Some(source.split_once("---\n")?.0.to_owned())
        }));
        let count = std::env::var("GOROUTINE_LAB_MUTATED")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(100);
        let folder = scratch().join("mutated");
        fs::create_dir_all(&folder).expect("a writable folder");
        let mut random = 1;
        let mut files = Vec::new();
        for i in 0..count {
            let text = mutated(&sources[i % sources.len()], &mut random);
            let path = folder.join(format!("{i}.go"));
            fs::write(&path, text).expect("a writable folder");
            files.push(path);
        }
        // What follows from an error may differ.
        let (compared, different) = compare(&go, &folder, &files);
        assert!(
            different.len() * 50 <= compared,
            "{} of {compared} differ:\n{}",
            different.len(),
            different.join("\n")
        );
    });
}
