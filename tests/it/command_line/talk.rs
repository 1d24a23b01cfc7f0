//! `goroutine-lab talk`, `examples` and `advise`.

use super::{output, printed};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_steps_are_listed_in_both_forms() {
    insta::assert_snapshot!("talk_25", printed(&["talk"]));
    let long = printed(&["talk", "--form", "35"]);
    let (steps, _) = long.split_once("\nCards: ").expect("there are cards");
    insta::assert_snapshot!("talk_35", steps);
}

#[test]
fn all_steps_run() {
    let said = printed(&["talk", "--check"]);
    assert!(said.contains("steps and cards run"), "{said}");
}

#[test]
fn the_talk_is_written_for_print() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let into = folder.path().join("handout");
    let name = into.to_str().expect("the path is text");
    let said = printed(&["talk", "--form", "35", "--export", name]);
    let page = fs::read_to_string(into.join("talk.html")).expect("the page is written");
    let pictures: Vec<&str> = page
        .split("<img src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(
        said.contains(&format!("{} pictures", pictures.len())),
        "{said}"
    );
    let diagrams = pictures.iter().filter(|file| file.starts_with("diagram-"));
    assert_eq!(diagrams.count(), 12, "{pictures:?}");
    let card = fs::read_to_string(into.join("card.html")).expect("the card is written");
    assert!(card.contains("Decision tree"), "{card}");
    for picture in pictures {
        let svg = fs::read_to_string(into.join(picture)).expect("the picture is written");
        roxmltree::Document::parse(&svg).expect("it is XML");
    }
}

/// A talk of a speaker's own.
const OWN_PLAN: &str = r#"title = "Ours"

[[form]]
id = "25"
title = "Five minutes"

[[form.section]]
id = "all"
title = "All of it"
minutes = 1
"#;
const OWN_STEP: &str = r#"+++
title = "Ours in batches"
link = "pattern=batched&tasks=20"
figures = [{ of = "batched", read = "total", is = "400 ms" }]

[in.25]
section = "all"
minutes = 1

[go]
program = "batched"
from = "for i := 0; i < len(tasks)"
to = "}(index)"
+++
Twenty tasks in batches of 5 take 400 ms.
"#;

#[test]
fn a_talk_of_ones_own_is_listed_run_and_written_and_its_faults_are_named() {
    #[track_caller]
    fn check(from: &str, arguments: &[&str], expected: &str) {
        let refused = output(&[&["talk", "--from", from], arguments].concat());
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(said.contains(expected), "{said}");
    }

    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    };
    write("talk.toml", OWN_PLAN);
    write("010-ours.md", OWN_STEP);
    let from = folder.path().to_str().expect("the path is text");
    let listed = printed(&["talk", "--from", from]);
    assert!(listed.contains("1. Ours in batches (1 min)"), "{listed}");
    let checked = printed(&["talk", "--from", from, "--check"]);
    assert_eq!(
        checked,
        "1 steps and cards run, and 1 figures come out of their runs.\n"
    );
    let into = folder.path().join("out");
    printed(&[
        "talk",
        "--from",
        from,
        "--export",
        into.to_str().expect("the path is text"),
    ]);
    let script = fs::read_to_string(into.join("talk.json")).expect("the script is written");
    let script: ::talk::Script = serde_json::from_str(&script).expect("it is a script");
    assert_eq!(
        script.steps[0].go.as_ref().map(|go| go.lines.len()),
        Some(15)
    );

    write("010-ours.md", &OWN_STEP.replace("400 ms\" }", "5 s\" }"));
    check(
        from,
        &["--check"],
        "010-ours.md:4: figures = 5 s: the run says: 400 ms",
    );
    write("010-ours.md", &OWN_STEP.replace("\"all\"", "\"none\""));
    check(from, &[], "010-ours.md:7: section = none: allowed is all");
    check(&format!("{from}/nowhere"), &[], "--from: could not read ");
}

#[test]
fn a_talk_that_is_one_file_is_listed_checked_and_written() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/talk-example.md");
    let listed = printed(&["talk", example]);
    let start = "Our builds, all at once (5 minutes)\nA. Speaker, 2027-02-01\n";
    assert!(listed.starts_with(start), "{listed}");
    assert!(
        listed.contains("3. Which number is ours? (1 min)"),
        "{listed}"
    );
    let checked = printed(&["talk", example, "--check"]);
    assert_eq!(
        checked,
        "3 steps and cards run, and 4 figures come out of their runs.\n"
    );
    let folder = tempfile::tempdir().expect("a folder can be made");
    let into = folder.path().join("out");
    printed(&[
        "talk",
        example,
        "--export",
        into.to_str().expect("it is text"),
    ]);
    let page = fs::read_to_string(into.join("talk.html")).expect("the page is written");
    assert!(
        page.contains("5 minutes · A. Speaker · 2027-02-01"),
        "{page}"
    );
    assert!(into.join("in-batches.svg").is_file());

    let refused = |arguments: &[&str]| {
        let refused = output(&[&["talk"], arguments].concat());
        String::from_utf8_lossy(&refused.stderr).into_owned()
    };
    let said = refused(&[example, "--form", "25"]);
    assert!(said.contains("--form 25: allowed is 5"), "{said}");
    let own = folder.path().join("mine.md");
    let text = fs::read_to_string(example).expect("the example is there");
    fs::write(&own, text.replace("is = \"5 s\"", "is = \"6 s\"")).expect("it can be written");
    let said = refused(&[own.to_str().expect("it is text"), "--check"]);
    assert!(
        said.contains("mine.md:48: figures = 6 s: the run says: 5 s"),
        "{said}"
    );
}

