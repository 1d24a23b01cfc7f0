//! Fingers: what scrolls and what zooms changes nothing, what drags does.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, Point};
use serde_json::json;

/// Everything on which a finger can drag.
const DRAGGED: [&str; 5] = [
    BATCH_SLIDER,
    PLAYHEAD,
    ".sweep",
    "article[data-pattern=batched] .plot",
    ".field input[type=range]",
];

fn scrolled(page: &Page) -> f64 {
    page.read::<f64>("how far the page is scrolled", "return scrollY")
        .get()
}

#[test]
fn a_swipe_up_or_down_scrolls_and_changes_nothing() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.click("Parameters");
        page.shows("Tasks");
        let (clock, address) = (page.clock().get(), page.address().get());
        let script =
            "return all('input[type=range]').map(slider => `${nameOf(slider)}: ${slider.value}`)";
        let sliders = page.read::<Vec<String>>("where the sliders stand", script);
        let stood = sliders.get();
        for selector in DRAGGED {
            for part in [0.15, 0.85] {
                let at = page.place(selector).at(part);
                let before = scrolled(page);
                let up = if at.y > 500.0 { -1.0 } else { 1.0 };
                // Somewhat askew, as thumbs move.
                let path = [4.0, 12.0, 30.0, 60.0, 110.0, 160.0].map(|way| Point {
                    x: at.x + way * 0.25,
                    y: at.y + way * up,
                });
                page.press(Hand::Finger, &[at]);
                for point in path {
                    page.move_to(Hand::Finger, point);
                }
                page.release(Hand::Finger);
                let moves = page.read::<f64>("how far it is scrolled", "return scrollY");
                moves.wait(&format!("change by a swipe over {selector}"), |now| {
                    // At the page's upper end there is nothing to scroll to.
                    (now - before).abs() > 20.0 || (up > 0.0 && before < 1.0)
                });
                page.address().is(&address);
                page.clock().is(&clock);
            }
        }
        page.batch().is("5");
        let seed = "return document.querySelector('#seed').value";
        page.read::<String>("the seed", seed).is("1");
        sliders.is(&stood);
    });
}

#[test]
fn a_drag_sideways_moves_every_slider() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.click("Parameters");
        page.shows("Tasks");
        page.clock().is("10 s");
        let axis = page.place(PLAYHEAD);
        page.drag(Hand::Finger, &[axis.at(0.9), axis.at(0.7), axis.at(0.5)]);
        page.clock().starts_with("5");

        let slider = page.place(".field input[type=range]");
        let tasks = "return document.querySelector('#tasks').value";
        page.read::<String>("the tasks", tasks).is("100");
        page.drag(
            Hand::Finger,
            &[slider.at(0.5), slider.at(0.6), slider.at(0.8)],
        );
        page.read::<String>("the tasks", tasks).is_not("100");
    });
}

#[test]
fn a_tap_moves_a_slider_and_the_playhead() {
    browse(Screen::PHONE, |page| {
        page.open("");
        let slider = page.place(BATCH_SLIDER);
        page.drag(Hand::Finger, &[slider.middle()]);
        page.batch().is("10");
        page.drag(Hand::Finger, &[page.place(PLAYHEAD).middle()]);
        page.clock().starts_with("5");
    });
}

#[test]
fn a_pinch_changes_nothing() {
    browse(Screen::PHONE, |page| {
        page.open("");
        let (clock, address) = (page.clock().get(), page.address().get());
        for selector in [
            "article[data-pattern=batched] .plot",
            PLAYHEAD,
            BATCH_SLIDER,
            ".sweep",
        ] {
            let (left, right) = (page.place(selector).at(0.45), page.place(selector).at(0.55));
            let fingers = |kind: &str, apart: Option<f64>| {
                let points: Vec<_> = apart
                    .into_iter()
                    .flat_map(|apart| {
                        [
                            json!({ "x": left.x - apart, "y": left.y, "id": 1 }),
                            json!({ "x": right.x + apart, "y": right.y, "id": 2 }),
                        ]
                    })
                    .collect();
                let event = json!({ "type": kind, "touchPoints": points });
                page.session().devtools("Input.dispatchTouchEvent", &event);
            };
            fingers("touchStart", Some(0.0));
            for apart in [6.0, 14.0, 30.0, 50.0, 30.0, 6.0, 0.0] {
                fingers("touchMove", Some(apart));
            }
            fingers("touchEnd", None);
            // Over a picture, two fingers choose the part that is shown, which the address names.
            page.address().wait("be the same but for the part", |now| {
                without_part(now) == without_part(&address)
            });
            page.clock().is(&clock);
            page.batch().is("5");
        }
    });
}

/// An address without what it says of the part of the axis.
fn without_part(address: &str) -> String {
    let (page, query) = address.split_once('?').unwrap_or((address, ""));
    let parts = query
        .split('&')
        .filter(|part| !part.starts_with("from=") && !part.starts_with("to="));
    [page, &parts.collect::<Vec<_>>().join("&")].concat()
}
