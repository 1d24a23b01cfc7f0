//! Live: the same program on the browser's own clock.

use crate::look::Look;
use crate::page::{Page, Screen, browse};
use crate::reading::TRANSPORT;

fn remark(page: &Page) -> Look<'_, String> {
    page.text(&format!("{TRANSPORT} [role=status]"))
}

fn runs(page: &Page) -> Look<'_, bool> {
    page.attribute("[role=switch]", "aria-checked")
        .map(|checked| checked == "true")
}

#[test]
fn a_live_run_takes_its_time_and_leaves_the_same_trace() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=10&batch=5");
        runs(page).is(&false);
        page.click("Live");
        let remark = remark(page).wait("be about the trace", |remark| {
            remark.contains("the same trace")
        });
        runs(page).is(&false);
        assert!(remark.contains("Batched took "), "{remark}");
        assert!(remark.contains("on the browser's clock"), "{remark}");
        assert!(remark.contains("200 ms in virtual time"), "{remark}");
        page.clock().is("200 ms");
    });
}

#[test]
fn a_live_run_can_be_stopped() {
    browse(Screen::LAPTOP, |page| {
        // Long enough for a busy machine to press the button twice.
        page.open("?batch=1");
        page.click("Live");
        runs(page).holds();
        page.moment()
            .wait("follow the live run", |now| (0.001..10.0).contains(now));
        page.click("Live");
        runs(page).is(&false);
        let remark = remark(page).wait("say so", |remark| remark.contains("stopped"));
        assert!(!remark.contains("trace"), "{remark}");
    });
}

#[test]
fn the_play_button_pauses_a_live_run() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=1");
        page.click("Live");
        page.shows("Pause");
        page.moment()
            .wait("follow the live run", |now| (0.001..10.0).contains(now));
        page.click("Pause");
        runs(page).is(&false);
        page.shows("Play");
        let clock = page.clock().get();
        page.clock().is(&clock);
    });
}
