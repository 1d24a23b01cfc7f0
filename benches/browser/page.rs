//! From a move of the slider to the frame that shows it.

use crate::driver::Session;
use crate::server::{File, Server, built_page};

const MEASURE: &str = include_str!("measure.js");
/// The slider has a thousand positions; these are spread over all of it.
const POSITIONS: [u32; 20] = [
    50, 600, 100, 650, 150, 700, 200, 750, 250, 800, 300, 850, 350, 900, 400, 950, 450, 1000, 500,
    550,
];
/// How long the frame may take at a thousand tasks, in milliseconds.
const GOAL: f64 = 50.0;

/// Measures, and prints a table.
pub(crate) fn measure() {
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    // Without motion nothing else is drawn meanwhile.
    let session = Session::start(&["--force-prefers-reduced-motion", "--window-size=1280,800"]);
    println!(
        "\nFrom a move of the slider to the frame, in milliseconds, over {} batch sizes:",
        POSITIONS.len()
    );
    println!("{:>8}  {:>17}  {:>17}", "", "number", "run redrawn");
    println!(
        "{:>8}  {:>8} {:>8}  {:>8} {:>8}  {:>8}",
        "tasks", "median", "worst", "median", "worst", "goal"
    );
    for (tasks, goal) in [(100, None), (1_000, Some(GOAL)), (10_000, None)] {
        session.open(&format!("{}/?tasks={tasks}", server.origin()));
        session.async_script(
            "while (!document.querySelector('article canvas')) await new Promise(requestAnimationFrame);",
        );
        let [number, run] = moves(&session);
        let goal = goal.map_or_else(String::new, |goal: f64| {
            let word = if run.worst <= goal { "met" } else { "missed" };
            format!("{goal:>8.0}  {word}")
        });
        println!(
            "{tasks:>8}  {:>8.1} {:>8.1}  {:>8.1} {:>8.1}  {goal}",
            number.median, number.worst, run.median, run.worst
        );
    }
}

/// Some lengths of time.
struct Times {
    median: f64,
    worst: f64,
}

impl Times {
    fn of(mut all: Vec<f64>) -> Times {
        all.sort_by(f64::total_cmp);
        Times {
            median: f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]),
            worst: all[all.len() - 1],
        }
    }
}

/// Until the slider's number was the new one, and until the run was drawn anew.
fn moves(session: &Session) -> [Times; 2] {
    let (mut numbers, mut runs) = (Vec::new(), Vec::new());
    for position in POSITIONS {
        let answer = session.async_script(&format!("const position = {position};\n{MEASURE}"));
        let times = [&answer[0], &answer[1]].map(serde_json::Value::as_f64);
        let [Some(number), Some(run)] = times else {
            panic!("at position {position}: {answer}")
        };
        numbers.push(number);
        runs.push(run);
    }
    [numbers, runs].map(Times::of)
}
