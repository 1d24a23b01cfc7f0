//! The worker's answers.

use super::*;
use analysis::analyse;
use goruntime::trace::{Outcome, Trace};

fn run(source: &str) -> (Answer, Option<Trace>) {
    let request = Request::Run {
        source: String::from(source),
        seed: 1,
        schedule: String::new(),
    };
    answer(&request, |_| ())
}

fn explored(source: &str) -> (Explored, Vec<Answer>) {
    let request = Request::Explore {
        source: String::from(source),
        seed: 1,
        schedules: SCHEDULES,
    };
    let mut said = Vec::new();
    match answer(&request, |answer| said.push(answer)).0 {
        Answer::Explored(explored) => (explored, said),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_template_runs_to_its_end_and_is_laid_out_as_gofmt_does() {
    for Template { name, source } in TEMPLATES {
        let (said, trace) = run(source);
        assert_eq!(said, Answer::Ran, "{name}");
        let trace = trace.expect("it ran");
        assert_eq!(trace.exit().outcome, Outcome::Finished, "{name}");
        assert!(!analyse(&trace).stdout.is_empty(), "{name}");
        let request = Request::Format {
            source: String::from(source),
        };
        let formatted = Answer::Formatted {
            source: String::from(source),
        };
        assert_eq!(answer(&request, |_| ()).0, formatted, "{name}");
    }
}

#[test]
fn a_typo_is_said_at_its_line() {
    let (said, trace) = run("package main\n\nfunc main() {\n\tx := 1\n\tprintn(2)\n}\n");
    let complaint = |line, column, message| Complaint {
        line,
        column,
        message: String::from(message),
    };
    let complaints = vec![
        complaint(4, 2, "declared and not used: x"),
        complaint(5, 2, "undefined: printn"),
    ];
    assert_eq!(said, Answer::Wrong { complaints });
    assert!(trace.is_none());
}

#[test]
fn tests_are_run_where_there_is_no_main() {
    let (said, trace) = run(
        "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n\tt.Fatal(\"no\")\n}\n",
    );
    assert_eq!(said, Answer::Ran);
    assert_eq!(trace.expect("it ran").exit().outcome, Outcome::Exited);
}

#[test]
fn a_fault_of_another_schedule_is_found_and_replayed() {
    let source = TEMPLATES[4].source;
    let (found, said) = explored(source);
    assert!(found.is_complete);
    assert!(
        said.iter()
            .all(|said| matches!(said, Answer::Progress { .. }))
    );
    let [fault] = &found.faults[..] else {
        panic!("{found:?}");
    };
    assert!(fault.text.starts_with("deadlock"), "{fault:?}");
    assert!(fault.seen >= 1 && fault.seen < found.tried, "{found:?}");
    let request = Request::Run {
        source: String::from(source),
        seed: 1,
        schedule: fault.schedule.clone(),
    };
    let (_, trace) = answer(&request, |_| ());
    assert_eq!(trace.expect("it ran").exit().outcome, Outcome::Deadlock);
}

#[test]
fn a_schedule_that_is_none_is_refused() {
    let request = Request::Run {
        source: String::from(TEMPLATES[0].source),
        seed: 1,
        schedule: String::from("x"),
    };
    let (said, trace) = answer(&request, |_| ());
    let Answer::Wrong { complaints } = said else {
        panic!("{said:?}");
    };
    assert!(complaints[0].message.starts_with("schedule x: "));
    assert!(trace.is_none());
}

#[test]
fn a_link_carries_a_program() {
    for Template { source, .. } in TEMPLATES {
        let packed = pack(source).expect("it is short");
        assert_eq!(unpack(&packed).as_deref(), Ok(source));
    }
    assert_eq!(pack(&"x".repeat(MOST_SOURCE + 1)), None);
    assert!(pack(&"x".repeat(MOST_SOURCE)).is_some());
    let long = base64_of(&"x".repeat(MOST_SOURCE + 1));
    assert_eq!(unpack(&long), Err(Unreadable::TooLong));
    for text in [
        "",
        "!",
        "AAAA",
        &pack(TEMPLATES[1].source).expect("short")[..40],
    ] {
        assert_eq!(unpack(text), Err(Unreadable::Damaged), "{text}");
    }
}

fn base64_of(source: &str) -> String {
    use base64::Engine as _;
    let bytes = miniz_oxide::deflate::compress_to_vec(source.as_bytes(), 6);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

#[test]
fn messages_have_a_text_form() {
    let request = Request::Format {
        source: String::from("x"),
    };
    let text = serde_json::to_string(&request).expect("it is JSON");
    assert_eq!(text, r#"{"request":"format","source":"x"}"#);
    let answer = Answer::Progress { tried: 3, of: 9 };
    let text = serde_json::to_string(&answer).expect("it is JSON");
    assert_eq!(text, r#"{"answer":"progress","tried":3,"of":9}"#);
    assert_eq!(
        serde_json::from_str::<Answer>(&text).expect("it was written"),
        answer
    );
}

#[test]
fn an_endless_loop_stops_with_its_line() {
    let (said, trace) = run("package main\n\nfunc main() {\n\tn := 0\n\tfor {\n\t\tn++\n\t}\n}\n");
    assert_eq!(said, Answer::Ran);
    let trace = trace.expect("it was stopped");
    assert_eq!(trace.exit().outcome, Outcome::BudgetExceeded);
    let message = &trace.exit().message;
    assert!(message.starts_with("stopped at line 6 "), "{message}");
}
