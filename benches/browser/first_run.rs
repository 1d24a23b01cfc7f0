//! How soon the first run is drawn, beside a page that only counts, both made with Yew and served alike.
//!
//! Each load has a browser of its own, so that nothing is in a cache; the two pages take turns.

use crate::driver::Session;
use crate::figures::{median, pair, word};
use crate::server::{File, Server, built_page};
use serde_json::json;
use std::env;
use std::path::PathBuf;

const DRAWN: &str = include_str!("drawn.js");
/// When a page shows what it is about, as JavaScript.
const RUN: &str = "painted(document.querySelector('article[data-trace] canvas'))";
const COUNTER: &str = "document.querySelector('output')?.textContent === '0'";

const TURNS: usize = 7;
/// The first run may take so many times as long as the counter.
const GOAL: f64 = 2.2;

/// A machine and a network.
struct Conditions {
    name: &'static str,
    /// How many times slower the page's own thread is made.
    slower: u32,
    /// Bits a second and milliseconds; `None` for the machine's loopback.
    network: Option<(u32, u32)>,
}

const CONDITIONS: [Conditions; 2] = [
    Conditions {
        name: "4x slower, 1.6 Mbit/s, 150 ms",
        slower: 4,
        network: Some((1_600_000, 150)),
    },
    Conditions {
        name: "this machine, no network",
        slower: 1,
        network: None,
    },
];

/// Measures, and prints a table.
///
/// # Panics
/// If `GOROUTINE_LAB_MINIMAL` does not name the folder of the minimal page.
pub(crate) fn measure() {
    let minimal = env::var_os("GOROUTINE_LAB_MINIMAL").map(PathBuf::from);
    let minimal = minimal
        .expect("GOROUTINE_LAB_MINIMAL names the minimal page's folder: run `cargo xtask bench`");
    let pages = [(built_page(), RUN), (minimal, COUNTER)].map(|(folder, ready)| {
        let server = Server::start(move |path| File::of_folder(&folder, path));
        (server, DRAWN.replace("READY", ready))
    });
    println!(
        "\nUntil the first run is drawn, and a minimal Yew page's counter; cold cache, brotli, medians of {TURNS} turns:\n"
    );
    println!(
        "{:<30} {:>10} {:>10}   ratio",
        "milliseconds", "first run", "counter"
    );
    let mut sizes = [0.0; 2];
    for (i, conditions) in CONDITIONS.iter().enumerate() {
        let turns: Vec<[f64; 2]> = (0..TURNS)
            .map(|_| {
                [0, 1].map(|page| {
                    let (server, script) = &pages[page];
                    let [time, bytes] = load(server, script, conditions);
                    sizes[page] = bytes;
                    time
                })
            })
            .collect();
        let [run, counter] = [0, 1].map(|page| median(turns.iter().map(|turn| turn[page])));
        let ratio = median(turns.iter().map(|turn| turn[0] / turn[1]));
        // The goal is set for a slow phone.
        let goal = if i == 0 {
            format!(" of {GOAL}x, {}", word(ratio <= GOAL))
        } else {
            String::new()
        };
        println!(
            "{:<30} {run:>10.0} {counter:>10.0}   {ratio:.2}x{goal}",
            conditions.name
        );
    }
    let [run, counter] = sizes.map(|bytes| bytes / 1000.0);
    println!(
        "{:<30} {run:>10.1} {counter:>10.1}   {:.2}x",
        "kilobytes after brotli",
        run / counter
    );
}

/// Loads a page in a browser of its own. Milliseconds until it was drawn, and how many bytes came.
fn load(server: &Server, drawn: &str, conditions: &Conditions) -> [f64; 2] {
    let session = Session::start(&["--window-size=1280,800"]);
    session.devtools("Network.enable", &json!({}));
    session.devtools("Page.enable", &json!({}));
    if let Some((bits, latency)) = conditions.network {
        let bytes = bits / 8;
        session.devtools(
            "Network.emulateNetworkConditions",
            &json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes }),
        );
    }
    let rate = json!({ "rate": conditions.slower });
    session.devtools("Emulation.setCPUThrottlingRate", &rate);
    let script = json!({ "source": drawn });
    session.devtools("Page.addScriptToEvaluateOnNewDocument", &script);
    session.open(&format!("{}/", server.origin()));
    let answer = session.async_script(
        "let mark;
         while (!(mark = performance.getEntriesByName('drawn')[0])) await new Promise(done => setTimeout(done, 20));
         const loads = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));
         return [mark.startTime, loads.reduce((sum, load) => sum + load.encodedBodySize, 0)];",
    );
    pair(&answer)
}
