//! The editor: from the last key, after its pause, to the new picture of an edited program; `go run` of the same beside it.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::server::{File, Server, built_page};
use goroutine_lab::packed::pack;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// 157 lines, and a thousand goroutines at once.
const PROGRAM: &str = include_str!("editor/program.go");
const EDITING: &str = concat!(include_str!("frame.js"), include_str!("editing.js"));
const ROUNDS: usize = 15;
/// How long the picture may take, in milliseconds.
const GOAL: f64 = 100.0;

/// Measures, and prints a table.
pub(crate) fn measure() {
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    let session = Session::start(&["--force-prefers-reduced-motion", "--window-size=1280,800"]);
    let packed = pack(PROGRAM).expect("the program is short");
    session.open(&format!("{}/#go={packed}", server.origin()));
    session.async_script(
        "while (!document.querySelector('article[data-trace] canvas')) await new Promise(requestAnimationFrame);",
    );
    println!(
        "\nAn edited program of 157 lines and 1,000 goroutines, medians of {ROUNDS} (milliseconds; the worst in brackets):\n"
    );
    let edit = |round: usize| {
        let script = format!("const round = {round};\n{EDITING}");
        pair(&session.async_script(&script))[0]
    };
    // The first one loads what the second one has.
    edit(0);
    let times: Vec<f64> = (1..=ROUNDS).map(edit).collect();
    print("key to picture", &times);
    let middle = median(times.iter().copied());
    println!("{:>20}  at most {GOAL:.0}: {}", "", word(middle <= GOAL));
    match env::var("GOROUTINE_LAB_GO") {
        Ok(go) => {
            let times: Vec<f64> = (0..ROUNDS).map(|round| go_run(&go, round)).collect();
            print("go run", &times);
        }
        Err(_) => println!("{:>20}  GOROUTINE_LAB_GO names no Go", "go run"),
    }
}

fn print(name: &str, times: &[f64]) {
    let worst = times.iter().copied().fold(0.0, f64::max);
    let middle = median(times.iter().copied());
    println!("{name:>20}  {middle:>7.1} ({worst:.1})");
}

/// Milliseconds of `go run` with one line changed, as in the editor.
fn go_run(go: &str, round: usize) -> f64 {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let file = folder.join("main.go");
    let number = format!("round   = {round}");
    std::fs::write(&file, PROGRAM.replace("round   = 0", &number)).expect("it can be written");
    let begun = Instant::now();
    let status = Command::new(go)
        .arg("run")
        .arg(&file)
        .stdout(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{go} run {} failed",
        file.display()
    );
    begun.elapsed().as_secs_f64() * 1_000.0
}
