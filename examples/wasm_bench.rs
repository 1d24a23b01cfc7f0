//! The benchmark's workloads as wasm32: runs them when it is loaded, and writes the times into the page. `cargo xtask bench`
//! builds it, and `benches/browser` loads it in a real Chromium.

#[cfg(target_family = "wasm")]
#[path = "../benches/runtime/ours.rs"]
mod ours;
#[cfg(target_family = "wasm")]
#[path = "../benches/runtime/workloads.rs"]
mod workloads;

/// Writes a line for each workload, `name tasks nanoseconds-a-task`, and marks the page as done.
#[cfg(target_family = "wasm")]
fn main() {
    use std::hint::black_box;
    use workloads::Workload;

    const SIZE: usize = 100_000;
    const TURNS: usize = 11;

    let window = web_sys::window().expect("a window");
    let clock = window.performance().expect("a clock");
    let body = window
        .document()
        .and_then(|document| document.body())
        .expect("a page");
    let mut text = String::new();
    for workload in Workload::ALL {
        let turn = |_| {
            let start = clock.now();
            drop(black_box(ours::run(workload, SIZE)));
            (clock.now() - start) * 1e6 / SIZE as f64
        };
        let mut times: Vec<f64> = (0..TURNS).map(turn).collect();
        times.sort_by(f64::total_cmp);
        text += &format!("{} {SIZE} {}\n", workload.name(), times[TURNS / 2]);
    }
    body.set_text_content(Some(&text));
    body.set_id("done");
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    eprintln!("wasm_bench runs in a browser: see cargo xtask bench");
}
