//! The flags and parameters of a program.

use super::*;

pub(super) const FLAGS: &str = "package main

import (
\t\"flag\"
\t\"fmt\"
\t\"time\"
)

var (
\tworkers = flag.Int(\"workers\", 3, \"how many work at once\")
\tquick   bool
)

func main() {
\tpause := flag.Duration(\"pause\", 100*time.Millisecond, \"\")
\tflag.BoolVar(&quick, \"quick\", false, \"\")
\tflag.Parse()
\tif !quick {
\t\ttime.Sleep(*pause)
\t}
\tfmt.Println(*workers, flag.Args())
}
";

/// What a program with flags says, and how long it takes.
#[track_caller]
fn check_flags(arguments: &[&str], stdout: &str, total: &str) -> Vec<Flag> {
    let request = Request::Run {
        source: String::from(FLAGS),
        seed: 1,
        schedule: String::new(),
        arguments: arguments.iter().copied().map(String::from).collect(),
        base: None,
        watches: true,
    };
    let (said, trace) = answer(&request, |_| ());
    let trace = trace.expect("it ran");
    assert_eq!(analyse(&trace).stdout[0].line, stdout);
    assert_eq!(trace.exit().at.elapsed().to_string(), total);
    match said {
        Answer::Ran { flags } => flags,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_flags_of_a_program_are_its_dials() {
    let flags = check_flags(&[], "3 []", "100ms");
    let dials = Dial::all(&flags, None);
    let all: Vec<_> = dials
        .iter()
        .map(|dial| (&*dial.part, dial.kind, &*dial.default))
        .collect();
    let expected = [
        ("go.workers", Kind::Int, "3"),
        ("go.pause", Kind::Duration, "100ms"),
        ("go.quick", Kind::Bool, "false"),
        ("go-seed", Kind::Uint, "1"),
    ];
    assert_eq!(all, expected);
    assert_eq!(dials[0].help, "how many work at once");
    check_flags(&["-workers=7", "-pause=1s"], "7 []", "1s");
    check_flags(&["-quick=true"], "3 []", "0s");
}

#[test]
fn a_flag_that_the_text_has_lost_is_passed_over() {
    check_flags(&["-lost=7", "-workers=8"], "8 []", "100ms");
}

#[test]
fn the_parameters_of_the_lab_are_dials() {
    let source = "package main\n\nimport \"goroutinelab/lab\"\n\nfunc main() {\n\tfor _, task := range lab.Setup(\"tasks=7\") {\n\t\tlab.ProcessTask(task)\n\t}\n}\n";
    let (said, trace) = run(source);
    assert_eq!(
        trace.expect("it ran").exit().at.elapsed().to_string(),
        "700ms"
    );
    let Answer::Ran { flags } = said else {
        panic!("{said:?}");
    };
    let dials = Dial::all(&flags, None);
    let find = |part: &str| dials.iter().find(|dial| dial.part == part);
    assert_eq!(find("go.tasks").map(|dial| &*dial.default), Some("7"));
    assert!(find("go.latency").is_some_and(|dial| dial.slider("100ms").is_some()));
    assert_eq!(find("go.trace"), None);
}

#[test]
fn only_the_flags_that_were_added_to_a_pattern_are_dials_of_it() {
    let batched = patterns::find("batched").expect("it is there");
    let (source, base) = edited(batched, &Scenario::of_pattern(batched));
    let dials = |source: &str| match run_edited(source, &base).0 {
        Answer::Ran { flags } => Dial::all(&flags, Some(&base)),
        other => panic!("{other:?}"),
    };
    assert_eq!(dials(&source), []);
    let more = source.replace(
        "\nfunc main() {",
        "\nvar extra = flag.Int(\"extra\", 2, \"\")\n\nfunc main() {\n\t_ = extra",
    );
    let parts: Vec<String> = dials(&more).into_iter().map(|dial| dial.part).collect();
    assert_eq!(parts, ["go.extra"]);
}
