//! Data races stand in the findings of the run that is shown, as those of a pattern do.

use super::{answer, explored, run};
use crate::program::{Request, TEMPLATES};
use analysis::{FindingKind, Report, analyse};
use goruntime::trace::Trace;

/// What the report says of the first race: the sentence, and the lines that it points at.
fn race(trace: &Trace) -> Option<(String, Vec<u32>)> {
    let report: Report = analyse(trace);
    let findings = report.findings.iter();
    let mut races = findings.filter(|finding| finding.kind == FindingKind::Race);
    let race = races.next()?;
    Some((race.text.clone(), race.lines.clone()))
}

const COUNTER: &str = "package main

import \"sync\"

func main() {
\tn := 0
\tvar wg sync.WaitGroup
\tfor range 2 {
\t\twg.Go(func() {
\t\t\tn++
\t\t})
\t}
\twg.Wait()
\tprintln(n)
}
";

#[test]
fn a_race_of_the_usual_order_is_found_without_a_search() {
    let (_, trace) = run(COUNTER);
    let expected = "Data race at 0 s (the first of 2): n: read by main.func1 1 at line 10, previous write by main.func1 2 at line 10.";
    let race = race(&trace.expect("it ran"));
    assert_eq!(race, Some((String::from(expected), vec![10])));
}

#[test]
fn tests_of_which_all_pass_have_the_race_of_one_of_them_found() {
    let tests = TEMPLATES[5].source;
    let (_, trace) = run(tests);
    let trace = trace.expect("it ran");
    let printed = analyse(&trace).stdout;
    assert!(matches!(&printed[..], [printed] if printed.line == "PASS"));
    let counts = tests.lines().zip(1..);
    let mut counts = counts.filter(|(line, _)| line.contains("counter++"));
    let (_, line) = counts.next().expect("one of them counts");
    let (says, lines) = race(&trace).expect("a race");
    assert!(says.contains(": counter: read by "), "{says}");
    assert_eq!(lines, [line]);
}

/// What the first goroutine reads races only if it runs before the second, which is not the usual order.
const FLAG: &str = "package main

import \"sync\"

type state struct{ ready, done bool }

func main() {
\tvar s state
\tvar mu sync.Mutex
\tvar wg sync.WaitGroup
\twg.Go(func() {
\t\tmu.Lock()
\t\tready := s.ready
\t\tmu.Unlock()
\t\tif !ready {
\t\t\tprintln(s.done)
\t\t}
\t})
\twg.Go(func() {
\t\tmu.Lock()
\t\ts.ready = true
\t\tmu.Unlock()
\t\ts.done = true
\t})
\twg.Wait()
}
";

#[test]
fn a_race_that_a_search_found_is_found_in_the_run_of_its_schedule() {
    let (_, trace) = run(FLAG);
    assert_eq!(race(&trace.expect("it ran")), None);
    let (found, _) = explored(FLAG);
    let fault = found
        .faults
        .iter()
        .find(|fault| fault.text.starts_with("data race"));
    let fault = fault.expect("a race");
    let request = Request::Run {
        source: String::from(FLAG),
        seed: 1,
        schedule: fault.schedule.clone(),
        arguments: Vec::new(),
        base: None,
        watches: true,
    };
    let (_, trace) = answer(&request, |_| ());
    let (text, lines) = race(&trace.expect("it ran")).expect("the race of the search");
    assert!(text.contains("s.done: "), "{text}");
    let mut both = [fault.lines.clone(), lines];
    for lines in &mut both {
        lines.sort_unstable();
    }
    assert_eq!(both[0], both[1]);
}
