//! Go's own tests on the Lab's machine: those of `test/` that are one file to run. `GOROUTINE_LAB_GO_TESTS` names the
//! folder `test`; without it, nothing is tested. What needs something that the Lab does not have is in
//! `go_tests_left_out.txt` with its reason, and nothing else is.

use golang::Program;
use golang::machine::Limits;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folders below `test` whose files are run.
const FOLDERS: [&str; 4] = ["chan", "ken", "interface", "typeparam"];

/// What real Go 1.27 prints where the tests' own `.out` files are of an older version: `println` writes a float in its
/// shortest form since then.
const PRINTED_SINCE: [(&str, &str); 1] = [(
    "typeparam/typeswitch5.go",
    "fooer 6\nother\nother\nfooer 9\n",
)];

fn left_out() -> BTreeMap<&'static str, &'static str> {
    include_str!("go_tests_left_out.txt")
        .lines()
        .filter_map(|line| line.split_once(": "))
        .collect()
}

/// The files to run, by their names below `test`.
fn files(tests: &Path) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        let entries = std::fs::read_dir(tests.join(folder))
            .expect("GOROUTINE_LAB_GO_TESTS names the folder test");
        for entry in entries {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            if text.lines().next() == Some("// run") {
                let name = path
                    .file_name()
                    .expect("it has a name")
                    .to_string_lossy()
                    .into_owned();
                files.push((format!("{folder}/{name}"), path));
            }
        }
    }
    files.sort();
    files
}

/// What goes wrong when a test runs; none if it passes.
fn failure(path: &Path) -> Option<String> {
    let text = std::fs::read(path).expect("it can be read");
    let program = match Program::compile(&[(path.display().to_string(), text)]) {
        Ok(program) => program,
        Err(complaints) => return Some(complaints[0].message.clone()),
    };
    let execution = program.run(&[], 1, Limits::default());
    let stderr = String::from_utf8_lossy(&execution.stderr).into_owned();
    if execution.exit_code != Some(0) {
        return Some(
            stderr
                .lines()
                .next()
                .unwrap_or("another exit code")
                .to_owned(),
        );
    }
    let since = PRINTED_SINCE.iter().find(|(name, _)| path.ends_with(name));
    let expected = match since {
        Some((_, printed)) => String::from(*printed),
        None => std::fs::read_to_string(path.with_extension("out")).ok()?,
    };
    let actual = String::from_utf8_lossy(&execution.stdout).into_owned() + &stderr;
    (actual != expected).then(|| String::from("another output"))
}

#[test]
fn gos_own_tests_pass() {
    let Some(tests) = std::env::var_os("GOROUTINE_LAB_GO_TESTS") else {
        eprintln!("not run: GOROUTINE_LAB_GO_TESTS names no folder");
        return;
    };
    let left_out = left_out();
    let mut wrong = Vec::new();
    let mut passed = 0;
    for (name, path) in files(Path::new(&tests)) {
        match (failure(&path), left_out.get(&*name)) {
            (None, None) => passed += 1,
            (Some(_), Some(_)) => {}
            (Some(failure), None) => wrong.push(format!("{name}: {failure}")),
            (None, Some(_)) => wrong.push(format!("{name} passes: take it off the list")),
        }
    }
    assert!(wrong.is_empty(), "{passed} pass\n{}", wrong.join("\n"));
    assert!(passed >= 160, "{passed} pass");
}
