//! The lens: rows with names for some of many goroutines.

use crate::hands::Hand;
use crate::hands::keys::{END, ENTER, HOME};
use crate::page::{Screen, browse};

/// The chosen one of three runs has 1,021 goroutines at once, which are folded.
const LINK: &str = "?scenario=ci-auto-trigger&batch=20&spoil=1";
const PLOT: &str = "article.chosen .plot";
const ROWS: &str = ".lens-bar output";
const SLIDER: &str = ".lens-bar input";

#[test]
fn a_key_gives_rows_and_a_slider_moves_them() {
    browse(Screen::LAPTOP, |page| {
        page.open(LINK);
        page.shows("Play again");
        let folded = page.picture("batched").get();
        page.keys(&['l']);
        page.text(ROWS).starts_with("rows 1 to ");
        let first = page
            .picture("batched")
            .wait("have rows", |picture| *picture != folded);
        page.click("Rows below");
        page.text(ROWS)
            .wait("be further down", |rows| !rows.starts_with("rows 1 "));
        page.picture("batched")
            .wait("have others", |picture| *picture != first);
        page.focus(SLIDER);
        page.keys(&[HOME]);
        page.text(ROWS).starts_with("rows 1 to ");
        page.keys(&[END]);
        page.text(ROWS).wait("end with the last", |rows| {
            let numbers: Vec<&str> = rows.split(' ').collect();
            numbers.get(3) == numbers.get(5)
        });
        page.click("Fold the rows");
        page.texts(ROWS).is_empty();
        page.picture("batched").is(&folded);
    });
}

#[test]
fn a_double_tap_on_folded_goroutines_opens_the_lens_there_and_a_tap_in_it_inspects() {
    for (screen, hand) in [(Screen::LAPTOP, Hand::Mouse), (Screen::PHONE, Hand::Finger)] {
        browse(screen, |page| {
            page.open(LINK);
            page.shows("Play again");
            let there = page.place(PLOT).at(0.02);
            page.double_tap(hand, there);
            page.text(ROWS).starts_with("rows ");
            page.texts(".inspecting").is_empty();
            let row = page.place(PLOT).at(0.02);
            page.drag(hand, &[row]);
            page.texts(".inspecting")
                .wait("be one", |inspectors| inspectors.len() == 1);
            for fault in ["cutOff()", "smallTexts(12)", "poorContrasts(4.5)"] {
                page.list(fault).is_empty();
            }
        });
    }
}

#[test]
fn a_link_opens_the_lens_and_it_goes_to_the_goroutine_that_is_selected() {
    browse(Screen::LAPTOP, |page| {
        page.open(&format!("{LINK}&lens=41"));
        page.text(ROWS).starts_with("rows 41 to ");
        page.open(&format!("{LINK}&lens=1&sel=70"));
        page.text(ROWS)
            .wait("be another part", |rows| !rows.starts_with("rows 1 "));
        // The rows belong to the chosen run.
        page.click("Unbounded");
        page.texts(ROWS).is_empty();
    });
}

#[test]
fn a_run_of_a_hundred_thousand_goroutines_has_a_lens_and_an_inspector() {
    browse(Screen::LAPTOP, |page| {
        let run =
            "?pattern=unbounded&tasks=10000&goroutines=10&memory=0B&memory-limit=64GiB&autoplay=0";
        page.open(run);
        page.shows("Rows");
        let folded = page.picture("unbounded").get();
        page.open(&format!("{run}&lens=70001"));
        page.text(ROWS).wait("be those of the link", |rows| {
            rows.starts_with("rows 70,001 to ") && rows.ends_with("of 110,001")
        });
        page.picture("unbounded")
            .wait("have rows", |picture| *picture != folded);
        let row = page.place(PLOT).at(0.02);
        page.drag(Hand::Mouse, &[row]);
        page.text(".born").contains("started by ");
        page.click("Close the inspector");
        // By its number, wherever it is: the lens goes there.
        page.focus(".which-goroutine input");
        page.keys(&['9', '9', ENTER]);
        page.text(".which-goroutine span").is("task 97");
        page.text(ROWS).wait("be near it", |rows| {
            rows.starts_with("rows 8") || rows.starts_with("rows 9")
        });
    });
}

#[test]
fn the_bar_of_the_lens_is_seen_in_a_low_window() {
    let low = Screen {
        width: 960,
        height: 540,
        ..Screen::LAPTOP
    };
    for screen in [low, Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open(&format!("{LINK}&lens=1"));
            page.text(ROWS).starts_with("rows 1 to ");
            page.wholly_in_window(SLIDER).holds();
            page.wholly_in_window(ROWS).holds();
        });
    }
}
