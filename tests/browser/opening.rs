//! What the page does when it is opened.

use crate::page::{Screen, browse, eventually, until};
use crate::server::{File, Server, built_page};
use std::fs;

const MOVING: Screen = Screen {
    still: false,
    ..Screen::LAPTOP
};

#[test]
fn the_bare_page_shows_the_three_runs_and_plays_by_itself() {
    browse(MOVING, |page| {
        page.open("");
        assert_eq!(page.headlines(), ["10 s", "killed", "2 s"]);
        assert_eq!(page.address(), "?scenario=ci-auto-trigger");

        let first = page.clock();
        until("the clock moves", || page.clock() != first);
        assert!(page.has("Pause"));

        page.click("Pause");
        until("it can be played", || page.has("Play"));
        let paused = page.clock();
        page.click("Play");
        until("the clock moves on", || page.clock() > paused);
        assert!(page.text(crate::reading::TRANSPORT).contains("/ 0:10.000"));
    });
}

#[test]
fn without_motion_everything_is_shown_at_once_and_nothing_moves() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        eventually("the clock", &"0:10.000".into(), || page.clock());
        assert!(page.has("Play again"));
        assert!(!page.has("Pause"));

        page.click("Play again");
        until("it plays for who wants it", || page.has("Pause"));
    });
}

#[test]
fn the_page_works_in_a_folder_of_a_host() {
    let folder = built_page();
    let host =
        Server::start(move |path| File::of_folder(&folder, path.strip_prefix("talks/2026/go/")?));
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        page.open_at(&format!("{}/talks/2026/go/?batch=10", host.origin()));
        page.wait_for_runs();
        assert_eq!(page.headline("batched"), "1 s");

        page.keys(&[crate::driver::keys::UP]);
        eventually(
            "the address",
            &"?scenario=ci-auto-trigger&batch=11".into(),
            || page.address(),
        );
        let path: String = page.read("return location.pathname");
        assert_eq!(path, "/talks/2026/go/");
    });
}

#[test]
fn an_end_without_a_panic_has_its_screen_too() {
    browse(Screen::PHONE, |page| {
        page.open("?batch=8");
        let throws = "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('out of memory') }))";
        let _: bool = page.read(&format!("return {throws}"));
        until("the screen says what happened", || {
            let alerts = page.texts("[role=alert]");
            alerts.len() == 1 && alerts[0].contains("out of memory")
        });
        let again = page.attribute("[role=alert] a:nth-of-type(1)", "href");
        assert_eq!(again, "?scenario=ci-auto-trigger&batch=8");
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
        until("the screen says what happened", || {
            let alerts = page.texts("[role=alert]");
            alerts.len() == 1 && alerts[0].contains("has stopped") && alerts[0].contains("#app")
        });
        assert_eq!(
            page.attribute("[role=alert] a:nth-of-type(1)", "href"),
            "?batch=8&seed=7"
        );
        assert_eq!(page.attribute("[role=alert] a:nth-of-type(2)", "href"), "?");
        assert_eq!(page.read::<Vec<String>>("return smallTargets(44)"), [""; 0]);
        assert_eq!(
            page.read::<Vec<String>>("return poorContrasts(4.5)"),
            [""; 0]
        );
        // Here, and only here, the console may have something to say.
        until("the console says it, too", || {
            page.console()
                .iter()
                .any(|line| line.contains("unreachable"))
        });
    });
}
