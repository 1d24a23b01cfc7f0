//! Keys between a slide and the deck around it.

use crate::hands::Hand;
use crate::hands::keys::{DOWN, ESCAPE, PAGE_DOWN, PAGE_UP, RIGHT};
use crate::page::{Page, Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD};
use crate::server::{File, Server, built_page};
use lab::link;
use serde_json::json;

/// A deck that counts the keys that it gets: as presses, and as messages of the Lab.
const DECK: &str = r#"<!doctype html><title>A deck</title><link rel=icon href=data:,>
<body style="margin: 40px; background: #333">
<iframe src="LAB/?embed&batch=8" width=960 height=540 style="border: 0" title=Lab></iframe>
<script>
    const presses = [], messages = [];
    document.addEventListener("keydown", event => presses.push(`${event.key} ${event.keyCode}`));
    addEventListener("message", ({ data }) => data.event === "key" && messages.push(data));
</script>"#;

/// Whose page the deck is.
#[derive(Clone, Copy, PartialEq)]
enum Deck {
    /// One of the same site as the Lab.
    Own,
    /// One of another site.
    Foreign,
}

const DECKS: [Deck; 2] = [Deck::Own, Deck::Foreign];

/// Opens a deck with the Lab in a frame, which is entered.
#[track_caller]
fn in_a_deck(kind: Deck, screen: Screen, test: impl FnOnce(&Page)) {
    browse(screen, |page| {
        let folder = built_page();
        let own = Server::start(move |path| match path {
            "deck" => Some(File::html(&DECK.replace("LAB", ""))),
            _ => File::of_folder(&folder, path),
        });
        let lab = own.other_origin();
        let foreign = Server::start(move |_| Some(File::html(&DECK.replace("LAB", &lab))));
        for origin in [own.origin(), own.other_origin(), foreign.origin()] {
            page.allow(origin);
        }
        page.open_at(&match kind {
            Deck::Own => format!("{}/deck", own.origin()),
            Deck::Foreign => format!("{}/deck", foreign.origin()),
        });
        page.enter_frame();
        page.wait_for_runs();
        test(page);
    });
}

/// Waits until the deck has got keys, each once, and forgets them.
#[track_caller]
fn deck_has_got(page: &Page, kind: Deck, keys: &[(&str, u32)]) {
    page.leave_frame();
    match kind {
        Deck::Own => {
            let expected: Vec<String> = keys
                .iter()
                .map(|(key, code)| format!("{key} {code}"))
                .collect();
            page.read::<Vec<String>>("what the deck got", "return presses")
                .is(&expected);
        }
        Deck::Foreign => {
            let got = "return messages.map(({ source, version, event, key }) => [source, version, event, key])";
            let expected: Vec<_> = keys
                .iter()
                .map(|(key, _)| json!(["goroutine-lab", 1, "key", key]))
                .collect();
            page.read::<Vec<serde_json::Value>>("what the deck got", got)
                .is(&expected);
        }
    }
    page.session()
        .script("presses.length = 0; messages.length = 0");
    page.enter_frame();
}

#[test]
fn a_deck_gets_the_keys_that_a_slide_has_no_use_for() {
    for kind in DECKS {
        in_a_deck(kind, Screen::LAPTOP, |page| {
            // A click on a picture may select a goroutine, which the address then names.
            let run = |address: String| link::format(&link::parse(&address).scenario);
            let before = page.address().map(run).get();
            let clicks: [(&str, f64); 3] = [
                ("article[data-pattern=batched] .plot", 0.5),
                (PLAYHEAD, 0.25),
                ("[aria-label='Next event']", 0.5),
            ];
            for (clicked, part) in clicks {
                page.drag(Hand::Mouse, &[page.place(clicked).at(part)]);
                let clock = page.clock().get();
                page.keys(&[PAGE_DOWN, '.', 'b', 'f', PAGE_UP]);
                deck_has_got(
                    page,
                    kind,
                    &[
                        ("PageDown", 34),
                        (".", 190),
                        ("b", 66),
                        ("f", 70),
                        ("PageUp", 33),
                    ],
                );
                page.clock().is(&clock);
                page.lacks("Pause");
            }
            page.drag(
                Hand::Mouse,
                &[page.place("[aria-label='Next event']").middle()],
            );
            let clock = page.clock().get();
            page.keys(&[RIGHT, DOWN]);
            deck_has_got(page, kind, &[("ArrowRight", 39), ("ArrowDown", 40)]);
            page.clock().is(&clock);
            page.address().map(run).is(&before);
        });
    }
}

#[test]
fn a_slide_keeps_the_keys_of_what_has_the_focus() {
    for kind in DECKS {
        in_a_deck(kind, Screen::LAPTOP, |page| {
            let slider = page.place(BATCH_SLIDER);
            page.drag(Hand::Mouse, &[slider.middle()]);
            page.batch().is("10");
            page.keys(&[RIGHT]);
            page.batch().is("11");
            page.shows("Play again");
            page.keys(&[' ']);
            page.shows("Pause");
            page.keys(&[' ']);
            page.shows("Play");
            deck_has_got(page, kind, &[]);
        });
    }
}

#[test]
fn escape_gives_the_deck_its_keys_back() {
    for kind in DECKS {
        in_a_deck(kind, Screen::LAPTOP, |page| {
            page.drag(
                Hand::Mouse,
                &[page.place("[aria-label='Next event']").middle()],
            );
            page.read("that the slide has the focus", "return document.hasFocus()")
                .holds();
            page.keys(&[ESCAPE]);
            deck_has_got(page, kind, &[("Escape", 27)]);
            the_deck_has_the_keys(page);
        });
    }
}

#[test]
fn the_end_of_a_run_gives_the_deck_its_keys_back() {
    let screen = Screen {
        still: false,
        ..Screen::LAPTOP
    };
    for kind in DECKS {
        in_a_deck(kind, screen, |page| {
            page.choose_and_see("Speed", "10000", "10000");
            page.drag(Hand::Mouse, &[page.place("[aria-label=Restart]").middle()]);
            page.read("that the slide has the focus", "return document.hasFocus()")
                .holds();
            page.shows("Play again");
            the_deck_has_the_keys(page);
        });
    }
}

/// Keys that are pressed now go to the deck itself.
#[track_caller]
fn the_deck_has_the_keys(page: &Page) {
    page.leave_frame();
    let has_focus = "return document.hasFocus() && document.activeElement?.tagName !== 'BUTTON'";
    page.read("that the deck has the focus", has_focus).holds();
    press_key(page, "x", 88);
    page.read::<Vec<String>>("what the deck got", "return presses")
        .is(&["x 88"]);
    page.read::<u32>("messages", "return messages.length")
        .is(&0);
}

/// Presses a key wherever the browser's focus is.
#[track_caller]
fn press_key(page: &Page, key: &str, code: u32) {
    for kind in ["keyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "text": key, "windowsVirtualKeyCode": code });
        page.session().devtools("Input.dispatchKeyEvent", &event);
    }
}

#[test]
fn a_slide_in_a_window_of_its_own_keeps_all_keys() {
    browse(Screen::LAPTOP, |page| {
        page.open("?embed");
        page.shows("Play again");
        page.keys(&[PAGE_DOWN]);
        page.shows("Pause");
    });
}
