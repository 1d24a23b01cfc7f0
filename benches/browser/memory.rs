//! Whether the page's memory stays steady: after many runs, and after an hour of virtual time that is played at high speed.
//!
//! `runs=N` as an argument makes another number of runs than 500.

use crate::driver::Session;
use crate::figures::word;
use crate::server::{File, Server, built_page};
use serde_json::json;
use std::env;

const RUNS: u32 = 500;
/// Memory may grow by so many MiB from a tenth of the runs to all of them.
const GOAL: f64 = 8.0;
const MIB: f64 = 1024.0 * 1024.0;

/// The program's memory in bytes. The loader asked for the same script, so that importing it again gives what is there.
const PROGRAM: &str = "const { script } = document.querySelector('meta[name=program]').dataset;
    const program = await import(new URL(script, document.baseURI).href);
    const { memory } = await program.default();
    return memory.buffer.byteLength;";

/// Moves the slider to a position, and waits until the runs are those of its value. Values that lie near each other can have the same
/// run; then the wait ends with the limit. Whether the run is another one.
const MOVE: &str = "const slider = document.querySelector('#large');
    const trace = () => document.querySelector('[data-pattern=batched]').dataset.trace;
    const before = trace();
    slider.value = position;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const end = performance.now() + LIMIT;
    while (trace() === before && performance.now() < end) await new Promise(requestAnimationFrame);
    return trace() !== before;";
/// How long a move may take, in milliseconds.
const MOVE_LIMIT: u32 = 2_000;
/// Of so many hundredths of the moves the runs must be others. Fewer would mean that the slider is not followed.
const MOVED: u32 = 80;

/// Plays an hour: the link repeats a minute at the highest speed. Virtual milliseconds that were played within the limit.
const HOUR: &str = "const clock = () => Number(document.querySelector('[role=slider][aria-label=Playhead]').ariaValueNow);
    let played = 0;
    let last = clock();
    const end = performance.now() + LIMIT;
    while (played < 3_600_000 && performance.now() < end) {
        await new Promise(requestAnimationFrame);
        const now = clock();
        if (now > last) played += now - last;
        last = now;
    }
    return played;";
/// How long the hour may take, in milliseconds: at a thousand times real time it is four seconds, and each turn of the loop one more.
const HOUR_LIMIT: u32 = 80_000;
const HOUR_IN_MILLISECONDS: f64 = 3_600_000.0;

/// Measures, and prints a table.
pub(crate) fn measure() {
    let named = env::args().find_map(|argument| argument.strip_prefix("runs=")?.parse().ok());
    let runs: u32 = named.unwrap_or(RUNS);
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    let session = Session::start(&["--force-prefers-reduced-motion", "--window-size=1280,800"]);
    session.devtools("Performance.enable", &json!({}));
    println!("\nMemory of the page in MiB, after the garbage is collected:\n");
    println!(
        "{:<34} {:>8} {:>10} {:>8}",
        "", "program", "JavaScript", "nodes"
    );

    session.open(&format!("{}/?tasks=1000", server.origin()));
    ready(&session);
    let first = row(&session, "after the first runs");
    let mut early = first;
    let mut moved = 0;
    let limit = |script: &str, limit: u32| script.replace("LIMIT", &limit.to_string());
    for run in 1..=runs {
        let position = (run * 37) % 1000;
        let script = limit(MOVE, MOVE_LIMIT);
        let is_other = session.async_script(&format!("const position = {position};\n{script}"));
        moved += u32::from(is_other == json!(true));
        if run == runs.div_ceil(10) {
            early = row(&session, &format!("after {run} moves of the slider"));
        }
    }
    let late = row(&session, &format!("after {runs}"));
    println!("{moved} of {runs} moves made another run");
    assert!(
        moved * 100 >= runs * MOVED,
        "only {moved} of {runs} moves of the slider made another run"
    );
    goal(early, late);

    let hour = "?pattern=batched&tasks=6000&batch=10&latency=100ms&autoplay=1&loop=1&speed=1000";
    session.open(&format!("{}/{hour}", server.origin()));
    ready(&session);
    let early = row(&session, "before an hour of playback");
    let played = session.async_script(&limit(HOUR, HOUR_LIMIT));
    let played = played.as_f64().unwrap_or_default();
    assert!(
        played >= HOUR_IN_MILLISECONDS,
        "only {played} ms of the hour were played within {HOUR_LIMIT} ms"
    );
    let late = row(&session, "after it");
    goal(early, late);
}

fn ready(session: &Session) {
    session.async_script(
        "while (!document.querySelector('article[data-trace] canvas')) await new Promise(requestAnimationFrame);",
    );
}

fn goal(early: f64, late: f64) {
    let grown = late - early;
    println!(
        "{:<34} {grown:>+8.1}  of at most {GOAL}: {}",
        "grown by",
        word(grown <= GOAL)
    );
}

/// Prints the memory now, and returns it: the program's and JavaScript's together, in MiB.
fn row(session: &Session, what: &str) -> f64 {
    session.devtools("HeapProfiler.collectGarbage", &json!({}));
    let program = session.async_script(PROGRAM).as_f64().unwrap_or_default() / MIB;
    let answer = session.devtools("Performance.getMetrics", &json!({}));
    let metrics = answer["metrics"].as_array().expect("a list of metrics");
    let metric = |name: &str| {
        let found = metrics.iter().find(|metric| metric["name"] == name);
        found
            .and_then(|metric| metric["value"].as_f64())
            .unwrap_or_default()
    };
    let heap = metric("JSHeapUsedSize") / MIB;
    println!(
        "{what:<34} {program:>8.1} {heap:>10.1} {:>8.0}",
        metric("Nodes")
    );
    program + heap
}
