//! The keys.

use crate::driver::keys::{DOWN, END, ESCAPE, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP};
use crate::page::{Page, Screen, browse, eventually, until};
use crate::reading::{BATCH_SLIDER, PLAYHEAD};

const DIALOG: &str = "dialog[open]";

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
fn a_clicker_plays_and_restarts_wherever_the_focus_is() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        for focused in [BATCH_SLIDER, PLAYHEAD, "[aria-label='Next event']"] {
            page.focus(focused);
            page.keys(&[PAGE_UP]);
            until("it plays", || page.has("Pause"));
            page.keys(&[PAGE_DOWN]);
            until("it pauses", || page.has("Play"));
            assert_eq!(page.batch(), "5", "{focused}");
        }
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
                "return document.querySelector('dialog[open]').contains(document.activeElement)",
            )
        });
        page.keys(&[ESCAPE]);
        until("the help is closed", || page.texts(DIALOG).is_empty());

        page.click("Help");
        until("the help is open", || page.texts(DIALOG).len() == 1);
        page.click("Close");
        until("the help is closed", || page.texts(DIALOG).is_empty());
        let focus: String = page.read("return nameOf(document.activeElement)");
        assert_eq!(focus, "Help", "the focus is back where it was");
    });
}

#[test]
fn a_field_keeps_its_keys() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Parameters");
        until("the fields are there", || page.has("Seed"));
        let before = (page.clock(), page.batch(), page.has("Play again"));
        page.focus_field("Seed");
        page.keys(&[" ", ".", ",", "?", LEFT, UP, DOWN, HOME, END]);
        let written: String = page.read("return document.activeElement.value");
        assert_eq!(written, " .,?");
        assert!(page.texts(DIALOG).is_empty());
        assert_eq!((page.clock(), page.batch(), page.has("Play again")), before);
    });
}

#[test]
fn playing_does_not_write_over_what_is_typed() {
    let screen = Screen {
        still: false,
        ..Screen::LAPTOP
    };
    browse(screen, |page| {
        page.open("");
        page.click("Parameters");
        until("the fields are there", || page.has("Seed"));
        page.focus_field("Seed");
        page.keys(&["4", "2"]);
        assert!(page.has("Pause"), "it plays meanwhile");
        let clock = page.clock();
        until("frames pass", || page.clock() != clock);
        let written: String = page.read("return document.activeElement.value");
        assert_eq!(written, "42");
    });
}
