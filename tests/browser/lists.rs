//! Lists: keys move the choice, and act only when it is taken (WCAG 2.2, 3.2.2).

use crate::hands::keys::{DOWN, ENTER, ESCAPE, TAB};
use crate::page::{Page, Screen, browse};
use serde_json::json;

/// Moves a list's choice to another line by the keys, and sees that nothing else happens.
#[track_caller]
fn move_choice(page: &Page, list: &str, keys: &[char]) -> String {
    let address = page.address().get();
    page.focus(list);
    let shown = page.read::<String>(list, value(list)).get();
    page.keys(keys);
    let choice = page.read::<String>(list, value(list));
    let choice = choice.wait("show another line", |line| *line != shown);
    page.address().is(&address);
    choice
}

fn value(list: &str) -> String {
    format!("return document.querySelector({}).value", json!(list))
}

const OPEN: &str = ".open";
const ADD: &str = ".add";
const WHICH: &str = ".which";

#[test]
fn arrow_keys_move_the_choice_and_enter_takes_it() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        // Two lines of the talk stand before the scenarios.
        let choice = move_choice(page, OPEN, &[DOWN, DOWN, DOWN, DOWN]);
        page.text("h1").is("CI auto-trigger");
        page.keys(&[ENTER]);
        page.address().is(&format!("?{choice}"));
        page.read::<String>(OPEN, value(OPEN)).is("");

        page.open("");
        let choice = move_choice(page, ADD, &[DOWN]);
        page.headlines().has_length(3);
        page.keys(&[' ']);
        page.headlines().has_length(4);
        page.address().is(&format!(
            "?scenario=ci-auto-trigger&patterns=sequential,unbounded,batched,{choice}"
        ));

        page.open("?scenario=ci-api-limit");
        let choice = move_choice(page, WHICH, &[DOWN]);
        page.keys(&[ENTER]);
        page.address()
            .is(&format!("?scenario=ci-api-limit&slider={choice}"));
    });
}

#[test]
fn letters_move_the_choice_too() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let choice = move_choice(page, OPEN, &['w', 'o', 'r']);
        page.keys(&[ENTER]);
        page.address().is(&format!("?{choice}"));
    });
}

#[test]
fn leaving_a_list_drops_what_was_not_taken() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        for (list, leave) in [(OPEN, TAB), (ADD, TAB), (OPEN, ESCAPE)] {
            move_choice(page, list, &[DOWN]);
            page.keys(&[leave]);
            page.read::<String>(list, value(list)).is("");
            page.address().is("?scenario=ci-auto-trigger");
        }
        page.headlines().has_length(3);
    });
}

#[test]
fn the_advices_resource_is_such_a_list() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Which batch size?");
        let choice = move_choice(page, ".advice select", &[DOWN]);
        page.keys(&[ENTER]);
        page.address().contains(&format!("scenario={choice}"));
    });
}
