//! A part of the time axis, and one goroutine of a run.

use crate::hands::Hand;
use crate::hands::keys::END;
use crate::page::{Screen, browse};
use crate::reading::Point;

const AXIS: &str = ".axis canvas";
const PLOT: &str = "article .plot";

#[test]
fn keys_zoom_and_move_and_show_the_whole_again() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker");
        page.shows("Play again");
        let whole = page.pixels(AXIS).get();
        page.lacks("All");
        page.keys(&['+', '+', '+']);
        page.shows("All");
        let zoomed = page
            .pixels(AXIS)
            .wait("have other labels", |axis| *axis != whole);
        page.keys(&['d']);
        page.pixels(AXIS).wait("have moved", |axis| *axis != zoomed);
        page.keys(&['0']);
        page.lacks("All");
        page.pixels(AXIS).is(&whole);
    });
}

#[test]
fn a_link_opens_a_part_and_a_button_shows_all_of_it() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=sse-broker&from=350ms&to=620ms");
        page.shows("All");
        let part = page.picture("sse-broker").get();
        page.click("All");
        page.lacks("All");
        page.picture("sse-broker")
            .wait("be another", |picture| *picture != part);
    });
}

#[test]
fn what_is_shown_is_played_up_to_its_edge_and_the_playhead_stays_in_sight() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&from=400ms&to=600ms&autoplay=0");
        page.click("Play");
        page.clock().starts_with("600 ms");
        page.shows("Play again");
        page.wholly_in_window("article .playhead").holds();
        page.wholly_in_window(".minimap .playhead").holds();
        // Another moment brings the picture with it.
        page.keys(&[END]);
        page.clock().starts_with("1.15 s");
        page.wholly_in_window("article .playhead").holds();
        page.shows("All");
    });
}

#[test]
fn a_tap_on_a_row_selects_its_goroutine() {
    browse(Screen::LAPTOP, |page| {
        // What came of it stays in the picture, so that only the edge changes.
        page.open("?pattern=sse-broker&spoil=1");
        page.shows("Play again");
        let plain = page.picture("sse-broker").get();
        let plot = page.place(PLOT);
        let row = |part: f64| Point {
            x: plot.left + plot.width * 0.5,
            y: plot.top + plot.height * part,
        };
        page.press(Hand::Mouse, &[row(0.3)]);
        page.release(Hand::Mouse);
        let selected = page
            .picture("sse-broker")
            .wait("have an edge around a row", |picture| *picture != plain);
        page.press(Hand::Mouse, &[row(0.97)]);
        page.release(Hand::Mouse);
        page.picture("sse-broker")
            .wait("have none", |picture| *picture != selected);
    });
}
