//! The ways in which the start can fail: each ends with one sentence that says why.

use crate::page::{Page, Screen, browse, browse_failing};
use crate::server::{File, Server, built_page};
use std::fs;
use std::path::Path;

const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'";
const POLICY_WITH_WASM: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'";

fn is_wasm(path: &str) -> bool {
    has_ending(path, "wasm")
}

fn is_program(path: &str) -> bool {
    path.starts_with("goroutine-lab") && has_ending(path, "js")
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == ending)
}

/// The built page on a host that sends some of its files otherwise.
fn host(change: impl Fn(&str, File) -> Option<File> + Send + Sync + 'static) -> Server {
    let folder = built_page();
    Server::start(move |path| change(path, File::of_folder(&folder, path)?))
}

/// Every failed start has a heading, one sentence, and a link that tries again.
#[track_caller]
fn says(page: &Page, sentence: &str) {
    page.text("[role=alert]").contains(sentence);
    page.text("[role=alert] h1")
        .is("Goroutine Lab cannot start");
    page.texts("[role=alert] p").has_length(1);
    page.attribute("[role=alert] a", "href").is("?batch=8");
    page.texts(".first-run").is_empty();
    page.list("smallTargets(44)").is_empty();
    page.list("poorContrasts(4.5)").is_empty();
}

#[track_caller]
fn check(sentence: &str, change: impl Fn(&str, File) -> Option<File> + Send + Sync + 'static) {
    let host = host(change);
    browse_failing(Screen::PHONE, |page| {
        page.open_at(&format!("{}/?batch=8", host.origin()));
        says(page, sentence);
    });
}

/// A change of the files of which `which` holds.
fn of(
    which: fn(&str) -> bool,
    change: impl Fn(File) -> Option<File>,
) -> impl Fn(&str, File) -> Option<File> {
    move |path, file| {
        if which(path) {
            change(file)
        } else {
            Some(file)
        }
    }
}

#[test]
fn a_missing_wasm_file_is_named() {
    check(
        "The server answered 404 for goroutine-lab",
        of(is_wasm, |_| None),
    );
}

#[test]
fn a_servers_error_is_named() {
    check(
        "The server answered 500 for goroutine-lab",
        of(is_wasm, |_| Some(File::html("oh").with_status(500))),
    );
}

#[test]
fn a_wasm_file_that_is_cut_short_is_damaged() {
    check(
        "arrived incomplete or damaged",
        of(is_wasm, |file| Some(file.cut())),
    );
}

#[test]
fn a_web_page_in_place_of_the_wasm_file_is_named() {
    check(
        "The server sent a web page in place of goroutine-lab",
        of(is_wasm, |_| {
            Some(File::html("<!doctype html><title>Welcome</title>"))
        }),
    );
}

#[test]
fn a_missing_program_is_named() {
    check(
        "could not be loaded: the network is gone, or the server does not have it",
        of(is_program, |_| None),
    );
}

#[test]
fn a_program_of_a_wrong_type_is_named() {
    check(
        "or sends it with a wrong type",
        of(is_program, |file| Some(file.with_type("text/plain"))),
    );
}

#[test]
fn a_missing_loader_is_named() {
    let is_loader = |path: &str| path.starts_with("load-");
    check("could not be loaded", of(is_loader, |_| None));
}

/// Without it the page would be there, and nobody could read it.
#[test]
fn a_missing_style_sheet_is_named() {
    let is_sheet = |path: &str| path.starts_with("lab-") && has_ending(path, "css");
    let host = host(of(is_sheet, |_| None));
    browse_failing(Screen::PHONE, |page| {
        page.open_at(&format!("{}/?batch=8", host.origin()));
        page.text("[role=alert]")
            .contains("could not be loaded: the network is gone, or the server does not have it");
        page.text("[role=alert] h1")
            .is("Goroutine Lab cannot start");
        page.texts("[role=alert] a").is(&["Try again"]);
        page.texts("article").is_empty();
    });
}

#[test]
fn a_script_that_is_cut_short_or_not_understood_is_no_silence() {
    check("too old", of(is_program, |file| Some(file.cut())));
    let is_loader = |path: &str| path.starts_with("load-");
    check("too old", of(is_loader, |file| Some(file.cut())));
}

#[test]
fn a_policy_against_wasm_is_told_what_to_allow() {
    check("its script-src needs 'wasm-unsafe-eval'", |_, file| {
        Some(file.with_policy(POLICY))
    });
}

#[test]
fn a_connection_that_breaks_is_told_of() {
    check("goroutine-lab", of(is_wasm, |file| Some(file.breaking())));
    check(
        "could not be loaded",
        of(is_program, |file| Some(file.breaking())),
    );
}