#[test]
fn a_talk_travels_in_a_link() {
    #[track_caller]
    fn check(arguments: &[&str], expected: &str) {
        let refused = output(&[&["talk"], arguments].concat());
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(said.starts_with(expected) && said.len() < 300, "{said}");
    }

    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/talk-example.md");
    let link = printed(&[
        "talk",
        example,
        "--link",
        "--address",
        "https://lab.example/",
    ]);
    let link = link.trim_end();
    assert!(link.starts_with("https://lab.example/#talk="), "{link}");
    assert_eq!(printed(&["talk", link]), printed(&["talk", example]));
    let checked = printed(&["talk", link, "--check"]);
    assert!(checked.starts_with("3 steps and cards run"), "{checked}");
    let (_, own) = link.split_once('#').expect("it is in the fragment");
    assert_eq!(
        printed(&["talk", link, "--link"]).trim_end(),
        format!("#{own}")
    );

    check(&[&link[..link.len() / 2]], "goroutine-lab: talk=");
    check(&["?talk=25"], "goroutine-lab: the link carries no talk");
    check(
        &[&format!("{link},9")],
        "goroutine-lab: the link's form 9: allowed is 5",
    );
    check(
        &["--link"],
        "goroutine-lab: --link: a link carries a talk that is one file",
    );
    let folder = tempfile::tempdir().expect("a folder can be made");
    let long = folder.path().join("long.md");
    let text = fs::read_to_string(example).expect("the example is there");
    fs::write(&long, text + "\n## Notes\n" + &"More of it. ".repeat(3_000))
        .expect("it can be written");
    let long = long.to_str().expect("the path is text");
    check(
        &[long, "--link"],
        &format!("goroutine-lab: --link: {long} has 37,"),
    );
}

#[test]
fn the_script_of_the_talk_has_every_step_with_its_lines() {
    let talk = goroutine_lab::talk::read().expect("the talk can be read");
    let script = goroutine_lab::talk::script(&talk).expect("all lines are there");
    assert_eq!(script.steps.len(), talk.steps.len());
    for (step, of_script) in talk.steps.iter().zip(&script.steps) {
        assert_eq!(step.go.is_some(), of_script.go.is_some(), "{}", step.id);
        assert!(
            of_script.go.as_ref().is_none_or(|go| !go.lines.is_empty()),
            "{}",
            step.id
        );
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let file = tempfile::NamedTempFile::new().expect("a file can be made");
    let name = file.path().to_str().expect("the path is text");
    let refused = output(&["talk", "--export", name]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2));
    let expected = format!("goroutine-lab: --export {name}: cannot write {name}: ");
    assert!(said.starts_with(&expected), "{said}");
}

/// What the examples print, in the Lab and, where there is one, under real Go.
const PRINTED: &str = "1. Worker pool: batches of 5
  5 of 12 tasks are done
  10 of 12 tasks are done
  12 of 12 tasks are done
  12 tasks took 300ms

2. Fan-out, fan-in: CI and CD status
  CI succeeded, CD succeeded, in 300ms instead of 500ms

3. Results of many clusters in a sync.Map
  cluster 3 cannot be reached

4. Hibernation check: atomic counters
  85 can be hibernated, 42 are

5. Context cancellation: the client leaves
  2 of 10 tasks are done: context canceled

6. SSE broker: a broadcast that does not block
  message 3: the slow client is dropped
  the fast client got 6 messages
  the slow client got 3 messages

7. Graceful shutdown
  3 requests finished, 3 were cancelled

";

#[test]
fn the_examples_run_in_the_lab_and_under_go() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("go-concurrency-examples.go");
    let name = path.to_str().expect("the path is text");
    assert_eq!(printed(&["examples", "--output", name]), "");
    assert_eq!(printed(&["go", name]), PRINTED);
    let Some(go) = std::env::var_os("GOROUTINE_LAB_GO") else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    let tool = |arguments: &[&str]| {
        let mut command = Command::new(Path::new(&go));
        command.args(arguments).current_dir(folder.path());
        let output = command.env("GOTOOLCHAIN", "local").output();
        let output = output.expect("GOROUTINE_LAB_GO names a go command");
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{complaint}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    tool(&["vet", name]);
    assert_eq!(tool(&["run", name]), PRINTED);
}

#[test]
fn advice_is_given_with_what_running_says() {
    insta::assert_snapshot!("advise", printed(&["advise", "scenario=ci-api-limit"]));
    insta::assert_snapshot!("advise_files", printed(&["advise", "scenario=files"]));
    let refused = output(&["advise", "scenario=emails&batch=0"]);
    assert_eq!(refused.status.code(), Some(2));
}
