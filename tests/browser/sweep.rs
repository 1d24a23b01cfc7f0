//! The curve over the large slider, the advice that it checks, and the talk's figures.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse, eventually, until};

/// What the curve says, once it is whole: nothing is said of it before.
const WHOLE: &str = "Recommended 50, the knee: 200 ms. 79 to 100: killed for memory.";

#[track_caller]
fn wait_for_curve(page: &Page) {
    eventually("what the curve says", &WHOLE.into(), || page.text(".found"));
    let label: String = page.read("return all('.sweep canvas')[0].getAttribute('aria-label')");
    assert_eq!(label, format!("Batched, total time by Batch size. {WHOLE}"));
}

#[test]
fn a_click_on_the_curve_opens_that_run() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        wait_for_curve(page);
        let before: String = page.read("return all('.sweep canvas')[0].toDataURL()");
        let curve = page.place(".sweep");
        // The middle of 1 to 100 is 10, since equal ratios are equally far.
        page.press(Hand::Mouse, &[curve.middle()]);
        page.release(Hand::Mouse);
        eventually("the batch size", &"10".into(), || page.batch());
        eventually("the total time", &"1 s".into(), || page.headline("batched"));
        until("the mark has moved", || {
            let now: String = page.read("return all('.sweep canvas')[0].toDataURL()");
            now != before
        });
    });
}

#[test]
fn a_tap_on_the_curve_opens_that_run() {
    browse(Screen::PHONE, |page| {
        page.open("");
        wait_for_curve(page);
        page.press(Hand::Finger, &[page.place(".sweep").middle()]);
        page.release(Hand::Finger);
        eventually("the batch size", &"10".into(), || page.batch());
    });
}

#[test]
fn the_advice_is_checked_and_applied() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?scenario=ci-connections");
            page.click("Which batch size?");
            until("the advice is checked", || {
                page.text(".advice [role=status]")
                    .starts_with("The rule says 40: 300 ms. The sweep’s best is 50: 200 ms.")
            });
            page.click("Apply 40");
            eventually("the batch size", &"40".into(), || page.batch());
            eventually("the total time", &"300 ms".into(), || {
                page.headline("batched")
            });
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
            eventually("the address", &link.into(), || page.address());
            page.click("API rate limit up");
            eventually("the rate", &"51".into(), || page.text(".large output"));
            until("its curve is there", || {
                page.attribute(".sweep canvas", "aria-label")
                    .starts_with("Batched, total time by API rate limit")
            });
            page.choose_and_see(CHOICE, "linear", "qps");
            let linear = "?scenario=ci-api-limit&qps=51&slider=qps&axis=linear";
            eventually("the address", &linear.into(), || page.address());
            // On a linear axis the middle of 0 to 1,000 is 500.
            page.press(Hand::Mouse, &[page.place(".sweep").middle()]);
            page.release(Hand::Mouse);
            eventually("the rate", &"500".into(), || page.text(".large output"));
            page.click("Parameters");
            page.click("Back to the talk's values");
            eventually("what the list shows", &String::from("batch"), || {
                page.read::<String>("return all('.which')[0].value")
            });
            let label: String = page.read("return all('#large')[0].getAttribute('aria-label')");
            assert_eq!(label, "Batch size");
        });
    }
}

#[test]
fn nothing_is_recommended_where_there_is_no_choice() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=cluster-test");
        until("the curve is there", || {
            page.attribute(".sweep canvas", "aria-label")
                .contains("Latency of a slow task")
        });
        assert_eq!(page.text(".found"), "");
    });
}

#[test]
fn the_talks_figures_are_computed() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.click("The talk’s figures, computed");
        until("some are computed", || {
            page.read("return all('#claims td:nth-child(3)').filter(cell => cell.innerText.startsWith('holds')).length > 5")
        });
        page.click("Close");
        until("the page is back", || {
            page.read("return all('dialog').length === 0")
        });
    });
}
