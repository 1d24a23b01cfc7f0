//! The machinery as wasm32 against JavaScript's async functions in the same browser, and against itself natively.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::ours;
use crate::server::{File, Server};
use crate::workloads::Workload;
use std::env;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

const PAGE: &str = include_str!("machinery.html");

const TASKS: usize = 100_000;
const TURNS: usize = 11;
/// wasm32 may take so many times as long as the native program.
const SLOWER: f64 = 2.0;

/// How many times JavaScript's throughput wasm32's is to be.
fn goal(workload: Workload) -> f64 {
    match workload {
        Workload::WaitGroup => 10.0,
        Workload::Batches => 6.0,
        Workload::Workers => 4.0,
        Workload::PingPong => 3.0,
    }
}

/// Measures, and prints a table.
///
/// # Panics
/// If `GOROUTINE_LAB_WASM_BENCH` does not name the folder of the wasm32 program.
pub(crate) fn measure() {
    let folder = env::var_os("GOROUTINE_LAB_WASM_BENCH").map(PathBuf::from);
    let folder = folder.expect(
        "GOROUTINE_LAB_WASM_BENCH names the wasm32 program's folder: run `cargo xtask bench`",
    );
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/browser");
    let server = Server::start(move |path| match path {
        "" => Some(File::html(PAGE)),
        "peer.js" => File::of_folder(&sources, path),
        _ => File::of_folder(&folder, path),
    });
    let session = Session::start(&[]);
    session.open(&server.origin());
    session.async_script("while (!window.turn) await new Promise(done => setTimeout(done, 10));");

    println!(
        "\nThe machinery in Chromium and natively, nanoseconds a task (traces on), medians of {TURNS} turns:\n"
    );
    println!(
        "{:<10} {:>9}  {:>8} {:>8} {:>10}   {:<22} {:<22}",
        "", "tasks", "native", "wasm32", "JavaScript", "times native", "JavaScript's throughput"
    );
    for workload in Workload::ALL {
        let turns: Vec<[f64; 3]> = (0..TURNS).map(|_| turn(&session, workload)).collect();
        print(workload, &turns);
    }
}

/// Nanoseconds a task: natively, as wasm32, in JavaScript.
fn turn(session: &Session, workload: Workload) -> [f64; 3] {
    let native = natively(workload);
    let call = format!("return await window.turn('{}', {TASKS})", workload.name());
    let [wasm, peer] = pair(&session.async_script(&call));
    [native, wasm, peer]
}

fn natively(workload: Workload) -> f64 {
    // A run that warms up, as in the browser.
    drop(black_box(ours::run(workload, TASKS)));
    let start = Instant::now();
    drop(black_box(ours::run(workload, TASKS)));
    start.elapsed().as_secs_f64() * 1e9 / TASKS as f64
}

fn print(workload: Workload, turns: &[[f64; 3]]) {
    let column = |i: usize| median(turns.iter().map(|turn| turn[i]));
    let ratio = |i: usize, j: usize| median(turns.iter().map(|turn| turn[i] / turn[j]));
    let (slower, faster, least) = (ratio(1, 0), ratio(2, 1), goal(workload));
    let slower = format!("{slower:.2}x of {SLOWER}x, {}", word(slower <= SLOWER));
    let faster = format!("{faster:.1}x of {least}x, {}", word(faster >= least));
    println!(
        "{:<10} {TASKS:>9}  {:>8.1} {:>8.1} {:>10.1}   {slower:<22} {faster}",
        workload.name(),
        column(0),
        column(1),
        column(2)
    );
}
