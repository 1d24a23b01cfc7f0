//! The pictures of 10,000 goroutines' lanes: zooming, panning, choosing a goroutine, and playing.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::page::{play, wait_until_idle};
use crate::server::{File, Server, built_page};

const ACTING: &str = concat!(include_str!("frame.js"), include_str!("acting.js"));
/// 10,000 goroutines at once, each of which works on a task and starts five more, and none is killed.
const LINK: &str = "?pattern=unbounded&tasks=10000&goroutines=5&memory=0B&memory-limit=64GiB&latency=uniform:50..500ms&autoplay=0";
/// How often each is done.
const ROUNDS: usize = 9;
/// A frame of sixty in a second, in milliseconds.
const FRAME: f64 = 1_000.0 / 60.0;
/// How long the choice of a goroutine may take, in milliseconds.
const CHOICE: f64 = 50.0;

/// What is done, as JavaScript, by name, with its goal in milliseconds.
const ACTS: [(&str, &str, f64); 4] = [
    ("zoom in", KEY_PLUS, FRAME),
    ("pan", KEY_PAN, FRAME),
    ("zoom out", KEY_MINUS, FRAME),
    ("choose a goroutine", TAP, CHOICE),
];
const KEY_PLUS: &str =
    r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }))"#;
const KEY_PAN: &str = r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: round % 2 ? "a" : "d", bubbles: true }))"#;
const KEY_MINUS: &str =
    r#"document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "-", bubbles: true }))"#;
const TAP: &str = r#"(plot => { const { left, top, width, height } = plot.getBoundingClientRect();
    plot.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: left + width * 0.4, clientY: top + height * (0.3 + 0.05 * round) })); })(document.querySelector("article .plot"))"#;

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
    for (name, act, goal) in ACTS {
        let times: Vec<f64> = (0..ROUNDS)
            .map(|round| time(&session, act, round))
            .collect();
        let worst = times.iter().copied().fold(0.0, f64::max);
        let middle = median(times.into_iter());
        println!(
            "{name:>20}  {middle:>7.1} ({worst:.1})  at most {goal:.0}: {}",
            word(middle <= goal)
        );
    }
    let [frames, script] = play(&session);
    println!(
        "{:>20}  {frames:>7.1} frames a second, {script:.2} of script a frame",
        "play"
    );
}

/// Milliseconds from an act until the frame with the new pictures was painted.
fn time(session: &Session, act: &str, round: usize) -> f64 {
    let script = format!("const round = {round};\nconst act = () => {{ {act}; }};\n{ACTING}");
    let [milliseconds, _] = pair(&session.async_script(&script));
    milliseconds
}
