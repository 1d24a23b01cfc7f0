//! `goroutine-lab explore`, and the schedules that it finds.

use super::output;
use std::path::PathBuf;

/// Two locks in different orders.
const LOCKS: &str = include_str!("../../../crates/explore/tests/programs/locks.go");
const LOCKS_FIXED: &str = include_str!("../../../crates/explore/tests/programs/locks_fixed.go");
/// A timeout after which nobody receives.
const TIMEOUT: &str = include_str!("../../../crates/explore/tests/programs/timeout_test.go");

/// A Go file in a folder of its own, which is deleted with the guard.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    (folder, path)
}

/// Runs `goroutine-lab explore` on a file: standard output, standard error, exit code.
fn explored(name: &str, text: &str, arguments: &[&str]) -> (String, String, Option<i32>) {
    let (_folder, path) = file(name, text);
    let path = path.to_str().expect("the path is text");
    let arguments = [&["explore", path], arguments].concat();
    let output = output(&arguments);
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(path, name);
    (
        said(&output.stdout),
        said(&output.stderr),
        output.status.code(),
    )
}

#[test]
fn a_deadlock_is_told_with_its_goroutines_and_its_schedule() {
    let (stdout, stderr, code) = explored("locks.go", LOCKS, &[]);
    assert_eq!((&*stderr, code), ("", Some(1)));
    for words in [
        "locks.go: all 50 schedules tried, 1 fault\n",
        "\ndeadlock: all 3 goroutines are asleep, at locks.go:14, locks.go:27\n",
        "  seen in 2 of all 50 schedules\n",
        "goroutine 2 [sync.Mutex.Lock] in main.transfer at locks.go:14 called by main.main.func1 at locks.go:24; \
         goroutine 3 has held it since line 12\n",
        "  goroutine-lab go locks.go --schedule '",
    ] {
        assert!(stdout.contains(words), "{words:?} is not in {stdout}");
    }
}

#[test]
fn nothing_is_found_in_a_program_without_a_fault() {
    let (stdout, stderr, code) = explored("locks.go", LOCKS_FIXED, &["--schedules", "200"]);
    assert_eq!((&*stderr, code), ("", Some(0)), "{stdout}");
    assert!(stdout.ends_with("no fault found\n"), "{stdout}");
}

