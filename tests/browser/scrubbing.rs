//! The playhead: dragging it shows what ran at each moment, forth and back.

use crate::hands::Hand;
use crate::look::Look;
use crate::page::{Page, Screen, browse};
use crate::reading::PLAYHEAD;

/// Two batches of five tasks, 100 ms each: half a millisecond or less for each pixel.
const SHORT: &str = "?patterns=batched&tasks=10";

/// What stands behind the lines of the source that are running.
fn counts(page: &Page) -> Look<'_, Vec<String>> {
    let count = |line: &&str| line.ends_with(" goroutines") || line.starts_with("main");
    page.source()
        .map(move |source| source.lines().filter(count).map(String::from).collect())
}

/// Waits until the clock is at a moment from `from` on and before `to`, in seconds.
#[track_caller]
fn clock_is_within(page: &Page, from: f64, to: f64) {
    page.moment()
        .wait(&format!("be from {from} to {to}"), |now| {
            (from..to).contains(now)
        });
}

#[test]
fn dragging_the_axis_shows_what_ran_at_each_moment() {
    browse(Screen::PROJECTOR, |page| {
        page.open(SHORT);
        let axis = page.place(PLAYHEAD);
        page.press(Hand::Mouse, &[axis.at(0.25), axis.at(0.0)]);
        page.clock().is("0 s");

        page.move_to(Hand::Mouse, axis.at(0.005));
        counts(page).is(&["10 goroutines", "main waits"]);
        clock_is_within(page, 0.0, 0.002);
        let (clock, source) = (page.clock().get(), page.source().get());

        page.move_to(Hand::Mouse, axis.at(0.495));
        // Each task of the batch has started its 50 goroutines.
        counts(page).is(&["255 goroutines", "main waits"]);
        clock_is_within(page, 0.098, 0.1);
        page.text("article[data-pattern=batched]")
            .contains("main and 255 goroutines");

        page.move_to(Hand::Mouse, axis.at(0.005));
        page.clock().is(&clock);
        page.source().is(&source);

        page.move_to(Hand::Mouse, axis.at(1.2));
        page.clock().is("200 ms");
        page.release(Hand::Mouse);
    });
}

#[test]
fn a_thumb_drags_the_axis() {
    browse(Screen::PHONE, |page| {
        page.open(SHORT);
        let axis = page.place(PLAYHEAD);
        page.press(Hand::Finger, &[axis.at(0.9), axis.at(0.75)]);
        clock_is_within(page, 0.149, 0.152);
        page.move_to(Hand::Finger, axis.at(0.25));
        clock_is_within(page, 0.049, 0.052);
        page.release(Hand::Finger);
    });
}

#[test]
fn a_press_on_a_run_and_a_finding_show_their_moment() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let plot = page.place("article[data-pattern=sequential] canvas");
        page.drag(Hand::Mouse, &[plot.middle()]);
        clock_is_within(page, 4.9, 5.1);

        let killed = page.place("article[data-pattern=unbounded] .finding");
        page.drag(Hand::Mouse, &[killed.middle()]);
        page.clock().is("78 ms");
        let finding = page.text("article[data-pattern=unbounded] .finding");
        finding.starts_with("78 ms Killed");
    });
}

#[test]
fn a_press_on_a_magnified_run_is_on_its_own_axis() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let plot = page.place("article[data-pattern=unbounded] .plot");
        // It lies right of the text of the run's end, and is killed after 78 ms of ten seconds.
        let middle = plot.at(0.55);
        page.drag(Hand::Mouse, &[middle]);
        clock_is_within(page, 0.005, 0.078);
        // While it is looked at it has the whole axis.
        page.seek(0.5);
        page.drag(Hand::Mouse, &[middle, plot.at(0.6)]);
        clock_is_within(page, 0.01, 0.078);
    });
}

#[test]
fn the_source_of_each_run_can_be_chosen() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.source().contains("func processTasksInBatches");
        page.click("Sequential");
        page.texts("[aria-label='Source'] [aria-pressed=true]")
            .is(&["Sequential"]);
        page.source().wait("be the other one", |source| {
            !source.contains("processTasksInBatches")
        });
        page.seek(0.305);
        page.source().contains("main and");
    });
}

#[test]
fn counts_stand_beside_the_code_and_move_nothing() {
    for screen in [Screen::LAPTOP, Screen::PHONE, Screen::PROJECTOR] {
        browse(screen, |page| {
            page.open(SHORT);
            let heights = page.read::<Vec<f64>>("the lines' heights", LINES).get();
            page.seek(0.495);
            counts(page).has_length(2);
            page.list("overlapping()").is_empty();
            page.list("covered('.line code', '.count')").is_empty();
            page.read::<Vec<f64>>("the lines' heights", LINES)
                .is(&heights);
        });
    }
}

const LINES: &str = "return all('.line').map(line => line.getBoundingClientRect().height)";
