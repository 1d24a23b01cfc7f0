//! The keys.

use crate::driver::keys::{DOWN, END, ESCAPE, HOME, LEFT, RIGHT, UP};
use crate::page::{Page, Screen, browse, eventually, until};

#[track_caller]
fn clock_becomes(page: &Page, expected: &str) {
    eventually("the clock", &String::from(expected), || page.clock());
}

#[test]
fn keys_move_the_playhead() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        clock_becomes(page, "0:10.000");
        page.keys(&[HOME]);
        clock_becomes(page, "0:00.000");
        page.keys(&[RIGHT, RIGHT, RIGHT, LEFT]);
        clock_becomes(page, "0:00.200");
        page.keys(&[END]);
        clock_becomes(page, "0:10.000");

        page.keys(&[HOME, "."]);
        until("the first event", || page.clock().as_str() > "0:00.000");
        let first = page.clock();
        page.keys(&["."]);
        until("the second event", || page.clock() > first);
        page.keys(&[","]);
        clock_becomes(page, &first);
    });
}

#[test]
fn space_plays_and_pauses() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        until("everything is shown", || page.has("Play again"));
        page.keys(&[" "]);
        until("it plays", || page.has("Pause"));
        page.keys(&[" "]);
        until("it pauses", || page.has("Play"));
        let paused = page.clock();
        assert!(
            paused.as_str() < "0:10.000",
            "it began anew, and is at {paused}"
        );
    });
}

#[test]
fn arrows_up_and_down_move_the_batch_size() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.keys(&[UP, UP, UP]);
        eventually("the batch size", &"8".into(), || page.batch());
        page.keys(&[DOWN]);
        eventually("the batch size", &"7".into(), || page.batch());
    });
}

#[test]
fn help_opens_and_closes() {
    const DIALOG: &str = "[role=dialog]";
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.keys(&["?"]);
        until("the help is open", || page.texts(DIALOG).len() == 1);
        let help = page.text(DIALOG);
        for key in ["Space", "Home", "End", "?", "Esc"] {
            assert!(help.contains(key), "the help names {key}: {help}");
        }
        until("it has the focus", || {
            page.read(
                "return document.querySelector('[role=dialog]').contains(document.activeElement)",
            )
        });
        page.keys(&[ESCAPE]);
        until("the help is closed", || page.texts(DIALOG).is_empty());

        page.click("Help");
        until("the help is open", || page.texts(DIALOG).len() == 1);
        page.click("Close");
        until("the help is closed", || page.texts(DIALOG).is_empty());
    });
}

#[test]
fn a_field_keeps_its_keys() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Parameters and patterns");
        until("the fields are there", || page.has("Seed"));
        let before = (page.clock(), page.batch(), page.has("Play again"));
        page.focus_field("Seed");
        page.keys(&[" ", ".", ",", "?", LEFT, UP, DOWN, HOME, END]);
        let written: String = page.read("return document.activeElement.value");
        assert_eq!(written, " .,?");
        assert!(page.texts("[role=dialog]").is_empty());
        assert_eq!((page.clock(), page.batch(), page.has("Play again")), before);
    });
}
