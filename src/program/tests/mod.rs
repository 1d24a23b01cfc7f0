//! The worker's answers.

mod dials;
mod names;
mod races;

use super::*;
use analysis::analyse;
use dials::FLAGS;
use goruntime::time::Time;
use goruntime::trace::{Event, Outcome, Trace};
use lab::patterns;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;

/// The answer of a worker that has answered nothing before.
fn answer(request: &Request, progress: impl FnMut(Answer)) -> (Answer, Option<Trace>) {
    Answerer::default().answer(request, progress)
}

fn run(source: &str) -> (Answer, Option<Trace>) {
    let request = Request::Run {
        source: String::from(source),
        seed: 1,
        schedule: String::new(),
        arguments: Vec::new(),
        base: None,
        watches: true,
    };
    answer(&request, |_| ())
}

fn explored(source: &str) -> (Explored, Vec<Answer>) {
    let request = Request::Explore {
        source: String::from(source),
        seed: 1,
        schedules: SCHEDULES,
        arguments: Vec::new(),
        base: None,
    };
    let mut said = Vec::new();
    match answer(&request, |answer| said.push(answer)).0 {
        Answer::Explored(explored) => (explored, said),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_template_ends_as_its_name_says_and_is_laid_out_as_gofmt_does() {
    for Template { name, source, .. } in TEMPLATES {
        let (said, trace) = run(source);
        assert!(matches!(said, Answer::Ran { .. }), "{name}");
        let report = analyse(&trace.expect("it ran"));
        if name.contains("deadlock") {
            let words = "fatal error: all goroutines are asleep - deadlock!";
            assert_eq!(report.last_words().next(), Some(words), "{name}");
            assert_eq!(report.ring().len(), 2, "{name}");
            assert!(report.total > Time::ZERO, "{name}: the picture has rows");
        } else {
            assert_eq!(report.outcome, Outcome::Finished, "{name}");
            assert!(!report.stdout.is_empty(), "{name}");
        }
        let request = Request::Format {
            source: String::from(source),
        };
        let laid_out = Answer::Text {
            source: String::from(source),
        };
        assert_eq!(answer(&request, |_| ()).0, laid_out, "{name}");
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
    assert!(matches!(said, Answer::Ran { .. }));
    assert_eq!(trace.expect("it ran").exit().outcome, Outcome::Exited);
}

/// Two locks in different orders, without a pause between them: that ends well in the usual schedule.
const UNLUCKY: &str = include_str!("../../../tests/browser/own_programs/unlucky_locks.go");

#[test]
fn a_fault_of_another_schedule_is_found_and_replayed() {
    let source = UNLUCKY;
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
        arguments: Vec::new(),
        base: None,
        watches: true,
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
        arguments: Vec::new(),
        base: None,
        watches: true,
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
    for Template { source, file, .. } in TEMPLATES {
        let packed = crate::packed::pack(source).expect("it is short");
        assert_eq!(unpack(&packed).as_deref(), Ok(source));
        assert_eq!(unpack(file).as_deref(), Ok(source));
    }
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
    assert!(matches!(said, Answer::Ran { .. }));
    let trace = trace.expect("it was stopped");
    assert_eq!(trace.exit().outcome, Outcome::BudgetExceeded);
    let message = &trace.exit().message;
    assert!(message.starts_with("stopped at line 6 "), "{message}");
}

fn edited(pattern: &'static Pattern, scenario: &Scenario) -> (String, Base) {
    let base = Base::of(pattern, scenario);
    let request = Request::Original { base: base.clone() };
    match answer(&request, |_| ()).0 {
        Answer::Text { source } => (source, base),
        other => panic!("{pattern:?}: {other:?}"),
    }
}

fn run_edited(source: &str, base: &Base) -> (Answer, Option<Trace>) {
    let request = Request::Run {
        source: String::from(source),
        seed: base.seed,
        schedule: String::new(),
        arguments: Vec::new(),
        base: Some(base.clone()),
        watches: true,
    };
    answer(&request, |_| ())
}

/// What a picture shows of a run but for names, marks and memory: when each goroutine begins, waits for what, goes on and ends;
/// when each task begins and ends; what is printed.
fn shown(trace: &Trace) -> Vec<String> {
    let records = trace.records().filter_map(|record| {
        let text = match record.event {
            Event::GoCreate { child, .. } => format!("go {child}"),
            Event::GoBlock { reason, .. } => format!("block {}", reason.name()),
            Event::GoUnblock { goroutine, .. } => format!("unblock {goroutine}"),
            Event::GoStart { .. }
            | Event::GoEnd
            | Event::TaskStart { .. }
            | Event::TaskEnd { .. }
            | Event::Log { .. } => format!("{:?}", record.event),
            _ => return None,
        };
        Some(format!("{} {:?} {text}", record.at.elapsed(), record.by))
    });
    records.collect()
}

#[test]
fn a_program_that_nobody_has_changed_runs_as_its_pattern() {
    let editable = |pattern: &&Pattern| why_not_editable(pattern).is_none();
    for pattern in patterns::ALL.into_iter().filter(editable) {
        let scenario = Scenario::of_pattern(pattern);
        let (source, base) = edited(pattern, &scenario);
        let (said, trace) = run_edited(&source, &base);
        assert!(matches!(said, Answer::Ran { .. }), "{pattern:?}");
        let trace = trace.expect("it ran");
        let mut twin = Simulation::new(&scenario, pattern);
        while !twin.advance(u64::MAX) {}
        let twin = twin.into_trace();
        assert_eq!(trace.exit().outcome, twin.exit().outcome, "{pattern:?}");
        assert!(shown(&trace) == shown(&twin), "{pattern:?}");
        check_marks(pattern, &source, &trace);
    }
}

/// The marks are lines of the text that is edited, and none of them is empty.
#[track_caller]
fn check_marks(pattern: &Pattern, source: &str, trace: &Trace) {
    let lines: Vec<&str> = source.lines().collect();
    for line in analyse(trace).lines_ever() {
        let text = lines.get(line as usize - 1).copied().unwrap_or_default();
        let code = text.split("//").next().unwrap_or_default().trim();
        assert!(!code.is_empty(), "{pattern:?}: line {line} is {text:?}");
    }
}

#[test]
fn an_edited_program_has_the_values_of_the_scenario() {
    let link = lab::link::parse("pattern=batched&tasks=6&latency=100ms&batch=2");
    let pattern = link.scenario.patterns()[0];
    let (source, base) = edited(pattern, &link.scenario);
    let (_, trace) = run_edited(&source, &base);
    assert_eq!(
        trace.expect("it ran").exit().at.elapsed().to_string(),
        "300ms"
    );
    let one_at_a_time = source
        .replacen("j < batchSize; j++", "j < 1; j++", 1)
        .replacen("i += batchSize", "i++", 1);
    assert_ne!(one_at_a_time, source);
    let (_, trace) = run_edited(&one_at_a_time, &base);
    assert_eq!(
        trace.expect("it ran").exit().at.elapsed().to_string(),
        "600ms"
    );
}

#[test]
fn a_typo_in_an_edited_program_is_said_at_its_line() {
    let batched = patterns::find("batched").expect("it is there");
    let (source, base) = edited(batched, &Scenario::of_pattern(batched));
    let (said, trace) = run_edited(&source.replace("wg.Wait()", "wg.Wiat()"), &base);
    let Answer::Wrong { complaints } = said else {
        panic!("{said:?}");
    };
    let line = source.lines().position(|line| line.contains("wg.Wait()"));
    assert_eq!(complaints[0].line as usize, line.expect("it is there") + 1);
    assert!(complaints[0].message.contains("Wiat"), "{complaints:?}");
    assert!(trace.is_none());
}

#[test]
fn what_is_missing_for_another_file_names_that_file() {
    let transaction = patterns::find("transaction").expect("it is there");
    let (_, base) = edited(transaction, &Scenario::of_pattern(transaction));
    let (said, _) = run_edited(
        "package main\n\nfunc main() {}\n\ntype DB struct{}\n",
        &base,
    );
    let Answer::Wrong { complaints } = said else {
        panic!("{said:?}");
    };
    assert!(
        complaints
            .iter()
            .any(|complaint| complaint.line == 0 && complaint.message.starts_with("db.go:")),
        "{complaints:?}"
    );
}

#[test]
fn the_version_is_that_of_the_module() {
    let module = include_str!("../../../assets/go/go.mod");
    let version = format!("\ngo {}.{}\n", base::VERSION.0, base::VERSION.1);
    assert!(module.contains(&version), "{module}");
}

#[test]
fn calls_of_an_edited_program_meet_the_api_of_the_scenario() {
    #[track_caller]
    fn check(world: &str, expected: [&str; 2]) {
        let batched = patterns::find("batched").expect("it is there");
        let link = format!("scenario=ci-api-limit&tasks=2&latency=40ms&calls=1&{world}");
        let (source, base) = edited(batched, &lab::link::parse(&link).scenario);
        let calls = "\n\nfunc call() {\n\tbegan := clock.Now()\n\tanswer, err := http.Get(\"http://api/\")\n\tsay.Println(answer.StatusCode, err, clock.Since(began))\n}\n";
        let source = source
            .replace(
                "import (",
                "import (\n\tclock \"time\"\n\tsay \"fmt\"\n\t\"net/http\"\n",
            )
            .replace(
                "func main() {",
                "func main() {\n\tdefer call()\n\tdefer call()\n",
            )
            + calls;
        let (said, trace) = run_edited(&source, &base);
        let trace = trace.unwrap_or_else(|| panic!("{said:?}"));
        let printed: Vec<String> = trace
            .records()
            .filter_map(|record| match record.event {
                Event::Log { line } => Some(String::from(line)),
                _ => None,
            })
            .collect();
        let calls: Vec<&String> = printed.iter().rev().take(2).rev().collect();
        assert_eq!(calls, expected, "{:?}", base.api);
    }
    check("qps=1&api-burst=1", ["200 <nil> 40ms", "429 <nil> 0s"]);
    check(
        "qps=0&client-qps=10&client-burst=1",
        ["200 <nil> 40ms", "200 <nil> 100ms"],
    );
    check(
        "qps=0&outage-at=1ms&outage=10s",
        ["500 <nil> 40ms", "500 <nil> 40ms"],
    );
}

#[test]
fn a_program_that_is_kept_runs_as_a_new_one() {
    let request = |source: &str, base: Option<Base>| Request::Run {
        source: String::from(source),
        seed: 1,
        schedule: String::new(),
        arguments: Vec::new(),
        base,
        watches: true,
    };
    let batched = patterns::find("batched").expect("it is there");
    let of = |link: &str| Base::of(batched, &lab::link::parse(link).scenario);
    let (source, few) = edited(
        batched,
        &lab::link::parse("pattern=batched&tasks=4").scenario,
    );
    let all = [
        request(FLAGS, None),
        request(FLAGS, None),
        request(&source, Some(few)),
        request(&source, Some(of("pattern=batched&tasks=9"))),
        request(&source, None),
        request(TEMPLATES[1].source, None),
    ];
    let mut keeping = Answerer::default();
    for request in &all {
        let kept = keeping.answer(request, |_| ());
        let new = answer(request, |_| ());
        assert_eq!(kept.0, new.0);
        let hash = |trace: Option<Trace>| trace.map(|trace| trace.hash());
        assert_eq!(hash(kept.1), hash(new.1));
    }
}
