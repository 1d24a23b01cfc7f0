//! The pictures of 10,000 goroutines' lanes: zooming and panning (from one press to the painted frame, and the time from frame to frame
//! while a key is held), choosing a goroutine, the first rows of the event log, and playing.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::page::{play, wait_until_idle};
use crate::server::{File, Server, built_page};

const HELD: &str = include_str!("held.js");
const ACTING: &str = concat!(include_str!("frame.js"), include_str!("acting.js"));
/// 10,000 goroutines at once, each of which works on a task and starts five more, and none is killed.
const LINK: &str = "?pattern=unbounded&tasks=10000&goroutines=5&memory=0B&memory-limit=64GiB&latency=uniform:50..500ms&autoplay=0&loop=1&speed=0.1";
/// How often each is done.
const ROUNDS: usize = 9;
/// A frame of sixty in a second, in milliseconds.
const FRAME: f64 = 1_000.0 / 60.0;
/// How long the choice of a goroutine, and the first rows of the event log, may take, in milliseconds.
const ANSWER: f64 = 50.0;

/// What is done, as JavaScript, by name.
const ACTS: [(&str, &str); 3] = [
    ("zoom in", KEY_PLUS),
    ("pan", KEY_PAN),
    ("zoom out", KEY_MINUS),
];
const KEY_PLUS: &str =
    r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }))"#;
const KEY_PAN: &str = r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: round % 2 ? "a" : "d", bubbles: true }))"#;
const KEY_MINUS: &str =
    r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "-", bubbles: true }))"#;
/// As many goroutines as have an inspector: 18,000, each at most once in the run.
const INSPECTED: &str = "?pattern=unbounded&tasks=3000&goroutines=5&memory=0B&memory-limit=64GiB&latency=uniform:50..500ms&autoplay=0&at=100ms";
/// More goroutines than lives are kept of: those of the chosen one are read off the trace again, in pieces between the frames.
const CROWD: &str =
    "?pattern=unbounded&tasks=10000&goroutines=10&memory=0B&memory-limit=64GiB&autoplay=0&at=100ms";
/// Opens the event log, and waits for its first rows.
const OPENING_LOG: &str = r#"
const log = document.querySelector(".event-log"), summary = log.querySelector("summary");
const rows = () => [...log.querySelectorAll(".row")].some(row => row.offsetHeight > 0);
if (log.open) summary.click();
while (rows()) await frame();
const start = performance.now(), deadline = start + 20_000;
summary.click();
let end, frames = 0;
do {
    end = await frame();
    frames += 1;
    if (end > deadline) throw new Error("the event log has no rows");
} while (!rows());
return [end - start, frames];"#;
/// Chooses a goroutine by its number, and waits for what the inspector says of it.
const CHOOSING: &str = r#"
const doing = () => document.querySelector(".inspector .doing");
const choose = number => {
    const field = document.querySelector(".which-goroutine input");
    field.value = number;
    field.dispatchEvent(new Event("change", { bubbles: true }));
};
choose("");
while (doing()) await frame();
const start = performance.now();
choose(String(100 + 1_000 * round));
const deadline = start + 20_000;
let end, frames = 0;
do {
    end = await frame();
    frames += 1;
    if (end > deadline) throw new Error("the inspector says nothing");
} while (!doing());
return [end - start, frames];"#;

/// Measures, and prints a table.
pub(crate) fn measure() {
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    let session = Session::start(&["--force-prefers-reduced-motion", "--window-size=1280,800"]);
    session.devtools("Performance.enable", &serde_json::json!({}));
    session.open(&format!("{}/{LINK}", server.origin()));
    session.async_script(
        "while (!document.querySelector('article[data-trace] canvas')) await new Promise(requestAnimationFrame);",
    );
    wait_until_idle(&session);
    println!(
        "\n10,000 goroutines' lanes, medians of {ROUNDS} (milliseconds to the painted frame):\n"
    );
    for (name, act) in ACTS {
        print(name, FRAME, |round| time(&session, act, round));
    }
    for (name, act) in ACTS {
        let script = format!("const act = round => {{ {act}; }};\n{HELD}");
        let [middle, worst] = pair(&session.async_script(&script));
        println!(
            "{:>20}  {middle:>7.1} ({worst:.1})  at most {FRAME:.1}: {}",
            format!("{name}, held"),
            word(middle <= FRAME + 0.1)
        );
    }
    let [frames, script] = play(&session);
    println!(
        "{:>20}  {frames:>7.1} frames a second, {script:.2} of script a frame",
        "play"
    );
    for (link, choice) in [
        (INSPECTED, "choose of 18,001"),
        (CROWD, "choose of 110,001"),
    ] {
        session.open(&format!("{}/{link}", server.origin()));
        session.async_script(
            "while (!document.querySelector('.which-goroutine input')) await new Promise(requestAnimationFrame);",
        );
        wait_until_idle(&session);
        for (name, script) in [(choice, CHOOSING), ("its event log", OPENING_LOG)] {
            let script = [include_str!("frame.js"), script].concat();
            print(name, ANSWER, |round| {
                let script = format!("const round = {round};\n{script}");
                pair(&session.async_script(&script))[0]
            });
        }
    }
}

/// Does something several times, and prints how long it took.
fn print(name: &str, goal: f64, time: impl Fn(usize) -> f64) {
    let times: Vec<f64> = (0..ROUNDS).map(time).collect();
    let worst = times.iter().copied().fold(0.0, f64::max);
    let middle = median(times.into_iter());
    println!(
        "{name:>20}  {middle:>7.1} ({worst:.1})  at most {goal:.0}: {}",
        word(middle <= goal)
    );
}

/// Milliseconds from an act until the frame with the new pictures was painted.
fn time(session: &Session, act: &str, round: usize) -> f64 {
    let script = format!("const round = {round};\nconst act = () => {{ {act}; }};\n{ACTING}");
    let [milliseconds, _] = pair(&session.async_script(&script));
    milliseconds
}
