//! The playhead: dragging it shows what ran at each moment, forth and back.

use crate::hands::Hand;
use crate::page::{Page, Screen, browse, eventually, until};
use crate::reading::PLAYHEAD;

/// Two batches of five tasks, 100 ms each: half a millisecond or less for each pixel.
const SHORT: &str = "?patterns=batched&tasks=10";

/// What stands behind the lines of the source that are running.
#[track_caller]
fn counts(page: &Page) -> Vec<String> {
    let source = page.source();
    let counts = source
        .lines()
        .filter(|line| line.ends_with(" goroutines") || line.starts_with("main"));
    counts.map(String::from).collect()
}

#[test]
fn dragging_the_axis_shows_what_ran_at_each_moment() {
    browse(Screen::PROJECTOR, |page| {
        page.open(SHORT);
        let axis = page.place(PLAYHEAD);
        page.press(Hand::Mouse, &[axis.at(0.25), axis.at(0.0)]);
        eventually("the clock at the left end", &"0:00.000".into(), || {
            page.clock()
        });

        page.move_to(Hand::Mouse, axis.at(0.005));
        until("the first batch has begun", || {
            counts(page) == ["10 goroutines", "main waits"]
        });
        let (clock, source) = (page.clock(), page.source());
        assert!(
            ("0:00.000".."0:00.002").contains(&clock.as_str()),
            "{clock}"
        );

        page.move_to(Hand::Mouse, axis.at(0.495));
        until(
            "each task of the batch has started its 50 goroutines",
            || counts(page) == ["255 goroutines", "main waits"],
        );
        let later = page.clock();
        assert!(
            ("0:00.098".."0:00.100").contains(&later.as_str()),
            "{later}"
        );
        until("the run says so, too", || {
            page.text("article[data-pattern=batched]")
                .contains("now 255 goroutines")
        });

        page.move_to(Hand::Mouse, axis.at(0.005));
        eventually("the same moment again", &(clock, source), || {
            (page.clock(), page.source())
        });

        page.move_to(Hand::Mouse, axis.at(1.2));
        eventually("the clock at the right end", &"0:00.200".into(), || {
            page.clock()
        });
        page.release(Hand::Mouse);
    });
}

#[test]
fn a_thumb_drags_the_axis() {
    browse(Screen::PHONE, |page| {
        page.open(SHORT);
        let axis = page.place(PLAYHEAD);
        page.press(Hand::Finger, &[axis.at(0.9), axis.at(0.75)]);
        until("the clock follows", || {
            ("0:00.149".."0:00.152").contains(&page.clock().as_str())
        });
        page.move_to(Hand::Finger, axis.at(0.25));
        until("the clock follows back", || {
            ("0:00.049".."0:00.052").contains(&page.clock().as_str())
        });
        page.release(Hand::Finger);
    });
}

#[test]
fn a_press_on_a_run_and_a_finding_show_their_moment() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let plot = page.place("article[data-pattern=sequential] canvas");
        page.drag(Hand::Mouse, &[plot.middle()]);
        until("the clock is in the middle", || {
            ("0:04.900".."0:05.100").contains(&page.clock().as_str())
        });

        let killed = page.place("article[data-pattern=unbounded] .finding");
        page.drag(Hand::Mouse, &[killed.middle()]);
        let said = page.text("article[data-pattern=unbounded] .finding");
        until("the clock is at the kill", || {
            said.starts_with(&page.clock())
        });
        assert!(said.to_lowercase().contains("killed"), "{said}");
    });
}

#[test]
fn the_source_of_each_run_can_be_chosen() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        assert!(page.source().contains("func processTasksInBatches"));
        page.click("Sequential");
        until("the other source is there", || {
            page.texts("[aria-label='Source'] [aria-pressed=true]") == ["Sequential"]
                && !page.source().contains("processTasksInBatches")
        });
        page.seek(0.305);
        until("main itself is at work", || {
            page.source().contains("main and")
        });
    });
}
