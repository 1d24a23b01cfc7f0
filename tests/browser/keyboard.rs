//! The keys.

use crate::hands::Hand;
use crate::hands::keys::{DOWN, END, ESCAPE, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP};
use crate::page::{Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD};

const DIALOG: &str = "dialog[open]";
const WRITTEN: &str = "return document.activeElement.value";

#[test]
fn keys_move_the_playhead() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.clock().is("10 s");
        page.keys(&[HOME]);
        page.clock().is("0 s");
        page.keys(&[RIGHT, RIGHT, RIGHT, LEFT]);
        page.clock().is("200 ms");
        page.keys(&[END]);
        page.clock().is("10 s");

        page.keys(&[HOME, '.']);
        let first = page.moment().wait("be later", |now| *now > 0.0);
        page.keys(&['.']);
        page.moment().wait("be later", |now| *now > first);
        page.keys(&[',']);
        page.moment().is(&first);
    });
}

#[test]
fn space_plays_and_pauses() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.shows("Play again");
        page.keys(&[' ']);
        page.shows("Pause");
        page.keys(&[' ']);
        page.shows("Play");
        page.moment()
            .wait("be early, since it began anew", |now| *now < 10.0);
    });
}

#[test]
fn a_clicker_plays_and_restarts_wherever_the_focus_is() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        for focused in [
            BATCH_SLIDER,
            PLAYHEAD,
            "[aria-label='Next event']",
            "[aria-label^='Go source']",
            ".speed",
            ".open",
            ".add",
        ] {
            page.focus(focused);
            page.keys(&[PAGE_UP]);
            page.shows("Pause");
            page.keys(&[PAGE_DOWN]);
            page.shows("Play");
            page.batch().is("5");
        }
    });
}

#[test]
fn arrows_up_and_down_move_the_batch_size() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.keys(&[UP, UP, UP]);
        page.batch().is("8");
        page.keys(&[DOWN]);
        page.batch().is("7");
    });
}

#[test]
fn help_opens_and_closes() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.keys(&['?']);
        page.texts(DIALOG).has_length(1);
        for key in ["Space", "Home", "End", "?", "Esc"] {
            page.text(DIALOG).contains(key);
        }
        let focused =
            "return document.querySelector('dialog[open]')?.contains(document.activeElement)";
        page.read("that the help has the focus", focused).holds();
        page.keys(&[ESCAPE]);
        page.texts(DIALOG).is_empty();

        page.click("Help");
        page.texts(DIALOG).has_length(1);
        page.click("Close");
        page.texts(DIALOG).is_empty();
        page.read::<String>(
            "what has the focus",
            "return nameOf(document.activeElement)",
        )
        .is("Help");
    });
}

#[test]
fn a_field_keeps_its_keys() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Parameters");
        page.shows("Seed");
        let (clock, batch) = (page.clock().get(), page.batch().get());
        page.shows("Play again");
        page.focus_field("Seed");
        page.keys(&[' ', '.', ',', '?', LEFT, UP, DOWN, HOME, END]);
        page.read::<String>("what is written", WRITTEN).is(" .,?");
        page.texts(DIALOG).is_empty();
        page.clock().is(&clock);
        page.batch().is(&batch);
        page.shows("Play again");
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
        page.shows("Seed");
        page.focus_field("Seed");
        page.keys(&['4', '2']);
        page.shows("Pause");
        let clock = page.clock().get();
        page.clock().is_not(&clock);
        page.read::<String>("what is written", WRITTEN).is("42");
    });
}

#[test]
fn a_press_on_the_large_slider_lets_the_keys_go() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.drag(Hand::Mouse, &[page.place(BATCH_SLIDER).middle()]);
        page.batch().is("10");
        page.keys(&[HOME]);
        page.clock().is("0 s");
        page.keys(&[END]);
        page.clock().is("10 s");
        page.batch().is("10");
        page.headline("batched").is("1 s");
        page.keys(&[UP]);
        page.batch().is("11");
        // Who comes by the keyboard moves it by the keyboard.
        page.focus(BATCH_SLIDER);
        page.keys(&[END]);
        page.batch().is("100");
    });
}

#[test]
fn help_on_a_phone_says_what_fingers_do() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.click("Help");
        page.text(DIALOG).contains("Two fingers");
        page.texts("kbd").is_empty();
        page.click("Close");
        page.look_at(Screen::LAPTOP);
        page.click("Help");
        page.text(DIALOG).contains("Shift+drag");
        page.texts("dialog .gestures").is_empty();
    });
}
