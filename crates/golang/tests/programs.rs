//! Go programs on the Lab's machine, against what real Go printed: standard output, the first line of the standard error,
//! and the exit code. Of a file of tests it is what `go test` builds that runs. What Go printed is kept beside the programs. On a
//! machine with Go (`GOROUTINE_LAB_GO`), `UPDATE_GOLDEN=1` writes it anew.

use golang::Program;
use golang::machine::Limits;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs")
}

/// What the page's list of new programs has.
fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/templates")
}

/// The programs by their names, and the page's templates.
fn programs() -> Vec<PathBuf> {
    let entries = |folder: PathBuf| std::fs::read_dir(folder).expect("the folder is there");
    let all = entries(folder()).chain(entries(templates()));
    let mut programs: Vec<PathBuf> = all
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "go"));
    programs.sort();
    programs
}

fn name(path: &Path) -> String {
    let name = path.file_name().expect("it has a name");
    name.to_string_lossy().into_owned()
}

fn is_test(path: &Path) -> bool {
    name(path).ends_with("_test.go")
}

fn account(stdout: &[u8], stderr: &[u8], code: Option<i32>) -> String {
    let (stdout, stderr) = (
        String::from_utf8_lossy(stdout),
        String::from_utf8_lossy(stderr),
    );
    let code = code.map_or_else(|| String::from("none"), |code| code.to_string());
    format!(
        "{stdout}-- stderr: {}\n-- exit code: {code}\n",
        stderr.lines().next().unwrap_or("")
    )
}

/// What the Lab's machine does with a program.
fn of_the_lab(path: &Path) -> String {
    let files = [(name(path), std::fs::read(path).expect("it can be read"))];
    let compiled = if is_test(path) {
        Program::compile_tests(&files, None)
    } else {
        Program::compile(&files)
    };
    match compiled {
        Err(complaints) => {
            let lines: Vec<String> = complaints.iter().map(ToString::to_string).collect();
            lines.join("\n") + "\n"
        }
        Ok(program) => {
            let execution = program.run(&[], 1, Limits::default());
            account(&execution.stdout, &execution.stderr, execution.exit_code)
        }
    }
}

/// What real Go does with it.
fn of_go(go: &str, path: &Path) -> String {
    let binary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("program");
    let settings = [
        ("CGO_ENABLED", "0"),
        ("GOTOOLCHAIN", "local"),
        ("GOPROXY", "off"),
        ("GOWORK", "off"),
        ("GOFLAGS", "-mod=mod"),
    ];
    let built = Command::new(go)
        .args(if is_test(path) {
            &["test", "-c", "-o"][..]
        } else {
            &["build", "-o"]
        })
        .arg(&binary)
        .arg(path)
        .envs(settings)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("GOROUTINE_LAB_GO names a go command");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let ran = Command::new(&binary)
        .env("GOMAXPROCS", "1")
        .output()
        .expect("the program has been built");
    account(&ran.stdout, &ran.stderr, ran.status.code())
}

