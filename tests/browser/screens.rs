//! The page on a phone, a laptop and a projector, in dark and light.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse, until};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};

const NOTHING: [&str; 0] = [];

#[track_caller]
fn found(page: &Page, what: &str) -> Vec<String> {
    page.read(&format!("return {what}"))
}

#[track_caller]
fn in_window(page: &Page, selector: &str) -> bool {
    page.read(&format!("return inWindow({})", serde_json::json!(selector)))
}

#[test]
fn a_phone_shows_the_slider_and_the_transport_without_scrolling() {
    browse(Screen::PHONE, |page| {
        page.open("");
        for selector in [
            BATCH_SLIDER,
            TRANSPORT,
            PLAYHEAD,
            "[aria-label='Play again']",
            "article",
        ] {
            assert!(
                in_window(page, selector),
                "{selector} is in the first window"
            );
        }
        page.click("Parameters and patterns");
        until("the fields are there", || page.has("Tasks"));
        assert_eq!(found(page, "smallTargets(44)"), NOTHING);
        assert_eq!(found(page, "smallTexts(12)"), NOTHING);
        assert_eq!(found(page, "cutOff()"), NOTHING);
        assert_eq!(found(page, "overlapping()"), NOTHING);
        let across: Vec<String> = found(page, "scrollable()")
            .into_iter()
            .filter(|what| !what.contains(" 0 across"))
            .collect();
        assert_eq!(across, NOTHING, "nothing scrolls sideways");
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
fn nothing_is_too_small_or_cut_off_on_a_laptop_and_a_projector() {
    browse(Screen::LAPTOP, |page| {
        for screen in [Screen::LAPTOP, Screen::PROJECTOR] {
            page.look_at(screen);
            page.open("");
            let size = format!("{}×{}", screen.width, screen.height);
            assert!(
                in_window(page, BATCH_SLIDER) && in_window(page, TRANSPORT),
                "{size}"
            );
            assert_eq!(found(page, "smallTargets(44)"), NOTHING, "{size}");
            assert_eq!(found(page, "smallTexts(12)"), NOTHING, "{size}");
            assert_eq!(found(page, "cutOff()"), NOTHING, "{size}");
            assert_eq!(found(page, "overlapping()"), NOTHING, "{size}");
            let whole = page.read::<bool>(
                "const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
                 return scrollWidth <= clientWidth && scrollHeight <= clientHeight",
            );
            assert!(whole, "the page fits into {size}");
        }
        // On a projector the source is read from the last row.
        let code: f64 = page.read(
            "return parseFloat(getComputedStyle(document.querySelector('[aria-label^=\"Go source\"] code')).fontSize)",
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
                page.click("Parameters and patterns");
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
