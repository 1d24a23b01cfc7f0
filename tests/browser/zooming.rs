//! A part of the time axis, and one goroutine of a run.

use crate::hands::Hand;
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
fn a_tap_on_a_row_selects_its_goroutine() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker");
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
