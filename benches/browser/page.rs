//! The page at work: from a move of the slider to the picture, and frames while it plays.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::server::{File, Server, built_page};
use serde_json::{Value, json};

const SLIDER: &str = concat!(include_str!("frame.js"), include_str!("slider.js"));
const PLAYING: &str = include_str!("playing.js");
const TRANSPORT: &str = include_str!("transport.js");
/// The slider has a thousand positions; these are spread over all of it, some for each round. None is where the slider is
/// before.
const POSITIONS: [[u32; 4]; 5] = [
    [50, 600, 100, 650],
    [150, 700, 200, 750],
    [250, 800, 300, 850],
    [900, 350, 950, 400],
    [450, 1000, 500, 550],
];
const TASKS: [u32; 3] = [100, 1_000, 10_000];
/// How many times slower the page's own thread is made.
const SLOWER: [u32; 2] = [1, 4];
/// How long the picture may take at a thousand tasks on this machine, in milliseconds.
const GOAL: f64 = 50.0;

/// What is measured under one number of tasks and one speed.
#[derive(Default)]
struct Figures {
    /// Milliseconds from a move of the slider until its number is the new one, and until the run is drawn anew.
    moves: Vec<[f64; 2]>,
    /// Frames a second, and milliseconds of script a frame.
    playing: Vec<[f64; 2]>,
}

/// Measures, and prints a table.
pub(crate) fn measure() {
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    // Without motion nothing is drawn but what is measured.
    let session = Session::start(&["--force-prefers-reduced-motion", "--window-size=1280,800"]);
    session.devtools("Performance.enable", &json!({}));
    let mut all: [[Figures; SLOWER.len()]; TASKS.len()] = Default::default();
    for positions in POSITIONS {
        for (tasks, figures) in TASKS.into_iter().zip(&mut all) {
            session.open(&format!("{}/?tasks={tasks}", server.origin()));
            session.async_script(
                "while (!document.querySelector('article[data-trace] canvas')) await new Promise(requestAnimationFrame);",
            );
            for (slower, figures) in SLOWER.into_iter().zip(figures) {
                session.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": slower }));
                figures
                    .moves
                    .extend(positions.map(|at| slide(&session, at)));
                wait_until_idle(&session);
                figures.playing.push(play(&session));
            }
        }
    }
    print(&all);
}

/// Moves the slider. Milliseconds until its number was the new one, and until the run was drawn anew.
fn slide(session: &Session, position: u32) -> [f64; 2] {
    pair(&session.async_script(&format!("const position = {position};\n{SLIDER}")))
}

/// Plays for a while. Frames a second, and milliseconds of script a frame.
pub(crate) fn play(session: &Session) -> [f64; 2] {
    session.async_script(&format!("{TRANSPORT} await press(/^Play/, /^Pause/);"));
    let before = script_seconds(session);
    let [frames, milliseconds] = pair(&session.async_script(PLAYING));
    let script = (script_seconds(session) - before) * 1000.0;
    // It must have played all the time: the button that pauses is there.
    session.async_script(&format!("{TRANSPORT} await press(/^Pause/, /^Play/);"));
    [frames * 1000.0 / milliseconds, script / frames]
}

/// Waits until the page has finished what it computes in the background after a change, such as the curve.
///
/// # Panics
/// If it never does.
pub(crate) fn wait_until_idle(session: &Session) {
    const LOOKS: usize = 200;
    /// Seconds of script between two looks that count as nothing.
    const NOTHING: f64 = 0.002;
    let mut before = script_seconds(session);
    for _ in 0..LOOKS {
        session.async_script("await new Promise(done => setTimeout(done, 300));");
        let now = script_seconds(session);
        if now - before < NOTHING {
            return;
        }
        before = now;
    }
    panic!("the page computes on and on");
}

/// How long the page has run scripts since it was opened.
fn script_seconds(session: &Session) -> f64 {
    let answer = session.devtools("Performance.getMetrics", &json!({}));
    let metrics = answer["metrics"].as_array().expect("a list of metrics");
    let script = metrics
        .iter()
        .find(|metric| metric["name"] == "ScriptDuration");
    script
        .and_then(|metric| metric["value"].as_f64())
        .unwrap_or_else(|| panic!("no ScriptDuration in {}", Value::from(metrics.clone())))
}

fn print(all: &[[Figures; SLOWER.len()]; TASKS.len()]) {
    println!(
        "\nThe page at work, medians of {} interleaved rounds (times in milliseconds; the worst of all moves in brackets):\n",
        POSITIONS.len()
    );
    println!(
        "{:>8} {:>6}  {:>16}  {:>16}  {:>10}  {:>14}",
        "tasks", "slower", "slider to number", "to picture", "frames/s", "script a frame"
    );
    for (tasks, figures) in TASKS.into_iter().zip(all) {
        for (slower, figures) in SLOWER.into_iter().zip(figures) {
            let column = |rows: &[[f64; 2]], i: usize| median(rows.iter().map(|row| row[i]));
            let moves = [0, 1].map(|i| {
                let worst = figures.moves.iter().map(|row| row[i]).fold(0.0, f64::max);
                format!("{:.1} ({worst:.1})", column(&figures.moves, i))
            });
            let goal = if tasks == 1_000 && slower == 1 {
                let met = word(column(&figures.moves, 1) <= GOAL);
                format!("  to picture {GOAL} at most: {met}")
            } else {
                String::new()
            };
            let [number, picture] = moves;
            println!(
                "{tasks:>8} {slower:>5}x  {number:>16}  {picture:>16}  {:>10.1}  {:>14.2}{goal}",
                column(&figures.playing, 0),
                column(&figures.playing, 1)
            );
        }
    }
}
