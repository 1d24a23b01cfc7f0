//! What the page does when it is opened.

use crate::page::{Screen, browse};
use crate::server::{File, Server, built_page};

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
        // A result is not shown before the playhead comes to its end.
        page.headline("sequential")
            .wait("count the tasks", |words| words.ends_with(" of 100"));
        page.headline("batched").is("2 s");
        page.headlines().is(&["10 s", "killed", "2 s"]);
    });
}

#[test]
fn a_change_shows_its_results() {
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
