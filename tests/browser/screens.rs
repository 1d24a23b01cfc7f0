//! The page on a phone, a laptop and a projector, in dark and light.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};

const DISCLOSURE: &str = "Parameters";
const FOUR_RUNS: &str = "?patterns=sequential,naive,unbounded,batched";

/// Nothing makes the page hard to read, or on a phone hard to touch.
#[track_caller]
fn is_legible(page: &Page, phone: bool) {
    for fault in ["smallTexts(12)", "cutOff()", "overlapping()"] {
        page.list(fault).is_empty();
    }
    if phone {
        page.list("smallTargets(44)").is_empty();
    }
}

#[track_caller]
fn scrolls_not_sideways(page: &Page) {
    page.list("scrollable()")
        .map(|mut across| {
            across.retain(|what| !what.contains(" 0 across"));
            across
        })
        .is_empty();
}

/// The slider and the transport are there before anybody scrolls.
#[track_caller]
fn controls_are_in_the_window(page: &Page) {
    for selector in [
        BATCH_SLIDER,
        TRANSPORT,
        PLAYHEAD,
        "[aria-label='Play again']",
        "article",
    ] {
        page.wholly_in_window(selector).holds();
    }
}

#[test]
fn phones_show_the_slider_and_the_transport_without_scrolling() {
    browse(Screen::PHONE, |page| {
        for (width, height) in [(390, 844), (360, 640), (844, 390)] {
            page.look_at(Screen {
                width,
                height,
                ..Screen::PHONE
            });
            page.open("");
            controls_are_in_the_window(page);
            scrolls_not_sideways(page);
        }
    });
}

#[test]
fn phones_are_legible() {
    browse(Screen::PHONE, |page| {
        for (width, height) in [(390, 844), (360, 640)] {
            page.look_at(Screen {
                width,
                height,
                ..Screen::PHONE
            });
            for link in [
                "?colour=red",
                FOUR_RUNS,
                "?patterns=batched&tasks=10000&batch=3",
            ] {
                page.open(link);
                is_legible(page, true);
            }
        }
        page.click(DISCLOSURE);
        page.shows("Tasks");
        is_legible(page, true);
        scrolls_not_sideways(page);
    });
}

#[test]
fn a_thumb_scrolls_the_page_to_the_source() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.wholly_in_window("[aria-label^='Go source']")
            .is(&false);
        let run = page.place("article[data-pattern=unbounded]").middle();
        let up = crate::reading::Point {
            y: run.y - 300.0,
            ..run
        };
        page.drag(Hand::Finger, &[run, up]);
        page.read("that the page has scrolled", "return scrollY > 100")
            .holds();
        page.wholly_in_window(BATCH_SLIDER).holds();
    });
}

#[test]
fn a_laptop_and_a_projector_show_everything_at_once() {
    browse(Screen::LAPTOP, |page| {
        for screen in [Screen::LAPTOP, Screen::PROJECTOR] {
            page.look_at(screen);
            for link in ["", "?colour=red", FOUR_RUNS] {
                page.open(link);
                controls_are_in_the_window(page);
                is_legible(page, false);
                let fits = "const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
                     return scrollWidth <= clientWidth && scrollHeight <= clientHeight";
                page.read("that the page fits the window", fits).holds();
            }
        }
        // On a projector the source is read from the last row.
        let code = "const line = document.querySelector('[aria-label^=\"Go source\"] code');
             return parseFloat(getComputedStyle(line).fontSize)";
        page.read::<f64>("the source's size", code)
            .wait("be 24 px or more", |size| *size >= 24.0);
    });
}

#[test]
fn dark_and_light_are_both_legible() {
    browse(Screen::LAPTOP, |page| {
        let looks = [true, false].map(|dark| {
            // The page is open when the scheme changes, as at sunset.
            page.look_at(Screen {
                dark,
                ..Screen::LAPTOP
            });
            if dark {
                page.open("?batch=0&tasks=20");
                page.click(DISCLOSURE);
                page.shows("Tasks");
                page.seek(0.31);
            }
            let luminance = "return luminance(backgroundOf(document.querySelector('h1')))";
            page.read::<f64>("the background's luminance", luminance)
                .wait("fit the scheme", |light| {
                    if dark { *light < 0.05 } else { *light > 0.8 }
                });
            page.list("poorContrasts(4.5)").is_empty();
            page.picture("batched").get()
        });
        page.picture("batched").is_not(&looks[0]);
    });
}
