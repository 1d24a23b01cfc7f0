//! Invalid input gives exit code 2 and one line on the standard error, which has the name, the value and the allowed
//! values. The standard output stays empty.

use super::{lab, output, printed};
use lab::patterns;
use lab::scenarios;
use std::ops::Add;

#[track_caller]
fn check(arguments: &[&str], expected: &str) {
    let output = output(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        complaint,
        format!("goroutine-lab: {expected}\n"),
        "{arguments:?}"
    );
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{arguments:?}");
}

const USAGE: &str = "usage: goroutine-lab run [--pattern P] [--format FORMAT] [--output FILE] [--picture timeline|flow|preview] [--table tasks|events] \
                     [--theme dark|light|projector|contrast] [--width PIXELS] [--goroutine N] [--lens ROW] [--from T] [--to T] LINK";

const FORMATS: &str = "text, json, svg, png, csv, events, chrome, go-trace, go";

const COMMANDS: &str = "a command is needed: list, claims, talk, examples, advise, run, sweep, go, explore or completions; --help says more";

const NO_SUCH_PARAMETER: &str = "there is no such parameter; allowed is scenario, patterns, tasks, batch, latency, \
                                 jitter, seed, slow, slow-latency, fail, goroutines, memory, memory-limit, slider, axis, words, schedule, controls, show, theme, autoplay, at, speed, loop, scale, pause-at, from, to, sel, object, lens, title, spoil, pace, size, predict, allow-origin, audience, talk, step, slide, diagram, question, advanced, section, approach, embed";

/// The ids of all patterns, as messages list them.
fn ids() -> String {
    patterns::ALL.map(|pattern| pattern.id).join(", ")
}

#[test]
fn links() {
    check(&["run", "?batch=0"], "batch=0: allowed is 1 to 10000");
    check(
        &["run", "batch=10001"],
        "batch=10001: allowed is 1 to 10000",
    );
    check(&["run", "tasks=0"], "tasks=0: allowed is 1 to 1000000");
    check(
        &["run", "tasks=ten"],
        "tasks=ten: allowed is a whole number, 1 to 1000000",
    );
    check(
        &["run", "latency=601s"],
        "latency=601s: allowed is 0 s to 10 min",
    );
    check(
        &["run", "latency=quick"],
        "latency=quick: allowed is a duration such as 100ms or 1.5s, list:120,80,95 in milliseconds, or uniform:50..150ms, normal:100,20ms, lognormal:80,300ms or bimodal:50,2000ms,5%, 0 s to 10 min",
    );
    check(
        &["run", "tasks=4&latency=list:120,80,95"],
        "tasks=4: latency=list:120,80,95 has 3 latencies, one for each task; allowed is 3, or a latency that is no list",
    );
    // Fewer tasks than latencies are refused as well.
    check(
        &[
            "run",
            "latency=list:120,80,95,100,110,120,130,140,150,160,170&tasks=4",
        ],
        "tasks=4: latency=list:120,80,95,100,110,120,130,140,150,1… has 11 latencies, one for each task; allowed is 11, \
         or a latency that is no list",
    );
    check(
        &["run", "tasks=2&latency=list:120,many"],
        "latency=list:120,many: \"many\" in the list is not a number of milliseconds, 0 s to 10 min",
    );
    check(
        &["run", "jitter=5&tasks=1&latency=list:7"],
        "jitter=5: allowed is 0%: the latency is a list, which has no jitter",
    );
    check(
        &["run", "a=1&b=1&c=1&d=1&e=1&f=1&g=1&batch=0"],
        &["a", "b", "c", "d", "e", "f"]
            .map(|name| format!("{name}=1: {NO_SUCH_PARAMETER}; "))
            .concat()
            .add("2 more: could not be read either"),
    );
}

#[test]
fn more_links() {
    check(
        &["run", "batch=%2B5"],
        "batch=+5: allowed is a whole number, 1 to 10000",
    );
    check(&["run", "jitter=101"], "jitter=101: allowed is 0% to 100%");
    check(
        &["run", "seed=-1"],
        "seed=-1: allowed is a whole number, 0 to 999999999",
    );
    check(
        &["run", "goroutines=201"],
        "goroutines=201: allowed is 0 to 200",
    );
    check(
        &["run", "memory=65MiB"],
        "memory=65MiB: allowed is 0 B to 64 MiB",
    );
    for (text, range) in [
        ("memory=64", "0 B to 64 MiB"),
        ("memory-limit=64", "1 MiB to 64 GiB"),
    ] {
        check(
            &["run", text],
            &format!("{text}: allowed is a size with its unit, such as 128KiB or 512MiB, {range}"),
        );
    }
    check(
        &["run", "memory-limit=1KiB"],
        "memory-limit=1KiB: allowed is 1 MiB to 64 GiB",
    );
    check(
        &["run", "memory-limit=much"],
        "memory-limit=much: allowed is a size with its unit, such as 128KiB or 512MiB, 1 MiB to 64 GiB",
    );
    check(
        &["run", "scenario=x"],
        &format!(
            "scenario=x: there is no such scenario; allowed is {}",
            scenarios::ALL.map(|template| template.id).join(", ")
        ),
    );
    check(
        &["run", "patterns=batched,magic"],
        &format!(
            "patterns=batched,magic: there is no pattern \"magic\"; allowed is one or more of {}",
            ids()
        ),
    );
    check(
        &["run", "https://lab.example/?colour=red"],
        &format!("colour=red: {NO_SUCH_PARAMETER}"),
    );
    check(
        &["run", "pattern=batched&workers=3"],
        "workers=3: batched cannot use it; allowed is pattern, tasks, batch, latency, jitter, seed, slow, slow-latency, \
         fail, goroutines, memory, memory-limit, slider, axis, words, schedule, controls, show, theme, autoplay, at, speed, loop, scale, pause-at, from, to, sel, object, lens, title, spoil, pace, size, predict, allow-origin, audience, talk, step, slide, diagram, question, advanced, section, approach, embed",
    );
    check(
        &["run", "pattern=batched&batch=3", "--pattern", "naive"],
        "batch=3: naive cannot use it; allowed is pattern, tasks, latency, jitter, seed, slow, slow-latency, fail, \
         goroutines, memory, memory-limit, slider, axis, words, schedule, controls, show, theme, autoplay, at, speed, loop, scale, pause-at, from, to, sel, object, lens, title, spoil, pace, size, predict, allow-origin, audience, talk, step, slide, diagram, question, advanced, section, approach, embed",
    );
    check(
        &["run", "batch=8&batch=9"],
        "batch=9: stands twice; the first counts",
    );
    check(
        &["run", "batch=0&seed=x"],
        "batch=0: allowed is 1 to 10000; seed=x: allowed is a whole number, 0 to 999999999",
    );
    check(
        &["run", "seed=1%0a2"],
        r"seed=1\u{a}2: allowed is a whole number, 0 to 999999999",
    );
}