#[test]
fn a_schedule_that_was_found_gives_the_same_run_again() {
    let (_folder, path) = file("locks.go", LOCKS);
    let path = path.to_str().expect("the path is text");
    let found = output(&["explore", path, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("it is JSON");
    let schedule = found["faults"][0]["schedule"].as_str().expect("a schedule");
    let run = || {
        let run = output(&["go", path, "--schedule", schedule, "--format", "json"]);
        serde_json::from_slice::<serde_json::Value>(&run.stdout).expect("it is JSON")
    };
    assert_eq!(run()["outcome"], "deadlock");
    assert_eq!(run()["trace_hash"], run()["trace_hash"]);
    let plain = output(&["go", path, "--format", "json"]);
    let plain: serde_json::Value = serde_json::from_slice(&plain.stdout).expect("it is JSON");
    assert_eq!(plain["outcome"], "finished");
    let empty = output(&["go", path, "--schedule", "", "--format", "json"]);
    let empty: serde_json::Value = serde_json::from_slice(&empty.stdout).expect("it is JSON");
    assert_eq!(
        empty["trace_hash"], plain["trace_hash"],
        "an empty schedule is the order of GOMAXPROCS=1"
    );
}

#[test]
fn each_test_of_a_file_is_explored_and_annotated() {
    let two = format!("{TIMEOUT}\nfunc TestNothing(t *testing.T) {{}}\n");
    let (stdout, _, code) = explored("a_test.go", &two, &["--format", "github"]);
    assert_eq!(code, Some(1));
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
    let begin = "::error file=a_test.go,line=15,title=goroutine leak in TestGet::goroutine leak: a goroutine waits for \
                 ever [chan send] at a_test.go:15 (seen in ";
    assert!(stdout.starts_with(begin), "{stdout}");
    let (stdout, _, code) = explored("a_test.go", &two, &["--test", "TestNothing"]);
    assert_eq!(code, Some(0), "{stdout}");
}

#[test]
fn shards_make_up_the_whole_on_any_number_of_threads() {
    let run = |shard: &str, jobs: &str| {
        let json = [
            "--format",
            "json",
            "--schedules",
            "400",
            "--shard",
            shard,
            "--jobs",
            jobs,
        ];
        explored("locks.go", LOCKS, &json).0
    };
    let counts = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        let of = |value: &serde_json::Value| value.as_u64().expect("a number");
        (of(&value["schedules"]), of(&value["faults"][0]["seen"]))
    };
    assert_eq!(run("1/2", "1"), run("1/2", "3"));
    let (first, second) = (counts(&run("1/2", "2")), counts(&run("2/2", "2")));
    assert_eq!(first.0 + second.0, 400);
    assert!(first.1 > 0 && second.1 > 0, "{first:?} {second:?}");
}

#[test]
fn a_pattern_is_explored_and_its_schedule_is_a_part_of_the_link() {
    let found = output(&[
        "explore",
        "pattern=counter",
        "--schedules",
        "40",
        "--format",
        "json",
    ]);
    assert_eq!(found.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("it is JSON");
    assert_eq!(found["faults"][0]["kind"], "race");
    let run = |link: &str| {
        let run = output(&["run", link, "--format", "json"]);
        assert_eq!(run.status.code(), Some(0));
        let run: serde_json::Value = serde_json::from_slice(&run.stdout).expect("it is JSON");
        (run["link"].clone(), run["runs"][0]["trace_hash"].clone())
    };
    let (link, other) = run("pattern=counter&schedule=1g2");
    assert_eq!(link, "?pattern=counter&schedule=1g2");
    assert_ne!(other, run("pattern=counter").1);
    assert_eq!(other, run("pattern=counter&schedule=1g2").1);
}

#[test]
fn the_timeline_of_the_first_fault_is_a_picture() {
    let (stdout, _, code) = explored("locks.go", LOCKS, &["--format", "svg"]);
    assert_eq!(code, Some(1));
    assert!(stdout.starts_with("<svg"), "{stdout}");
    assert!(stdout.contains("deadlock"), "{stdout}");
}

#[track_caller]
fn refused(arguments: &[&str], words: &str) {
    let output = output(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr.contains(words), "{stderr}");
}

#[test]
fn the_program_of_a_link_is_explored() {
    let packed = goroutine_lab::packed::pack(LOCKS).expect("it is short");
    let link = format!("https://lab.example/#go={packed}");
    let found = output(&["explore", &link]);
    assert_eq!(found.status.code(), Some(1));
    let stdout = String::from_utf8(found.stdout).expect("it is text");
    assert!(stdout.starts_with("Your program: "), "{stdout}");
    let replay = stdout.lines().find_map(|line| {
        let (_, command) = line.split_once("goroutine-lab go ")?;
        shlex::split(command)
    });
    let replay = replay.expect("there is a command that replays it");
    let words: Vec<&str> = std::iter::once("go")
        .chain(replay.iter().map(|word| &**word))
        .collect();
    let again = output(&words);
    assert_eq!(again.status.code(), Some(2));
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        said.contains("all goroutines are asleep - deadlock!"),
        "{said}"
    );
}

#[test]
fn the_tests_of_the_program_of_a_link_are_explored() {
    let source = "package p\n\nimport \"testing\"\n\nfunc TestSound(t *testing.T) {}\n\n\
        func TestLeak(t *testing.T) {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n}\n";
    let packed = goroutine_lab::packed::pack(source).expect("it is short");
    let link = format!("#go={packed}");
    let explored = |test: &str| {
        let found = output(&["explore", &link, "--test", test, "--schedules", "20"]);
        let stdout = String::from_utf8_lossy(&found.stdout).into_owned();
        (stdout, found.status.code())
    };
    let (stdout, code) = explored("TestSound");
    assert_eq!(code, Some(0), "{stdout}");
    let (stdout, code) = explored("TestLeak");
    assert_eq!(code, Some(1), "{stdout}");
    assert!(stdout.contains("TestLeak: "), "{stdout}");
    let replay = stdout.lines().find_map(|line| {
        let (_, command) = line.split_once("goroutine-lab go ")?;
        shlex::split(command)
    });
    let replay = replay.expect("there is a command that replays it");
    assert_eq!(replay[1..3], ["--test", "TestLeak"], "{replay:?}");
    // Without the name of one, each of them is explored, in a process of its own.
    let all = output(&["explore", &link, "--schedules", "20"]);
    let stdout = String::from_utf8_lossy(&all.stdout).into_owned();
    let heads = stdout
        .lines()
        .filter(|line| line.starts_with("Your program "));
    let heads: Vec<&str> = heads.filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(
        heads,
        ["Your program TestSound", "Your program TestLeak"],
        "{stdout}"
    );
    refused(
        &["explore", &link, "--test", "TestNone"],
        "no test TestNone",
    );
    let batched = include_str!("../../../assets/go/batched/main.go");
    let packed = goroutine_lab::packed::pack(batched).expect("it is short");
    let edited = format!("?pattern=batched#go={packed}&go-pattern=batched");
    refused(
        &["explore", &edited, "--test", "TestLeak"],
        "--test TestLeak: the edited program of a pattern has no tests",
    );
}

#[test]
fn the_edited_program_of_a_link_is_explored_with_the_values_of_its_scenario() {
    let batched = include_str!("../../../assets/go/batched/main.go");
    let edited = batched.replace("defer wg.Done()", "");
    assert_ne!(edited, batched);
    let packed = goroutine_lab::packed::pack(&edited).expect("it is short");
    let link = format!("?pattern=batched&tasks=3&batch=2#go={packed}&go-pattern=batched");
    let found = output(&["explore", &link, "--schedules", "50"]);
    let stdout = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(stdout.starts_with("Batched, edited: "), "{stdout}");
    assert_eq!(found.status.code(), Some(1), "{stdout}");
    refused(
        &[
            "explore",
            &format!("?pattern=cpu-bound#go={packed}&go-pattern=cpu-bound"),
        ],
        "go-pattern=cpu-bound: It cannot be edited here: computing takes no virtual time",
    );
}

#[test]
fn wrong_input_is_refused() {
    refused(
        &["explore", "pattern=nothing"],
        "there is no pattern \"nothing\"",
    );
    refused(&["explore", "no.go"], "no.go: cannot be read");
    refused(&["explore", "a", "b"], "allowed is one link, or files");
    refused(
        &["explore", "pattern=leak", "--test", "T"],
        "only Go programs have tests",
    );
    refused(
        &["explore", "pattern=leak", "--shard", "3/2"],
        "allowed is I/N with I from 1 to N",
    );
    refused(&["explore", "pattern=leak", "--depth", "6"], "--depth");
    refused(
        &["explore", "pattern=leak", "--jobs", "0"],
        "allowed is all, or 1 to 1024",
    );
    let text = "package main\n\nfunc main() {\n\tx := 1\n}\n";
    let (stdout, stderr, code) = explored("a.go", text, &[]);
    assert_eq!(
        (&*stdout, &*stderr, code),
        ("", "a.go:4:2: declared and not used: x\n", Some(2))
    );
    let (_folder, path) = file("a.go", LOCKS);
    let path = path.to_str().expect("the path is text");
    refused(
        &["go", path, "--schedule", "1x"],
        "--schedule 1x: \"1x\" is no part of a schedule",
    );
    refused(
        &["run", "pattern=leak,leak-fixed&schedule=1g2"],
        "a schedule is that of one pattern, and this link has 2",
    );
}
