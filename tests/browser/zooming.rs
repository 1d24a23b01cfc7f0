//! A part of the time axis, and one goroutine of a run.

use crate::hands::Hand;
use crate::hands::keys::END;
use crate::page::{Screen, browse};
use crate::reading::Point;
use lab::params::read_duration;

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
fn the_wheel_with_control_zooms_around_the_pointer() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker");
        page.shows("Play again");
        page.lacks("All");
        let place = page.place(PLOT).at(0.5);
        page.wheel_with_control(place, -200.0);
        page.shows("All");
        let link = page
            .address()
            .wait("hold the part that is shown", |link| link.contains("&to="));
        let end = |name: &str| {
            let mut given = link
                .split(['?', '&'])
                .filter_map(|part| part.strip_prefix(name));
            let value = given
                .next()
                .unwrap_or_else(|| panic!("no {name} in {link}"));
            read_duration(value).unwrap_or_else(|| panic!("{name} is no duration in {link}"))
        };
        // The middle of the run, 575 ms, was under the pointer and is there still.
        let middle = u64::midpoint(end("from="), end("to="));
        assert!(middle.abs_diff(575_000_000) < 10_000_000, "{link}");
        page.wheel_with_control(place, 2_000.0);
        page.lacks("All");
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

/// A finger is wider than an instant: it means the mark that it covers.
#[test]
fn a_tap_beside_a_mark_shows_its_moment() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=sse-broker&autoplay=0&spoil=1");
        let plot = page.place(PLOT);
        // In the row of client 2, at 405 ms of 1.15 s.
        let beside = Point {
            x: plot.left + plot.width * 0.352,
            y: plot.top + plot.height * 0.815,
        };
        page.press(Hand::Finger, &[beside]);
        page.release(Hand::Finger);
        page.clock().starts_with("400 ms");
        page.text(".wrong").contains("no room in outbound 2");
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
        // Above the first row is nothing to select; at the foot is the strip of a channel.
        page.press(Hand::Mouse, &[row(0.03)]);
        page.release(Hand::Mouse);
        page.picture("sse-broker")
            .wait("have none", |picture| *picture != selected);
        // A drag moves the playhead, and selects nothing where it ends.
        page.drag(Hand::Mouse, &[plot.at(0.2), row(0.2), row(0.3)]);
        page.clock().is_not("0 s");
        page.texts(".inspecting").is_empty();
    });
}

#[test]
fn a_drag_with_shift_moves_the_part_that_is_shown() {
    browse(Screen::LAPTOP, |page| {
        for held in [AXIS, PLOT] {
            page.open("?pattern=sse-broker&from=200ms&to=400ms");
            page.shows("All");
            let (clock, before) = (page.clock().get(), page.pixels(AXIS).get());
            let place = page.place(held);
            page.drag_with_shift(&[place.at(0.2), place.at(0.4), place.at(0.7)]);
            let earlier = page.pixels(AXIS).wait("have moved", |axis| *axis != before);
            // It is no press on a moment or a row.
            page.clock().is(&clock);
            page.texts(".inspecting").is_empty();
            page.drag_with_shift(&[place.at(0.7), place.at(0.4), place.at(0.2)]);
            page.pixels(AXIS).is(&before);
            assert!(earlier != before);
        }
    });
}

#[test]
fn the_part_is_dragged_in_the_bar_above_the_runs() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&from=0s&to=100ms");
        page.shows("All");
        let before = page.pixels(AXIS).get();
        let window = page.place(".minimap .shown");
        let whole = page.place(".minimap .whole");
        // A press on it moves nothing; it goes with the pointer.
        page.press(Hand::Mouse, &[window.at(0.9)]);
        page.pixels(AXIS).is(&before);
        let right = Point {
            x: window.at(0.9).x + whole.width * 0.3,
            ..window.at(0.9)
        };
        page.move_to(Hand::Mouse, right);
        page.release(Hand::Mouse);
        page.read::<f64>(
            "how far it has gone",
            "return all('.minimap .shown')[0].getBoundingClientRect().left",
        )
        .wait("be as far as the pointer", |left| {
            (left - window.left - whole.width * 0.3).abs() < 2.0
        });
        page.pixels(AXIS).is_not(&before);
    });
}

