//! The page on a phone, a laptop and a projector, in dark and light.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse, until};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};

const NOTHING: [&str; 0] = [];
const DISCLOSURE: &str = "Parameters";
const FOUR_RUNS: &str = "?patterns=sequential,naive,unbounded,batched";

#[track_caller]
fn found(page: &Page, what: &str) -> Vec<String> {
    page.read(&format!("return {what}"))
}

#[track_caller]
fn in_window(page: &Page, selector: &str) -> bool {
    page.read(&format!("return inWindow({})", serde_json::json!(selector)))
}

/// What makes the page hard to read, and on a phone hard to touch.
#[track_caller]
fn faults(page: &Page, place: &str, phone: bool) -> Vec<String> {
    let mut kinds = vec!["smallTexts(12)", "cutOff()", "overlapping()"];
    if phone {
        kinds.push("smallTargets(44)");
    }
    let of_kind = |kind: &str| {
        let found = found(page, kind).into_iter();
        found
            .map(|fault| format!("{place}, {kind}: {fault}"))
            .collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

#[track_caller]
fn scrolls_not_sideways(page: &Page, what: &str) {
    let mut across = found(page, "scrollable()");
    across.retain(|what| !what.contains(" 0 across"));
    assert_eq!(across, NOTHING, "{what}");
}

/// The slider and the transport are there before anybody scrolls.
#[track_caller]
fn controls_are_in_the_window(page: &Page, what: &str) {
    for selector in [
        BATCH_SLIDER,
        TRANSPORT,
        PLAYHEAD,
        "[aria-label='Play again']",
        "article",
    ] {
        assert!(in_window(page, selector), "{selector}: {what}");
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
            let what = format!("{width}×{height}");
            controls_are_in_the_window(page, &what);
            scrolls_not_sideways(page, &what);
        }
    });
}

#[test]
fn phones_are_legible() {
    browse(Screen::PHONE, |page| {
        let mut all = Vec::new();
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
                all.extend(faults(page, &format!("{link} at {width}×{height}"), true));
            }
        }
        page.click(DISCLOSURE);
        until("the fields are there", || page.has("Tasks"));
        all.extend(faults(page, "the parameters", true));
        assert_eq!(all, NOTHING);
        scrolls_not_sideways(page, "the parameters");
    });
}

#[test]
fn a_thumb_scrolls_the_page_to_the_source() {
    browse(Screen::PHONE, |page| {
        page.open("");
        assert!(!in_window(page, "[aria-label^='Go source']"));
        let run = page.place("article[data-pattern=unbounded]").middle();
        let up = crate::reading::Point {
            y: run.y - 300.0,
            ..run
        };
        page.drag(Hand::Finger, &[run, up]);
        until("the page has scrolled", || {
            page.read("return scrollY > 100")
        });
        assert!(
            in_window(page, BATCH_SLIDER),
            "the slider stays under the thumb"
        );
    });
}

#[test]
fn a_laptop_and_a_projector_show_everything_at_once() {
    browse(Screen::LAPTOP, |page| {
        let mut all = Vec::new();
        for screen in [Screen::LAPTOP, Screen::PROJECTOR] {
            page.look_at(screen);
            for link in ["", "?colour=red", FOUR_RUNS] {
                page.open(link);
                let what = format!("{link} at {}×{}", screen.width, screen.height);
                controls_are_in_the_window(page, &what);
                all.extend(faults(page, &what, false));
                let whole: bool = page.read(
                    "const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
                     return scrollWidth <= clientWidth && scrollHeight <= clientHeight",
                );
                assert!(whole, "the page fits the window: {what}");
            }
        }
        assert_eq!(all, NOTHING);
        // On a projector the source is read from the last row.
        let code: f64 = page.read(
            "const line = document.querySelector('[aria-label^=\"Go source\"] code');
             return parseFloat(getComputedStyle(line).fontSize)",
        );
        assert!(code >= 24.0, "the source is {code} px large");
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
                until("the fields are there", || page.has("Tasks"));
                page.seek(0.31);
            }
            let luminance = "return luminance(backgroundOf(document.querySelector('h1')))";
            until("the background fits the scheme", || {
                let light: f64 = page.read(luminance);
                if dark { light < 0.05 } else { light > 0.8 }
            });
            assert_eq!(found(page, "poorContrasts(4.5)"), NOTHING, "dark: {dark}");
            page.picture("batched")
        });
        until("the runs are drawn in other colours", || {
            page.picture("batched") != looks[0]
        });
    });
}
