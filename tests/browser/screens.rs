//! The page on a phone, a laptop and a projector, in dark and light.

use crate::hands::Hand;
use crate::hands::keys::TAB;
use crate::page::{Page, Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};
use serde_json::json;

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

/// 1.5625 is 125 % of 125 %. A zoomed window has fewer of the pixels of CSS.
#[test]
fn pictures_are_sharp_at_any_zoom() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        for (ratio, width) in [
            (1.5625, 819),
            (1.1, 1164),
            (0.67, 1910),
            (3.0, 427),
            (1.0, 1280),
        ] {
            let metrics = json!({ "width": width, "height": 720, "deviceScaleFactor": ratio, "mobile": false });
            page.session()
                .devtools("Emulation.setDeviceMetricsOverride", &metrics);
            let zoomed = format!("return Math.abs(devicePixelRatio - {ratio}) < 0.001");
            page.read::<bool>("the zoomed page", zoomed).holds();
            page.list("blurred()").is_empty();
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

#[test]
fn on_a_phone_whatever_has_the_focus_can_be_seen() {
    browse(Screen::PHONE, |page| {
        page.open("?patterns=sequential,naive,unbounded,batched");
        page.click(DISCLOSURE);
        page.shows("Tasks");
        page.click("Which batch size?");
        page.focus(".open");
        let focused = page.read::<String>(
            "what has the focus, if it cannot be seen",
            "return hiddenFocus()",
        );
        let mut steps = 0;
        loop {
            page.keys(&[TAB]);
            steps += 1;
            focused.is("");
            let is_last = page.read::<bool>("whether it is the last", "return isLastTabStop()");
            if is_last.get() {
                break;
            }
            assert!(steps < 200, "the tab stops come to no end");
        }
        assert!(steps > 50, "only {steps} tab stops");
    });
}

#[test]
fn half_of_a_low_window_shows_runs() {
    browse(Screen::LAPTOP, |page| {
        for (width, height) in [(320, 256), (480, 270), (667, 375), (844, 390)] {
            page.look_at(Screen {
                width,
                height,
                ..Screen::LAPTOP
            });
            page.open("");
            page.session()
                .script("document.querySelector('article').scrollIntoView({ block: 'start', behavior: 'instant' })");
            page.read::<f64>("the part of the window with runs", "return shareOfRuns()")
                .wait("be half or more", |part| *part >= 0.5);
            scrolls_not_sideways(page);
            if height > 300 {
                page.wholly_in_window(BATCH_SLIDER).holds();
                continue;
            }
            // The deck is behind the runs, not behind all that can be read.
            page.read::<bool>(
                "that the deck comes before the source",
                "return all('.deck')[0].getBoundingClientRect().top < all('aside')[0].getBoundingClientRect().top",
            )
            .holds();
        }
    });
}

#[test]
fn a_phone_need_not_zoom_into_a_field() {
    browse(Screen::PHONE, |page| {
        for link in ["", "?embed", "?scenario=cluster-test"] {
            page.open(link);
            if link != "?embed" {
                page.click(DISCLOSURE);
                page.click("Which batch size?");
            }
            // Below 16 px iOS zooms in, and stays there.
            let small = "return all('input, select, textarea').filter(field => shown(field) && parseFloat(getComputedStyle(field).fontSize) < 16).map(nameOf)";
            page.read::<Vec<String>>("fields with small text", small)
                .is_empty();
        }
    });
}

#[test]
fn no_button_touches_another() {
    browse(Screen::LAPTOP, |page| {
        for link in ["", "?pattern=worker-pool", "?scenario=ci-api-limit"] {
            page.open(link);
            page.list("touching()").is_empty();
        }
    });
}

#[test]
fn a_button_that_is_pressed_looks_so() {
    browse(Screen::LAPTOP, |page| {
        page.open("?size=normal");
        let ground = "return getComputedStyle(controls('Large type')[0]).backgroundColor";
        let ground = page.read::<String>("the ground of the button", ground);
        let plain = ground.get();
        page.click("Large type");
        page.attribute(".size", "aria-pressed").is("true");
        ground.wait("be another", |now| *now != plain);
    });
}

#[test]
fn what_is_wrapped_in_the_source_keeps_its_indent() {
    let narrow = Screen {
        width: 1024,
        ..Screen::LAPTOP
    };
    browse(narrow, |page| {
        page.open("?pattern=worker-pool&size=stage");
        let script = "return all('.code .text').flatMap(text => {
                const range = document.createRange();
                range.selectNodeContents(text.querySelector('code'));
                const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
                const top = Math.min(...lines.map(({ top }) => top));
                const first = Math.min(...lines.filter(line => line.top < top + 4).map(({ left }) => left));
                return lines.filter(line => line.top > top + 12).map(({ left }) => left - first);
            })";
        page.read::<Vec<f64>>(
            "how far wrapped code is behind its line's beginning",
            script,
        )
        .wait("be behind it", |behind| {
            !behind.is_empty() && behind.iter().all(|by| *by > 4.0)
        });
    });
}

/// A tablet held sideways, and small laptops: the words beside the title take no lines from the runs.
#[test]
fn the_header_is_low_on_every_width() {
    browse(Screen::LAPTOP, |page| {
        page.open("?spoil=1&autoplay=0");
        for (width, height) in [
            (1024, 748),
            (1100, 800),
            (1180, 820),
            (1280, 720),
            (1366, 650),
        ] {
            page.look_at(Screen {
                width,
                height,
                ..Screen::LAPTOP
            });
            let low = "return document.querySelector('header').clientHeight";
            page.read::<u32>("the height of the header", low)
                .wait("be a line of buttons", |height| *height <= 66);
            page.list("cutOff()").is_empty();
        }
    });
}
