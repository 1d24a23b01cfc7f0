//! The core of the page in Firefox and in WebKit, Safari's engine: it opens, plays, slides, scrubs, takes keys, lies in a frame,
//! gives its link away, opens without a network and as one file from a disk, and every trace is the same as natively.
//!
//! `cargo xtask test engines` runs these where the engines are; without them a line says what is skipped.

mod engine;

use crate::hands::keys::{BACKSPACE, END, ESCAPE, HOME, RIGHT, UP};
use crate::reading::{BATCH_SLIDER, PLAYHEAD};
use crate::server::{File, Server, built_page};
use crate::versions::{Host, SINGLE_FILE, version};
use engine::{Engine, Kind};
use goroutine_lab::packed::pack;
use lab::link;
use lab::patterns;
use lab::scenarios::MOST_PATTERNS;
use lab::simulate::simulate;
use serde_json::json;

#[test]
fn firefox_shows_what_chromium_shows() {
    core(Kind::Firefox);
}

#[test]
fn webkit_shows_what_chromium_shows() {
    core(Kind::WebKit);
}

fn core(kind: Kind) {
    let Some(engine) = Engine::start(kind) else {
        return;
    };
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    let page = |link: &str| format!("{}/{link}", server.origin());
    plays_slides_and_scrubs(&engine, &page);
    takes_keys_and_gives_its_link(&engine, &page);
    lies_in_a_frame(&engine, &server);
    edits_a_program(&engine, &page);
    every_trace_is_the_same(&engine, &page);
    opens_without_a_network(&engine);
    runs_from_a_disk(&engine);
    let name = |what: &str| format!("{kind:?}-{what}.png").to_lowercase();
    engine.open(&page("?spoil=1&autoplay=0&at=1s"));
    headlines(&engine, &["10 s", "killed", "2 s"]);
    engine.picture(&name("laptop"), 1280, 800);
    engine.picture(&name("phone"), 390, 844);
}

/// The large words of the runs, once they are there.
#[track_caller]
fn headlines(engine: &Engine, expected: &[&str]) {
    engine
        .read::<Vec<String>>(
            "the headlines",
            "return all('article .headline').filter(shown).map(e => e.innerText.trim())",
        )
        .is(expected);
}

#[track_caller]
fn clock(engine: &Engine, expected: &str) {
    let clock = format!(
        "return document.querySelector({})?.ariaValueText",
        json!(PLAYHEAD)
    );
    engine.read::<String>("the clock", &clock).is(expected);
}

#[track_caller]
fn batch(engine: &Engine, expected: &str) {
    engine
        .read::<String>(
            "the batch size",
            "return document.querySelector('.large output')?.textContent",
        )
        .is(expected);
}

fn plays_slides_and_scrubs(engine: &Engine, page: &dyn Fn(&str) -> String) {
    engine.open(&page("?spoil=1&autoplay=0&at=0s"));
    headlines(engine, &["10 s", "killed", "2 s"]);
    clock(engine, "0 s");
    engine.click("[aria-label=Play]");
    let moment = format!(
        "return Number(document.querySelector({}).ariaValueNow)",
        json!(PLAYHEAD)
    );
    engine
        .read::<f64>("the moment", &moment)
        .wait("go on", |moment| *moment > 500.0);
    engine.click("[aria-label=Pause]");
    engine.click(PLAYHEAD);
    engine
        .read::<f64>("the moment", &moment)
        .wait("be the middle", |moment| {
            (4_500.0..=5_500.0).contains(moment)
        });
    engine.drag(BATCH_SLIDER, 0.35, 0.5);
    batch(engine, "10");
    headlines(engine, &["10 s", "killed", "1 s"]);
    engine
        .read::<bool>(
            "that every run is drawn",
            "return all('article').every(run => all('canvas', run).some(painted))",
        )
        .holds();
}

fn takes_keys_and_gives_its_link(engine: &Engine, page: &dyn Fn(&str) -> String) {
    engine.open(&page("?autoplay=0&at=0s&batch=8"));
    headlines(engine, &["0 of 100", "0 of 100", "0 of 100"]);
    // A window of its own need not have the focus.
    engine.click("h1");
    engine.keys(&[RIGHT, RIGHT]);
    clock(engine, "200 ms");
    engine.keys(&[END]);
    clock(engine, "10 s");
    engine.keys(&[HOME, UP]);
    batch(engine, "9");
    engine
        .read::<String>("the address", "return location.search")
        .starts_with("?scenario=ci-auto-trigger&batch=9");
    let share = "all('header button').find(button => button.innerText.trim() === 'Share')";
    engine
        .read::<bool>("Share", &format!("{share}.click(); return true"))
        .holds();
    let link = "return document.querySelector('dialog[open] input')?.value";
    engine
        .read::<String>("the link", link)
        .contains("?scenario=ci-auto-trigger&batch=9");
    engine.keys(&[ESCAPE]);
    engine
        .read::<u32>("the open dialogs", "return all('dialog[open]').length")
        .is(&0);
}

