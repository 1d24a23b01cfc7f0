//! The examples of `docs/embedding.md`, as somebody copies them into a page.

use crate::hands::keys::PAGE_DOWN;
use crate::hosts::{SITES, Site, in_a_host};
use crate::page::{Page, Screen};

/// The HTML of each example with its name, in the order of the page.
fn examples() -> Vec<(String, String)> {
    let text = include_str!("../../docs/embedding.md");
    let marked = text.split("<!-- example: ").skip(1);
    marked
        .map(|piece| {
            let (name, rest) = piece.split_once(" -->").expect("a name has an end");
            let html = rest.split("```html\n").nth(1).expect("HTML follows");
            let html = html.split("```").next().expect("it has an end");
            (String::from(name), String::from(html))
        })
        .collect()
}

/// A page with an example in it.
#[track_caller]
fn page_with(name: &str) -> String {
    let mut all = examples().into_iter();
    let found = all.find(|(known, _)| known == name);
    let (_, html) = found.expect("there is such an example");
    format!("<!doctype html><title>{name}</title><link rel=icon href=data:,>\n{html}")
}

#[track_caller]
fn check(name: &str, test: impl Fn(&Page)) {
    for site in SITES {
        in_a_host(site, &page_with(name), Screen::LAPTOP, &test);
    }
}

#[test]
fn every_example_is_tried() {
    let names: Vec<String> = examples().into_iter().map(|(name, _)| name).collect();
    let tried = [
        "a frame",
        "an element",
        "a guess first",
        "keys by hand",
        "reveal.js",
        "buttons",
        "messages",
    ];
    assert_eq!(names, tried);
}

#[test]
fn a_frame_shows_the_runs() {
    check("a frame", |page| {
        page.enter_frame();
        page.wait_for_runs();
        page.headlines().is(&["10 s", "killed", "2 s"]);
    });
}

#[test]
fn a_frame_asks_for_a_guess_first() {
    check("a guess first", |page| {
        page.enter_frame();
        page.text(".predict h2").is("How long will Batched take?");
        page.texts("article .headline").is_empty();
    });
}

#[test]
fn an_element_shows_its_link() {
    check("an element", |page| {
        page.enter_frame();
        page.wait_for_runs();
        page.batch().is("8");
        page.shows("Play");
        page.texts("header").is_empty();
        page.leave_frame();
        page.attribute("iframe", "title").is("Goroutine Lab");
    });
}

#[test]
fn keys_by_hand_turn_pages_of_another_site() {
    // A host of the Lab's own site gets real presses instead.
    let html = page_with("keys by hand");
    in_a_host(Site::Foreign, &html, Screen::LAPTOP, |page| {
        page.enter_frame();
        page.wait_for_runs();
        page.seek(0.5);
        page.keys(&[PAGE_DOWN]);
        page.leave_frame();
        page.text("output").is("slide 2");
    });
}

#[test]
fn fragments_step_the_run() {
    check("reveal.js", |page| {
        page.keys(&[PAGE_DOWN, PAGE_DOWN]);
        page.enter_frame();
        page.wait_for_runs();
        page.clock().is("78 ms");
        page.leave_frame();
        page.keys(&[PAGE_DOWN]);
        page.enter_frame();
        page.clock().is("10 s");
    });
}

#[test]
fn buttons_move_the_playhead() {
    check("buttons", |page| {
        page.click("To the kill");
        page.text("output").is("78 ms; 10 s, killed, 2 s");
        page.click("Next event");
        page.text("output").is_not("78 ms; 10 s, killed, 2 s");
        page.enter_frame();
        page.clock().is_not("78 ms");
    });
}

#[test]
fn messages_are_answered() {
    check("messages", |page| {
        page.text("output").is("at 1.2 s");
        page.enter_frame();
        page.clock().is("1.2 s");
    });
}
