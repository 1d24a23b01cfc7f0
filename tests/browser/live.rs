//! Live: the same program on the browser's own clock.

use crate::page::{Page, Screen, browse, until};
use crate::reading::TRANSPORT;

fn remark(page: &Page) -> String {
    page.text(&format!("{TRANSPORT} [role=status]"))
}

fn runs(page: &Page) -> bool {
    page.attribute("[role=switch]", "aria-checked") == "true"
}

#[test]
fn a_live_run_takes_its_time_and_leaves_the_same_trace() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=10&batch=5");
        assert!(!runs(page));
        page.click("Live");
        until("the live run has ended", || {
            !runs(page) && remark(page).contains("the same trace")
        });
        let remark = remark(page);
        assert!(remark.contains("Batched took "), "{remark}");
        assert!(remark.contains("on the browser's clock"), "{remark}");
        assert!(remark.contains("200ms in virtual time"), "{remark}");
        assert_eq!(page.clock(), "0:00.200");
    });
}

#[test]
fn a_live_run_can_be_stopped() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Live");
        until("the clock follows the live run", || {
            runs(page) && page.clock().as_str() > "0:00.000" && page.clock().as_str() < "0:02.000"
        });
        page.click("Live");
        until("the live run is stopped", || {
            !runs(page) && remark(page).contains("stopped")
        });
        assert!(!remark(page).contains("trace"));
    });
}
