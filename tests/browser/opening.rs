//! What the page does when it is opened.

use crate::page::{Screen, browse};
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
        page.address().is("?scenario=ci-auto-trigger");
        let first = page.clock().get();
        page.clock().is_not(&first);
        page.shows("Pause");

        page.click("Pause");
        page.shows("Play");
        let paused = page.moment().get();
        page.click("Play");
        page.moment().wait("move on", |now| *now > paused);
        page.text(crate::reading::TRANSPORT).contains("/ 10 s");
        // Until the playhead comes to its end, nobody is told what comes out.
        page.headline("sequential")
            .wait("count the tasks", |words| words.ends_with(" of 100"));
        page.headline("batched").is("2 s");
        page.headlines().is(&["10 s", "killed", "2 s"]);
    });
}

#[test]
fn a_change_tells_what_comes_out() {
    browse(MOVING, |page| {
        page.open("?scenario=ci-auto-trigger&autoplay=0");
        page.headlines().is(&["0 of 100", "0 of 100", "0 of 100"]);
        page.keys(&[crate::hands::keys::UP]);
        page.headlines().is(&["10 s", "killed", "1.7 s"]);
        page.open("?scenario=ci-auto-trigger&autoplay=0&spoil=1");
        page.headlines().is(&["10 s", "killed", "2 s"]);
    });
}

#[test]
fn without_motion_everything_is_shown_at_once_and_nothing_moves() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.clock().is("10 s");
        page.shows("Play again");
        page.lacks("Pause");

        page.click("Play again");
        page.shows("Pause");
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
        page.headline("batched").is("1 s");

        page.keys(&[crate::hands::keys::UP]);
        page.address().is("?scenario=ci-auto-trigger&batch=11");
        page.read::<String>("the path", "return location.pathname")
            .is("/talks/2026/go/");
    });
}

#[test]
fn an_end_without_a_panic_has_its_screen_too() {
    browse(Screen::PHONE, |page| {
        page.open("?batch=8");
        let throws = "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('out of memory') }))";
        page.session().script(throws);
        page.text("[role=alert]").contains("out of memory");
        page.attribute("[role=alert] a:nth-of-type(1)", "href")
            .is("?scenario=ci-auto-trigger&batch=8");
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
        page.text("[role=alert]").wait("say what happened", |said| {
            said.contains("has stopped") && said.contains("#app")
        });
        page.attribute("[role=alert] a:nth-of-type(1)", "href")
            .is("?batch=8&seed=7");
        page.attribute("[role=alert] a:nth-of-type(2)", "href")
            .is("?");
        page.list("smallTargets(44)").is_empty();
        page.list("poorContrasts(4.5)").is_empty();
        // Here, and only here, the console may have something to say.
        page.console().wait("say it, too", |lines| {
            lines.iter().any(|line| line.contains("unreachable"))
        });
    });
}
