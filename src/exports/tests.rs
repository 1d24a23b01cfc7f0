//! Exports by request, as the page asks for them.

use super::*;

fn request(link: &str, pattern: Option<&str>, format: Format) -> Request {
    Request {
        link: String::from(link),
        pattern: pattern.map(String::from),
        format,
        look: Look::default(),
        own: None,
    }
}

#[track_caller]
fn check(link: &str, pattern: Option<&str>, format: Format, name: &str, begins: &str) {
    let request = request(link, pattern, format);
    assert_eq!(request.file_name(), name);
    let bytes = request.answer().expect("the link is valid");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.starts_with(begins),
        "{name} begins with {begins:?}: {text:.80}"
    );
    let sent = serde_json::to_string(&request).expect("a request is JSON");
    let received: Request = serde_json::from_str(&sent).expect("it can be read");
    assert_eq!(received, request);
}

/// Somebody's own program, beside the runs of the link if `is_compared`: the first bytes of its file.
#[track_caller]
fn check_own(is_compared: bool, pattern: Option<&str>, format: Format, name: &str, has: &[&str]) {
    let source = "package main\n\nimport \"time\"\n\nfunc main() {\n\ttime.Sleep(1)\n}\n";
    let (program, _) = crate::program::compile(source, None).expect("it is a program");
    let trace = program
        .run(&[], 1, golang::machine::Limits::default())
        .trace;
    let request = Request {
        own: Some(OwnProgram {
            source: String::from(source),
            origin: None,
            is_compared,
        }),
        ..request("?pattern=worker-pool&tasks=9", pattern, format)
    };
    assert_eq!(request.file_name(), name);
    let bytes = request.answer_with(trace).expect("it can be exported");
    let text = String::from_utf8_lossy(&bytes);
    for part in has {
        assert!(text.contains(part), "{name} has {part:?}: {text:.300}");
    }
}

#[test]
fn somebodys_own_program_is_exported_alone_or_beside_the_others() {
    let own = Some(OWN_PROGRAM);
    check_own(
        false,
        own,
        Format::Svg,
        "your-program.svg",
        &["<svg xmlns="],
    );
    check_own(
        false,
        None,
        Format::Events,
        "your-program-events.jsonl",
        &["{\"pattern\":\"your-program\""],
    );
    check_own(
        true,
        own,
        Format::Chrome,
        "your-program-perfetto.json",
        &["Your program", "main.go:6"],
    );
    check_own(
        true,
        own,
        Format::GoTrace,
        "your-program.trace",
        &["go 1.", "main.main"],
    );
    check_own(
        true,
        own,
        Format::Go,
        "your-program.go",
        &["package main\n\nimport"],
    );
    let both = [
        "{\"pattern\":\"worker-pool\"",
        "{\"pattern\":\"your-program\"",
    ];
    check_own(
        true,
        None,
        Format::Events,
        "worker-pool-events.jsonl",
        &both,
    );
    let only = Some("worker-pool");
    check_own(true, only, Format::Svg, "worker-pool.svg", &["<svg xmlns="]);
}

#[test]
fn every_format_has_its_name_and_its_first_bytes() {
    let talk = "?scenario=ci-auto-trigger&tasks=9";
    let pool = "?pattern=worker-pool&tasks=9";
    check(
        talk,
        None,
        Format::Svg,
        "ci-auto-trigger.svg",
        "<svg xmlns=",
    );
    check(
        talk,
        Some("batched"),
        Format::Svg,
        "batched.svg",
        "<svg xmlns=",
    );
    check(
        talk,
        None,
        Format::Tasks,
        "ci-auto-trigger-tasks.csv",
        "pattern,task,",
    );
    check(
        talk,
        None,
        Format::Events,
        "ci-auto-trigger-events.jsonl",
        "{\"pattern\":\"",
    );
    check(
        talk,
        None,
        Format::Chrome,
        "ci-auto-trigger-perfetto.json",
        "{\"displayTimeUnit\"",
    );
    check(
        pool,
        None,
        Format::EventTable,
        "worker-pool-events.csv",
        "pattern,at_ns,",
    );
    check(
        pool,
        None,
        Format::GoTrace,
        "worker-pool.trace",
        "go 1.22 trace\0\0\0",
    );
    check(pool, None, Format::Go, "worker-pool.go", "// Worker pool: ");
    check(
        pool,
        None,
        Format::Sweep,
        "worker-pool-sweep.svg",
        "<svg xmlns=",
    );
}

#[track_caller]
fn check_refused(request: &Request, expected: &str) {
    assert_eq!(request.answer(), Err(String::from(expected)));
}

#[test]
fn what_cannot_be_exported_says_why() {
    let two = "?pattern=batched,naive";
    for format in [Format::GoTrace, Format::Go, Format::Sweep] {
        check_refused(
            &request(two, None, format),
            "a file holds one program, and this link has 2; allowed is one of batched, naive",
        );
    }
    check_refused(
        &request(two, Some("magic"), Format::Svg),
        "pattern=magic: there is no such pattern",
    );
    check_refused(
        &request("?pattern=batched&batch=0", None, Format::Svg),
        "batch=0: allowed is 1 to 10000",
    );
}
