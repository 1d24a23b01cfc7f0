//! The runtime as wasm32 against the runtime natively.

use crate::driver::Session;
use crate::ours;
use crate::server::{File, Server};
use crate::workloads::Workload;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const PAGE: &str = "<!doctype html><title>wasm32</title><body><script type=module>\
                    import init from './wasm_bench.js'; await init();</script>";
/// wasm32 may take so many times as long.
const GOAL: f64 = 2.0;
const TURNS: usize = 11;

/// Measures, and prints a table.
///
/// # Panics
/// If the folder of the wasm32 program is not named.
pub(crate) fn measure() {
    let folder = std::env::var_os("GOROUTINE_LAB_WASM_BENCH")
        .map(PathBuf::from)
        .expect(
            "GOROUTINE_LAB_WASM_BENCH names the wasm32 program's folder: run cargo xtask bench",
        );
    let server = Server::start(move |path| match path {
        "" => Some(File::html(PAGE)),
        _ => File::of_folder(&folder, path),
    });
    let session = Session::start(&[]);
    session.open(&server.origin());
    let answer = session.async_script(
        "while (document.body?.id !== 'done') await new Promise(requestAnimationFrame); return document.body.textContent;",
    );
    println!("\nThe runtime in Chromium and natively, nanoseconds a task (traces on):");
    println!(
        "{:<10} {:>9}  {:>8} {:>8}   times native",
        "", "tasks", "native", "wasm32"
    );
    for line in answer.as_str().unwrap_or_default().lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [name, size, wasm] = fields[..] else {
            panic!("the page wrote {line:?}")
        };
        let workload = Workload::ALL
            .into_iter()
            .find(|w| w.name() == name)
            .expect("a known workload");
        let (n, wasm): (usize, f64) =
            (size.parse().expect("a size"), wasm.parse().expect("a time"));
        let native = natively(workload, n);
        let times = wasm / native;
        let word = if times <= GOAL { "met" } else { "missed" };
        println!("{name:<10} {n:>9}  {native:>8.1} {wasm:>8.1}   {times:.2} of {GOAL}, {word}");
    }
}

/// The median time of a task.
fn natively(workload: Workload, n: usize) -> f64 {
    let turn = |_| {
        let start = Instant::now();
        drop(black_box(ours::run(workload, n)));
        start.elapsed().as_secs_f64() * 1e9 / n as f64
    };
    let mut times: Vec<f64> = (0..TURNS).map(turn).collect();
    times.sort_by(f64::total_cmp);
    times[TURNS / 2]
}