#[test]
fn two_fingers_past_the_beginning_keep_the_length_of_the_part() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=sse-broker&from=100ms&to=400ms&autoplay=0");
        page.shows("All");
        let before = page.place(".minimap .shown");
        let plot = page.place(PLOT);
        let pair = |part: f64| [plot.at(part), plot.at(part + 0.2)];
        page.drag_two(&[0.1, 0.2, 0.4, 0.6, 0.7].map(pair));
        let shown =
            "const window = document.querySelector('.minimap .shown').getBoundingClientRect();
            const whole = document.querySelector('.minimap .whole').getBoundingClientRect();
            return [window.left - whole.left, window.width]";
        page.read::<Vec<f64>>("where the part lies", shown)
            .wait("be at the beginning, as long as before", |part| {
                part[0].abs() < 1.0 && (part[1] - before.width).abs() < 2.0
            });
    });
}

#[test]
fn what_went_wrong_is_marked_when_the_playhead_has_come_there() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&autoplay=0");
        let marks = ".past canvas";
        page.pixels(marks).wait("be there", |_| true);
        let seen = "const past = document.querySelector('.past').getBoundingClientRect();
            const plot = document.querySelector('article .plot').getBoundingClientRect();
            return (Math.min(past.right, plot.right) - plot.left) / plot.width";
        let part = page.read::<f64>("how much of the marks is seen", seen);
        part.wait("be nothing", |part| *part < 0.01);
        page.seek(0.5);
        part.wait("be half", |part| (part - 0.5).abs() < 0.02);
        page.keys(&[END]);
        part.wait("be all", |part| *part > 0.99);
    });
}

#[test]
fn the_address_follows_what_is_shown_and_zooming_is_no_step_back() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=leak");
        page.choose("Open a scenario or a pattern", "pattern=sse-broker");
        page.address().is("?pattern=sse-broker");
        // One press: of two, the address may name the part between them for a while.
        page.keys(&['+']);
        let part = page
            .address()
            .wait("name the part", |address| address.contains("&from="));
        assert!(part.contains("&to="), "{part}");
        let plot = page.place(PLOT);
        let row = Point {
            x: plot.left + plot.width * 0.5,
            y: plot.top + plot.height * 0.66,
        };
        page.press(Hand::Mouse, &[row]);
        page.release(Hand::Mouse);
        let shown = page
            .address()
            .wait("name the goroutine", |address| address.contains("&sel="));
        assert!(
            shown.contains(&part["?pattern=sse-broker".len()..]),
            "{shown}"
        );

        page.session().script("location.reload()");
        page.wait_for_runs();
        page.shows("All");
        page.texts(".inspecting").has_length(1);
        page.address().is(&shown);
        page.session().script("history.back()");
        page.text("h1").is("Leak: channel never closed");
        page.address().is("?pattern=leak");
        page.lacks("All");
        page.session().script("history.forward()");
        page.text("h1").is("SSE broker");
        page.shows("All");
        page.address().is(&shown);
        page.click("Close the inspector");
        page.keys(&['0']);
        page.address().is("?pattern=sse-broker");
    });
}

#[test]
fn a_press_where_a_short_stretch_opens_keeps_its_moment() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-auto-trigger&batch=49&autoplay=0");
        page.keys(&[END]);
        page.clock().starts_with("10 s");
        let plot = page.place("article[data-pattern=batched] .plot");
        let place = Point {
            x: plot.left + plot.width * 0.03,
            y: plot.top + plot.height * 0.6,
        };
        page.press(Hand::Mouse, &[place]);
        page.release(Hand::Mouse);
        page.texts(".beam").has_length(1);
        page.moment()
            .wait("be where it was pressed", |at| (0.25..0.35).contains(at));
    });
}