#[test]
fn programs_do_what_they_do_in_go() {
    let mut differences = Vec::new();
    for path in programs() {
        let golden = folder().join(name(&path)).with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some()
            && let Ok(go) = std::env::var("GOROUTINE_LAB_GO")
        {
            std::fs::write(&golden, of_go(&go, &path)).expect("the file can be written");
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        let actual = of_the_lab(&path);
        if expected != actual {
            let different = expected
                .lines()
                .zip(actual.lines())
                .find(|(expected, actual)| expected != actual);
            let path = path.display();
            differences.push(format!(
                "{path}: Go and the Lab differ first at {different:?}"
            ));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}

#[test]
fn there_are_programs() {
    assert!(programs().len() >= 10, "the table has shrunk");
}

/// What the machine says of a program that does not end well.
#[track_caller]
fn check_dies(body: &str, code: Option<i32>, first_line: &str) {
    let text = format!("package main\n\nfunc main() {{\n{body}\n}}\n");
    let program =
        Program::compile(&[(String::from("main.go"), text.into_bytes())]).expect("it compiles");
    let limits = Limits {
        jumps: 5_000_000,
        memory: 256 << 20,
        ..Limits::default()
    };
    let execution = program.run(&[], 1, limits);
    let stderr = String::from_utf8_lossy(&execution.stderr).into_owned();
    assert_eq!(
        (execution.exit_code, stderr.lines().next().unwrap_or("")),
        (code, first_line)
    );
}

#[test]
fn a_loop_without_end_stops_by_budget_with_its_line() {
    check_dies(
        "\tfor {\n\t}",
        None,
        "stopped at line 4 after 5000000 jumps and calls",
    );
}

#[test]
fn allocation_without_end_stops_with_its_line() {
    let body = "\tvar all [][]int\n\tfor {\n\t\tall = append(all, make([]int, 1<<16))\n\t}";
    let text = format!("package main\n\nfunc main() {{\n{body}\n}}\n");
    let program =
        Program::compile(&[(String::from("main.go"), text.into_bytes())]).expect("it compiles");
    let limits = Limits {
        memory: 64 << 20,
        ..Limits::default()
    };
    let execution = program.run(&[], 1, limits);
    let stderr = String::from_utf8_lossy(&execution.stderr).into_owned();
    assert_eq!(execution.exit_code, Some(137));
    assert!(stderr.starts_with("line 6: out of memory: "), "{stderr}");
}

#[test]
fn recursion_without_end_overflows_the_stack() {
    check_dies(
        "\tvar f func(int) int\n\tf = func(n int) int { return f(n+1) + 1 }\n\tprintln(f(0))",
        Some(2),
        "runtime: goroutine stack exceeds 1000000000-byte limit",
    );
}

#[test]
fn the_body_of_a_loop_stays_in_its_goroutine() {
    let refused = "the Lab executes the body of a loop over a function only while the loop goes on in its own goroutine";
    for spawned in ["go yield(1)", "go func() { yield(1) }()"] {
        check_dies(
            &format!(
                "\tfor range func(yield func(int) bool) {{\n\t\t{spawned}\n\t\tselect {{}}\n\t}} {{\n\t}}"
            ),
            Some(2),
            &format!("line 5: {refused}"),
        );
    }
    check_dies(
        "\tvar kept func(int) bool\n\tfunc() {\n\t\tdefer func() { recover() }()\n\t\tfor range func(yield func(int) bool) { kept = yield; panic(1) } {\n\t\t}\n\t}()\n\tkept(1)",
        Some(2),
        &format!("line 10: {refused}"),
    );
}

#[test]
fn complaints_are_those_of_go_build() {
    let text = "package main\n\nimport \"os\"\n\nfunc main() {\n\tx := 1\n\treturn 2\n}\n";
    let complaints = Program::compile(&[(String::from("main.go"), text.as_bytes().to_vec())])
        .expect_err("it is wrong");
    let complaints: Vec<String> = complaints.iter().map(ToString::to_string).collect();
    assert_eq!(
        complaints,
        [
            "main.go:3:8: \"os\" imported and not used",
            "main.go:6:2: declared and not used: x",
            "main.go:7:9: too many return values\n\thave (number)\n\twant ()",
        ]
    );
}

#[test]
fn equal_seeds_give_equal_traces() {
    let path = folder().join("concurrency.go");
    let text = std::fs::read(path).expect("it is there");
    let program = Program::compile(&[(String::from("main.go"), text)]).expect("it compiles");
    let hash = |seed| program.run(&[], seed, Limits::default()).trace.hash();
    assert_eq!(hash(7), hash(7));
}

#[test]
fn a_failing_test_fails_and_the_others_run() {
    let text = "package pool\n\nimport \"testing\"\n\nfunc TestGood(t *testing.T) {\n\tt.Log(\"not shown\")\n}\n\n\
                func TestBad(t *testing.T) {\n\tt.Fatalf(\"got %d\", 3)\n}\n";
    let files = [(String::from("pool_test.go"), text.as_bytes().to_vec())];
    let program = Program::compile_tests(&files, None).expect("it compiles");
    let execution = program.run(&[], 1, Limits::default());
    let stdout = String::from_utf8_lossy(&execution.stdout).into_owned();
    assert_eq!(execution.exit_code, Some(1));
    assert_eq!(
        stdout,
        "--- FAIL: TestBad (0.00s)\n    pool_test.go:10: got 3\nFAIL\n"
    );
    let good = Program::compile_tests(&files, Some("TestGood")).expect("it compiles");
    assert_eq!(good.run(&[], 1, Limits::default()).exit_code, Some(0));
    let none = Program::compile_tests(&files, Some("TestNone")).expect_err("there is none");
    assert_eq!(
        none[0].to_string(),
        "no test TestNone; there are: TestGood, TestBad"
    );
}

#[test]
fn a_module_says_the_version_of_its_files() {
    let loops = "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tvar all []func()\n\tfor i := 0; i < 3; i++ {\n\t\tall = append(all, func() { fmt.Print(i, \" \") })\n\t}\n\tfor _, f := range all {\n\t\tf()\n\t}\n}\n";
    let printed = |module: Option<&str>, before: &str| {
        let text = format!("{before}{loops}");
        let mut files = vec![(String::from("main.go"), text.into_bytes())];
        files.extend(module.map(|text| (String::from("/a/go.mod"), text.into())));
        let program = Program::compile(&files).expect("it compiles");
        let execution = program.run(&[], 1, Limits::default());
        String::from_utf8(execution.stdout).expect("it is text")
    };
    assert_eq!(printed(None, ""), "0 1 2 ");
    assert_eq!(printed(Some("module a\n\ngo 1.22.1\n"), ""), "0 1 2 ");
    assert_eq!(printed(Some("module a\n\ngo 1.21\n"), ""), "3 3 3 ");
    assert_eq!(printed(Some("module a\n"), ""), "3 3 3 ");
    // A file's own version goes before.
    let own = "//go:build go1.22\n\n";
    assert_eq!(printed(Some("module a\n\ngo 1.21\n"), own), "0 1 2 ");

    let text = "package main\n\nfunc main() {\n\tfor range 3 {\n\t}\n}\n";
    let files = [
        (String::from("main.go"), text.into()),
        (String::from("go.mod"), "module a\n\ngo 1.21\n".into()),
    ];
    let complaints = Program::compile(&files).expect_err("it is too old");
    assert_eq!(
        complaints[0].to_string(),
        "main.go:4:12: cannot range over 3 (untyped int constant): requires go1.22 or later (-lang was set to go1.21; check go.mod)"
    );
}
