//! `goroutine-lab go`.

use super::output;
use serde_json::Value;
use std::path::PathBuf;

/// A Go file in a folder of its own, which is deleted with the guard.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    (folder, path)
}

#[track_caller]
fn check(name: &str, text: &str, arguments: &[&str], expected: (&str, &str, i32)) {
    let (_folder, path) = file(name, text);
    let path = path.to_str().expect("the path is text");
    let arguments: Vec<&str> = ["go", path]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let output = output(&arguments);
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr).replace(path, name);
    assert_eq!(
        (&*stdout, &*stderr, output.status.code()),
        (expected.0, expected.1, Some(expected.2))
    );
}

const HELLO: &str = "package main

import (
\t\"fmt\"
\t\"os\"
)

func main() {
\tfmt.Println(\"hello\", os.Args[1:])
\tfmt.Fprintln(os.Stderr, \"to the standard error\")
\tos.Exit(3)
}
";

#[test]
fn output_and_exit_code_are_the_programs_own() {
    check(
        "main.go",
        HELLO,
        &[],
        ("hello []\n", "to the standard error\n", 3),
    );
    check(
        "main.go",
        HELLO,
        &["--", "-a", "b"],
        ("hello [-a b]\n", "to the standard error\n", 3),
    );
}

#[test]
fn a_panic_ends_with_gos_words() {
    let text = "package main\n\nfunc main() {\n\tpanic(\"oh\")\n}\n";
    check("main.go", text, &[], ("", "panic: oh\n", 2));
}

#[test]
fn what_is_wrong_with_a_program_is_said_at_its_line() {
    let text = "package main\n\nfunc main() {\n\tx := 1\n}\n";
    check(
        "main.go",
        text,
        &[],
        ("", "main.go:4:2: declared and not used: x\n", 1),
    );
}

#[test]
fn one_test_or_all_tests_of_a_file_run() {
    let text = "package pool\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { t.Error(\"no\") }\n\nfunc TestB(t *testing.T) {}\n";
    check(
        "pool_test.go",
        text,
        &["--test", "TestB"],
        ("PASS\n", "", 0),
    );
    check(
        "pool_test.go",
        text,
        &[],
        (
            "--- FAIL: TestA (0.00s)\n    pool_test.go:5: no\nFAIL\n",
            "",
            1,
        ),
    );
}

/// The tests of the talk's question 10, which a link names.
#[test]
fn one_test_or_all_tests_of_a_links_program_run() {
    for arguments in [
        &["go", "go=pool_test.go"][..],
        &["go", "go=pool_test.go", "--test", "TestWorkerPool"],
        &["go", "go=pool_test.go", "--test", "TestStress"],
    ] {
        let output = output(arguments);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "PASS\n");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
    let none = output(&["go", "go=pool_test.go", "--test", "TestNone"]);
    assert_eq!(
        String::from_utf8_lossy(&none.stderr),
        "no test TestNone; there are: TestConcurrent, TestStress, TestWorkerPool\n"
    );
    assert_eq!(none.status.code(), Some(1));
}

#[test]
fn json_has_outcome_and_output() {
    let (_folder, path) = file("main.go", HELLO);
    let output = output(&[
        "go",
        path.to_str().expect("the path is text"),
        "--format",
        "json",
    ]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(answer["outcome"], "exited");
    assert_eq!(answer["exit_code"], 3);
    assert_eq!(answer["stdout"], "hello []\n");
}

#[test]
fn a_picture_shows_the_goroutines() {
    let text = "package main\n\nimport \"time\"\n\nfunc main() {\n\tfor range 3 {\n\t\tgo time.Sleep(time.Second)\n\t}\n\ttime.Sleep(2 * time.Second)\n}\n";
    let (_folder, path) = file("main.go", text);
    let output = output(&[
        "go",
        path.to_str().expect("the path is text"),
        "--format",
        "svg",
    ]);
    let svg = String::from_utf8(output.stdout).expect("a picture is text");
    roxmltree::Document::parse(&svg).expect("it is XML");
    assert!(svg.contains("sleep"), "the picture names the state");
}

#[test]
fn trace_events_name_functions_and_lines_of_the_program() {
    let text = "package main\n\nimport \"time\"\n\nfunc wait() {\n\ttime.Sleep(time.Second)\n}\n\nfunc main() {\n\tgo wait()\n\ttime.Sleep(2 * time.Second)\n}\n";
    let (_folder, path) = file("main.go", text);
    let path = path.to_str().expect("the path is text");
    let output = output(&["go", path, "--format", "chrome"]);
    let written: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let events = written["traceEvents"].as_array().expect("a list");
    assert_eq!(events[0]["args"]["name"], path, "the process");
    let sleeps = |event: &&Value| event["name"] == "sleep" && event["ph"] == "B";
    let mut sleeps = events.iter().filter(sleeps).map(|event| &event["args"]);
    let own = sleeps.find(|arguments| arguments["function"] == "main.wait");
    assert_eq!(own.expect("it sleeps")["at"], format!("{path}:6"));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = output(&["go", "nowhere.go"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.starts_with("goroutine-lab: nowhere.go: cannot be read: "),
        "{said}"
    );
}

#[test]
fn a_link_of_the_page_is_run() {
    let packed = goroutine_lab::packed::pack(HELLO).expect("it is short");
    for link in [
        format!("go={packed}"),
        format!("https://lab.example/?theme=light#go={packed}"),
    ] {
        let output = output(&["go", &link, "--", "x"]);
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(stdout.starts_with("hello [x]"), "{stdout}");
    }
    let output = output(&["go", "#go=AAAA"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("cut off"), "{stderr}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_link_with_an_edited_program_runs_with_the_values_of_its_scenario() {
    let batched = include_str!("../../../assets/go/batched/main.go");
    let edited = batched.replace("fmt.Println(lab.Summary())", "fmt.Println(*batchSizeFlag)");
    assert_ne!(edited, batched);
    let packed = goroutine_lab::packed::pack(&edited).expect("it is short");
    let link = format!("?pattern=batched&batch=7#go={packed}&go-pattern=batched");
    let printed =
        |arguments: &[&str]| String::from_utf8(output(arguments).stdout).expect("it is text");
    assert_eq!(printed(&["go", &link]), "7\n");
    assert_eq!(printed(&["go", &link, "--", "-batch=3"]), "3\n");
    let refused = output(&["go", &link, "--test", "TestNothing"]);
    assert_eq!(
        String::from_utf8_lossy(&refused.stderr),
        "goroutine-lab: --test TestNothing: the edited program of a pattern has no tests\n"
    );
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn the_flags_and_the_seed_of_a_link_are_those_of_the_run() {
    let source = "package main\n\nimport (\n\t\"flag\"\n\t\"fmt\"\n)\n\nfunc main() {\n\tn := flag.Int(\"n\", 3, \"\")\n\tflag.Parse()\n\tfmt.Println(*n)\n}\n";
    let packed = goroutine_lab::packed::pack(source).expect("it is short");
    let printed =
        |arguments: &[&str]| String::from_utf8(output(arguments).stdout).expect("it is text");
    let link = format!("#go={packed}&go-seed=2&go.n=8");
    assert_eq!(printed(&["go", &link]), "8\n");
    assert_eq!(printed(&["go", &link, "--", "-n=9"]), "9\n");
    let wrong = output(&["go", &format!("#go={packed}&go-seed=x")]);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        said.contains("go-seed") && said.contains("whole number"),
        "{said}"
    );
    assert_eq!(wrong.status.code(), Some(2));
}
