//! The curve over the large slider, the advice that it checks, and the talk's figures.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse};

const CURVE: &str = ".sweep canvas";

/// What the curve says, once it is whole: nothing is said of it before.
const WHOLE: &str = "Recommended 50, the knee: 200 ms. 79 to 100: killed for memory.";

#[track_caller]
fn wait_for_curve(page: &Page) {
    page.text(".found").is(WHOLE);
    page.attribute(CURVE, "aria-label")
        .is(&format!("Batched, total time by Batch size. {WHOLE}"));
}

#[test]
fn a_click_on_the_curve_opens_that_run() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        wait_for_curve(page);
        let before = page.pixels(CURVE).get();
        let curve = page.place(".sweep");
        // The middle of 1 to 100 is 10, since equal ratios are equally far.
        page.press(Hand::Mouse, &[curve.middle()]);
        page.release(Hand::Mouse);
        page.batch().is("10");
        page.headline("batched").is("1 s");
        // The mark moves.
        page.pixels(CURVE).is_not(&before);
    });
}

#[test]
fn a_tap_on_the_curve_opens_that_run() {
    browse(Screen::PHONE, |page| {
        page.open("");
        wait_for_curve(page);
        page.press(Hand::Finger, &[page.place(".sweep").middle()]);
        page.release(Hand::Finger);
        page.batch().is("10");
    });
}

#[test]
fn the_advice_is_checked_and_applied() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?scenario=ci-connections");
            page.click("Which batch size?");
            page.text(".advice [role=status]")
                .starts_with("The rule says 40: 300 ms. The sweep’s best is 50: 200 ms.");
            page.click("Apply 40");
            page.batch().is("40");
            page.headline("batched").is("300 ms");
        });
    }
}

#[test]
fn any_number_can_be_on_the_slider_and_its_axis_can_be_linear() {
    const CHOICE: &str = "What the slider moves";
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?scenario=ci-api-limit");
            page.choose_and_see(CHOICE, "qps", "qps");
            let link = "?scenario=ci-api-limit&slider=qps";
            page.address().is(link);
            page.click("API rate limit up");
            page.text(".large output").is("51");
            page.attribute(CURVE, "aria-label")
                .starts_with("Batched, total time by API rate limit");
            page.choose_and_see(CHOICE, "linear", "qps");
            let linear = "?scenario=ci-api-limit&qps=51&slider=qps&axis=linear";
            page.address().is(linear);
            // On a linear axis the middle of 0 to 1,000 is 500.
            page.press(Hand::Mouse, &[page.place(".sweep").middle()]);
            page.release(Hand::Mouse);
            page.text(".large output").is("500");
            page.click("Parameters");
            page.click("Back to the talk's values");
            page.read::<String>("what the list shows", "return all('.which')[0]?.value")
                .is("batch");
            page.attribute("#large", "aria-label").is("Batch size");
        });
    }
}

#[test]
fn nothing_is_recommended_where_there_is_no_choice() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=cluster-test");
        page.attribute(CURVE, "aria-label")
            .contains("Latency of a slow task");
        page.text(".found").is("");
    });
}

#[test]
fn nothing_is_recommended_where_nothing_limits() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched&tasks=20");
        page.text(".found").wait("recommend nothing", |said| {
            said.contains("Nothing sets a limit here") && !said.contains("Recommended")
        });
    });
}

#[test]
fn on_a_phone_what_is_found_is_read_whatever_the_value() {
    browse(Screen::PHONE, |page| {
        for batch in [1, 50, 100] {
            page.open(&format!("?scenario=ci-auto-trigger&batch={batch}"));
            page.text(".found").contains("Recommended 50");
            page.text(".found").contains("killed for memory");
            for fault in ["cutOff()", "overlapping()"] {
                page.list(fault).is_empty();
            }
        }
    });
}

#[test]
fn the_talks_figures_are_computed() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.click("The talk’s figures, computed");
        page.texts("#claims td:nth-child(3)")
            .wait("hold, at least six of them", |verdicts| {
                verdicts
                    .iter()
                    .filter(|verdict| verdict.starts_with("holds"))
                    .count()
                    > 5
            });
        page.click("Close");
        page.texts("dialog").is_empty();
    });
}

#[test]
fn advice_that_the_browser_opens_is_computed_too() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-connections");
        // As find-in-page does.
        page.session()
            .script("document.querySelector('.advice').open = true");
        page.text(".advice [role=status]")
            .starts_with("The rule says 40");
    });
}
