//! The browser's Back and Forward, and undoing changes.

use crate::page::{Page, Screen, browse};
use serde_json::json;

const OPEN: &str = "Open a scenario or a pattern";

fn go(page: &Page, steps: i32) {
    page.session().script(&format!("history.go({steps})"));
}

/// Presses a key with Control held.
fn press_with_control(page: &Page, key: &str, code: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event =
            json!({ "type": kind, "modifiers": 2, "key": key, "windowsVirtualKeyCode": code });
        page.session().devtools("Input.dispatchKeyEvent", &event);
    }
}

#[test]
fn back_returns_to_what_was_open_with_its_newest_values() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Batch size up");
        page.batch().is("6");
        page.choose(OPEN, "pattern=leak");
        page.text("h1").is("Leak: channel never closed");
        page.address().is("?pattern=leak");
        go(page, -1);
        page.text("h1").is("CI auto-trigger");
        page.batch().is("6");
        page.address().is("?scenario=ci-auto-trigger&batch=6");
        page.headlines().has_length(3);
        go(page, 1);
        page.text("h1").is("Leak: channel never closed");
    });
}

#[test]
fn moving_the_slider_is_no_step_back() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=leak");
        page.choose(OPEN, "scenario=ci-auto-trigger");
        page.address().is("?scenario=ci-auto-trigger");
        for batch in ["6", "7", "8"] {
            page.click("Batch size up");
            page.batch().is(batch);
        }
        page.address().is("?scenario=ci-auto-trigger&batch=8");
        go(page, -1);
        page.address().is("?pattern=leak");
    });
}

#[test]
fn a_change_can_be_undone_and_made_again() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Batch size up");
        page.batch().is("6");
        press_with_control(page, "z", 90);
        page.batch().is("5");
        page.address().is("?scenario=ci-auto-trigger");
        press_with_control(page, "y", 89);
        page.batch().is("6");
    });
}

#[test]
fn undoing_an_open_is_a_step_and_leaves_no_two_equal_ones() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.choose(OPEN, "pattern=leak");
        page.address().is("?pattern=leak");
        press_with_control(page, "z", 90);
        page.address().is("?scenario=ci-auto-trigger");
        go(page, -1);
        page.address().is("?pattern=leak");
        page.text("h1").is("Leak: channel never closed");
        go(page, -1);
        page.address().is("?scenario=ci-auto-trigger");
        page.text("h1").is("CI auto-trigger");
    });
}