fn lies_in_a_frame(engine: &Engine, lab: &Server) {
    let frame = format!("{}/?embed&autoplay=0&at=0s", lab.other_origin());
    let slide = format!(
        "<!doctype html><title>A slide</title><iframe src='{frame}' width=960 height=540 title=Lab></iframe>"
    );
    let deck = Server::start(move |path| (path == "slide").then(|| File::html(&slide)));
    engine.open(&format!("{}/slide", deck.origin()));
    engine.enter_frame();
    headlines(engine, &["0 of 100", "0 of 100", "0 of 100"]);
    for fault in ["cutOff()", "overlapping()"] {
        engine
            .read::<Vec<String>>(fault, &format!("return {fault}"))
            .is_empty();
    }
    engine.click("[aria-label=Play]");
    engine.click("[aria-label=Pause]");
    engine.leave_frame();
    engine
        .read::<String>("the slide's own address", "return location.pathname")
        .is("/slide");
}

/// A text is typed, an error is said at its line, and the mended text runs.
fn edits_a_program(engine: &Engine, page: &dyn Fn(&str) -> String) {
    let source = "package main\n\nimport \"time\"\n\nfunc main() {\n\ttime.Sleep(time.Second)\n}\n";
    let packed = pack(source).expect("it is short");
    engine.open(&page(&format!("#go={packed}")));
    headlines(engine, &["1 s"]);
    engine.click("textarea[aria-label=\"Go program\"]");
    let to_the_end = "const field = document.querySelector('textarea[aria-label=\"Go program\"]');
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
        return document.activeElement === field";
    engine
        .read::<bool>("that the field has the focus", to_the_end)
        .holds();
    engine.keys(&['x']);
    let complaints = "return all('#complaints li').map(said => said.textContent)";
    engine
        .read::<Vec<String>>("the complaints", complaints)
        .wait("name the line", |said| {
            said.len() == 1 && said[0].starts_with("Line 8, column 1: ")
        });
    engine.keys(&[BACKSPACE]);
    engine
        .read::<Vec<String>>("the complaints", complaints)
        .is_empty();
    let text = "return document.querySelector('textarea[aria-label=\"Go program\"]')?.value";
    engine.read::<String>("the text", text).is(source);
    headlines(engine, &["1 s"]);
}

fn every_trace_is_the_same(engine: &Engine, page: &dyn Fn(&str) -> String) {
    for patterns in patterns::ALL.chunks(MOST_PATTERNS) {
        let ids: Vec<&str> = patterns.iter().map(|pattern| pattern.id).collect();
        let text = format!("?pattern={}&autoplay=0", ids.join(","));
        let traces = simulate(&link::parse(&text).scenario);
        let hashes = traces.iter().map(|trace| format!("{:016x}", trace.hash()));
        let expected: Vec<String> = hashes.collect();
        engine.open(&page(&text));
        engine
            .read::<Vec<String>>(&text, "return all('article').map(run => run.dataset.trace)")
            .is(&expected);
    }
}

fn opens_without_a_network(engine: &Engine) {
    let host = Host::start(version("a"));
    let address = host.address();
    engine.open(&address);
    engine
        .read::<bool>(
            "that the page is kept",
            "navigator.serviceWorker.getRegistration().then(kept => window.kept = kept?.active?.state === 'activated');
             return window.kept ?? false",
        )
        .holds();
    drop(host);
    engine.open("about:blank");
    engine.open(&format!("{address}?spoil=1&autoplay=0&batch=10"));
    headlines(engine, &["10 s", "killed", "1 s"]);
}

/// The page as one file, opened by a double click. These engines' drivers tell of no console: what a console would have cause to say is
/// looked for in the page, as requests of others or the screen for what failed.
fn runs_from_a_disk(engine: &Engine) {
    let file = built_page().join(SINGLE_FILE);
    assert!(
        file.is_file(),
        "build it with `cargo xtask build --single-file`"
    );
    let address = format!("file://{}", file.display());
    engine.open(&format!(
        "{address}?pattern=batched&spoil=1&autoplay=0&batch=10"
    ));
    headlines(engine, &["1 s"]);
    let traces = simulate(&link::parse("?pattern=batched&batch=10").scenario);
    let hashes: Vec<String> = traces
        .iter()
        .map(|trace| format!("{:016x}", trace.hash()))
        .collect();
    engine
        .read::<Vec<String>>(
            "the trace",
            "return all('article').map(run => run.dataset.trace)",
        )
        .is(&hashes);
    // Its worker stands in the file, too.
    let export = "all('button').find(button => button.innerText.trim() === 'Export')";
    engine
        .read::<bool>("Export", &format!("{export}.click(); return true"))
        .holds();
    let saved = "document.querySelector('[aria-label=\"Go execution trace as Trace\"]').click(); return true";
    engine.read::<bool>("the trace's button", saved).holds();
    engine
        .read::<String>(
            "what came of the export",
            "return document.querySelector('#export [role=status]').textContent",
        )
        .contains("Saved batched.trace, ");
    let asked = "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !/^(data|blob):/.test(name))";
    engine
        .read::<Vec<String>>("what was asked of others", asked)
        .is_empty();
    engine
        .read::<u32>("screens for what failed", "return all('#end').length")
        .is(&0);
}
