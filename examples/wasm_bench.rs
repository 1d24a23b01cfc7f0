//! The benchmark's workloads as wasm32, for `benches/browser`, which loads this in a real Chromium.
//!
//! The page's `run` events each run one workload: the body's `data-workload` and `data-tasks` say which. Events are
//! dispatched synchronously, so that the page can time them and let JavaScript take turns.

#[cfg(target_family = "wasm")]
#[path = "../benches/runtime/ours.rs"]
mod ours;
#[cfg(target_family = "wasm")]
#[path = "../benches/runtime/workloads.rs"]
mod workloads;

#[cfg(target_family = "wasm")]
fn main() {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::Closure;

    let run = Closure::<dyn FnMut()>::new(run);
    body()
        .add_event_listener_with_callback("run", run.as_ref().unchecked_ref())
        .expect("the body takes listeners");
    // It listens for as long as the page is there.
    run.forget();
}

/// Runs the workload that the body names.
#[cfg(target_family = "wasm")]
fn run() {
    use std::hint::black_box;
    use workloads::Workload;

    let body = body();
    let name = body.get_attribute("data-workload").unwrap_or_default();
    let tasks = body.get_attribute("data-tasks").unwrap_or_default();
    let workload = Workload::ALL
        .into_iter()
        .find(|workload| workload.name() == name)
        .unwrap_or_else(|| panic!("data-workload is {name:?}, which is no workload"));
    let tasks = tasks
        .parse()
        .unwrap_or_else(|error| panic!("data-tasks is {tasks:?}: {error}"));
    drop(black_box(ours::run(workload, tasks)));
}

#[cfg(target_family = "wasm")]
fn body() -> web_sys::HtmlElement {
    let document = web_sys::window().and_then(|window| window.document());
    document
        .and_then(|document| document.body())
        .expect("a page with a body")
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    eprintln!("wasm_bench runs in a browser: see `cargo xtask bench`");
}