#[test]
fn a_browser_without_webassembly_is_told_so() {
    browse_failing(Screen::PHONE, |page| {
        page.inject("delete window.WebAssembly");
        page.open_at(&format!("{}/?batch=8", page.origin()));
        says(page, "It needs WebAssembly");
    });
}

#[test]
fn a_browser_without_modules_is_too_old() {
    browse_failing(Screen::PHONE, |page| {
        page.inject("delete HTMLScriptElement.prototype.noModule");
        page.open_at(&format!("{}/?batch=8", page.origin()));
        says(page, "This browser is too old");
    });
}

#[test]
fn a_frame_that_may_not_load_its_own_files_is_told_what_to_allow() {
    browse_failing(Screen::LAPTOP, |page| {
        let slide = format!(
            "<!doctype html><title>A slide</title>
             <iframe src='{}/?batch=8' width=800 height=600 sandbox=allow-scripts></iframe>",
            page.origin()
        );
        let deck = Server::start(move |_| Some(File::html(&slide)));
        page.open_at(&deck.origin());
        page.enter_frame();
        page.text("[role=alert]")
            .contains("needs allow-same-origin besides allow-scripts");
    });
}

#[test]
fn a_page_opened_as_a_file_is_told_how_to_serve_it() {
    browse_failing(Screen::PHONE, |page| {
        page.open_at(&format!(
            "file://{}?batch=8",
            built_page().join("index.html").display()
        ));
        says(page, "A browser runs it only from a web server");
    });
}

#[test]
fn what_loads_too_long_is_told_without_any_script() {
    // The scripts never come.
    let host = host(|path, file| (!has_ending(path, "js")).then_some(file));
    browse_failing(Screen::PHONE, |page| {
        page.inject("addEventListener('error', event => event.stopImmediatePropagation(), true)");
        page.open_at(&host.origin());
        page.text(".first-run")
            .contains("If this stays, reload the page");
    });
}

#[test]
fn a_wasm_file_of_a_wrong_type_runs_all_the_same() {
    let host = host(of(is_wasm, |file| {
        Some(file.with_type("application/octet-stream"))
    }));
    browse_failing(Screen::LAPTOP, |page| {
        page.open_at(&host.origin());
        page.wait_for_runs();
    });
}

#[test]
fn a_strict_policy_that_allows_wasm_is_enough() {
    let host = host(|_, file| Some(file.with_policy(POLICY_WITH_WASM)));
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        page.open_at(&host.origin());
        page.wait_for_runs();
        page.headlines().is(&["10 s", "killed", "2 s"]);
    });
}

#[test]
fn a_broken_program_says_so_and_shows_two_ways_on() {
    let folder = built_page();
    let page = fs::read_to_string(folder.join("index.html")).expect("the page can be read");
    let broken = page
        .replace("id=app", "id=other")
        .replace("id=\"app\"", "id=\"other\"");
    assert_ne!(page, broken, "the page has an element #app");
    // Without its element the program panics at once.
    let host = Server::start(move |path| match path {
        "" => Some(File::html(&broken)),
        _ => File::of_folder(&folder, path),
    });
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        page.open_at(&format!("{}/?batch=8&seed=7", host.origin()));
        has_stopped(page, "#app", "?batch=8&seed=7");
        // Here the console may have something to say.
        page.console().wait("say it, too", |lines| {
            lines.iter().any(|line| line.contains("unreachable"))
        });
    });
}

#[test]
fn an_end_of_the_memory_has_its_screen_too() {
    browse_failing(Screen::PHONE, |page| {
        // The program's memory, to use it up.
        page.inject(
            "const instantiate = WebAssembly.instantiateStreaming;
             WebAssembly.instantiateStreaming = async (...given) => {
                 const result = await instantiate(...given);
                 window.memory = result.instance.exports.memory;
                 return result;
             };",
        );
        page.open("?batch=8");
        page.session().script(
            "for (let pages = 32768; pages >= 1; pages /= 2) try { for (;;) memory.grow(pages); } catch {}",
        );
        page.click("Parameters");
        page.type_into("Tasks", "10000");
        has_stopped(page, "perhaps the memory is used up", "&batch=8");
    });
}

/// The screen of a program that has stopped: what it said, and two ways on.
#[track_caller]
fn has_stopped(page: &Page, words: &str, again: &str) {
    page.text("[role=alert]").wait("say what happened", |said| {
        said.contains("has stopped") && said.contains(words)
    });
    page.attribute("[role=alert] a:nth-of-type(1)", "href")
        .contains(again);
    page.attribute("[role=alert] a:nth-of-type(2)", "href")
        .is("?");
    page.list("smallTargets(44)").is_empty();
    page.list("poorContrasts(4.5)").is_empty();
}
