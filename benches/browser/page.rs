//! The page at work: from a move of the slider to the picture, and frames while it plays.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::server::{File, Server, built_page};
use serde_json::{Value, json};

const SLIDER: &str = include_str!("slider.js");
const PLAYING: &str = include_str!("playing.js");
/// Presses the one button that plays, once it is there.
const PLAY: &str = "
    const plays = button => /^Play/.test(button.ariaLabel ?? button.innerText.trim());
    let button;
    while (!(button = [...document.querySelectorAll('button')].find(plays))) await new Promise(requestAnimationFrame);
    button.click();
    while (plays(button) && button.isConnected) await new Promise(requestAnimationFrame);";

/// The slider has a thousand positions; these are spread over all of it, some for each round.
const POSITIONS: [[u32; 4]; 5] = [
    [50, 600, 100, 650],
    [150, 700, 200, 750],
    [250, 800, 300, 850],
    [350, 900, 400, 950],
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
fn play(session: &Session) -> [f64; 2] {
    session.async_script(PLAY);
    let before = script_seconds(session);
    let [frames, milliseconds] = pair(&session.async_script(PLAYING));
    let script = (script_seconds(session) - before) * 1000.0;
    [frames * 1000.0 / milliseconds, script / frames]
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