#[test]
fn flags() {
    check(&[], COMMANDS);
    check(
        &["zzz"],
        &format!("unrecognized subcommand 'zzz'; {COMMANDS}"),
    );
    check(
        &["run"],
        &format!("the following required arguments were not provided: <LINK>; {USAGE}"),
    );
    check(
        &["run", "", "--colour"],
        &format!("unexpected argument '--colour' found; {USAGE}"),
    );
    check(
        &["run", "", "batch=8"],
        &format!("unexpected argument 'batch=8' found; {USAGE}"),
    );
    check(
        &["run", "", "--pattern", "magic"],
        &format!(
            "invalid value 'magic' for '--pattern <P>' [possible values: {}]",
            ids()
        ),
    );
    check(
        &["run", "", "--format", "yaml"],
        &format!("invalid value 'yaml' for '--format <FORMAT>' [possible values: {FORMATS}]"),
    );
    check(
        &["list", "--format", "svg"],
        "invalid value 'svg' for '--format <FORMAT>' [possible values: text, json]",
    );
    check(
        &["run", "", "--format", "svg", "--theme", "pink"],
        "invalid value 'pink' for '--theme <THEME>' [possible values: dark, light, projector, contrast]",
    );
    check(
        &["run", "", "--format", "svg", "--width", "319"],
        "invalid value '319' for '--width <PIXELS>': 319 is not in 320..=4000",
    );
    check(
        &["run", "", "--picture", "flow"],
        "--picture flow: only --format svg and --format png are pictures",
    );
    check(
        &[
            "run",
            "",
            "--format",
            "svg",
            "--picture",
            "flow",
            "--to",
            "1s",
        ],
        "--to 1s: --picture flow shows the whole run",
    );
    let preview = ["run", "", "--format", "png", "--picture", "preview"];
    check(
        &[&preview[..], &["--lens", "2"]].concat(),
        "--lens 2: --picture preview shows the whole run",
    );
    check(
        &[&preview[..], &["--width", "1200"]].concat(),
        "--width 1200: --picture preview has the size that chats ask for",
    );
    check(
        &["run", "", "--theme", "dark"],
        "--theme dark: only --format svg and --format png have a theme",
    );
    check(
        &["sweep", "", "--over", "batch=1..9", "--theme", "light"],
        "--theme light: only --format svg and --format png have a theme",
    );
    check(
        &["run", "", "--format", "json", "--width", "960"],
        "--width 960: only --format svg and --format png have a width",
    );
}

#[test]
fn formats() {
    check(
        &["run", "", "--format", "svg", "--table", "events"],
        "--table events: only --format csv has tables",
    );
    for format in ["go", "go-trace"] {
        check(
            &["run", "pattern=batched,naive", "--format", format],
            &format!(
                "--format {format}: a file holds one program, and this link has 2; allowed is one of batched, naive"
            ),
        );
    }
    check(
        &["completions", "cmd"],
        "invalid value 'cmd' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]",
    );
}

#[test]
fn help_and_version_are_no_errors() {
    for arguments in [["--help"], ["--version"], ["help"]] {
        assert!(!printed(&arguments).is_empty(), "{arguments:?}");
    }
    assert_eq!(
        printed(&["--version"]),
        format!("goroutine-lab {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_is_not_utf8_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let output = lab(&[OsStr::new("run"), OsStr::from_bytes(b"\xff")])
        .output()
        .expect("the command line runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
}

#[test]
fn parts_of_a_picture() {
    let svg = |more: [&'static str; 2]| {
        let [name, value] = more;
        ["run", "pattern=sse-broker", "--format", "svg", name, value]
    };
    check(
        &svg(["--goroutine", "6"]),
        "--goroutine 6: allowed is 1 to 5, the goroutines of the run",
    );
    check(
        &svg(["--from", "soon"]),
        "--from soon: allowed is a moment of the run such as 400ms, 0 to 1.15 s",
    );
    check(
        &svg(["--to", "2s"]),
        "--to 2s: allowed is a moment of the run such as 400ms, 0 to 1.15 s",
    );
    check(
        &[
            "run",
            "pattern=sse-broker",
            "--format",
            "svg",
            "--from",
            "1s",
            "--to",
            "400ms",
        ],
        "--from 1 s, --to 400 ms: the first must be before the second",
    );
    check(
        &["run", "pattern=sse-broker", "--goroutine", "2"],
        "--goroutine 2: only --format svg and --format png show a part of a run",
    );
    check(
        &["run", "pattern=sse-broker", "--lens", "2"],
        "--lens 2: only --format svg and --format png show a part of a run",
    );
}
