//! The large slider: by keys, by mouse, by thumb, and for very many tasks.

use crate::driver::keys::RIGHT;
use crate::hands::Hand;
use crate::page::{Page, Screen, browse, eventually, until};
use crate::reading::BATCH_SLIDER;

#[test]
fn keys_move_the_batch_size_by_one() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let (batched, sequential) = (page.picture("batched"), page.picture("sequential"));
        page.focus(BATCH_SLIDER);
        page.keys(&[RIGHT; 5]);
        eventually("the batch size", &"10".into(), || page.batch());
        eventually("the total time", &"1 s".into(), || page.headline("batched"));
        eventually(
            "the address",
            &"?scenario=ci-auto-trigger&batch=10".into(),
            || page.address(),
        );
        until("the batched run is drawn anew", || {
            page.picture("batched") != batched
        });
        assert_eq!(page.picture("sequential"), sequential, "it has no batches");
        assert_eq!(page.headline("sequential"), "10 s");
        assert_eq!(page.headline("unbounded"), "killed");
    });
}

#[test]
fn buttons_move_the_batch_size_by_one() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Batch size up");
        eventually("the batch size", &"6".into(), || page.batch());
        page.click("Batch size down");
        page.click("Batch size down");
        eventually("the batch size", &"4".into(), || page.batch());
        eventually("the total time", &"2.5 s".into(), || {
            page.headline("batched")
        });
    });
}

#[test]
fn a_mouse_drags_the_batch_size() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        runs_follow_a_drag(page, Hand::Mouse);
    });
}

#[test]
fn a_thumb_drags_the_batch_size() {
    browse(Screen::PHONE, |page| {
        page.open("");
        runs_follow_a_drag(page, Hand::Finger);
        let scrolled: f64 = page.read("return Math.abs(scrollX) + Math.abs(scrollY)");
        assert!(scrolled < 1.0, "the page stays where it is");
    });
}

/// The runs are redrawn while the slider is held, and not only when it is let go.
#[track_caller]
fn runs_follow_a_drag(page: &Page, hand: Hand) {
    let slider = page.place(BATCH_SLIDER);
    let at_five: f64 = page.read(
        "const slider = controls('Batch size').find(shown); return slider.value / slider.max",
    );
    let first = page.picture("batched");

    // The middle of 1 to 100 is 10, since equal ratios are equally far.
    page.press(
        hand,
        &[slider.at(at_five), slider.at(0.42), slider.middle()],
    );
    eventually("the batch size under way", &"10".into(), || page.batch());
    eventually("the total time under way", &"1 s".into(), || {
        page.headline("batched")
    });
    until("the run is drawn anew under way", || {
        page.picture("batched") != first
    });
    let at_ten = page.picture("batched");

    page.move_to(hand, slider.at(0.97));
    until("the run is drawn anew further on", || {
        let picture = page.picture("batched");
        picture != at_ten && picture != first
    });
    // Near its end even the batches need too much memory.
    eventually("the end of the batched run", &"killed".into(), || {
        page.headline("batched")
    });

    page.move_to(hand, slider.middle());
    eventually("the same picture for the same batch size", &at_ten, || {
        page.picture("batched")
    });
    page.release(hand);
    eventually(
        "the address",
        &"?scenario=ci-auto-trigger&batch=10".into(),
        || page.address(),
    );
    assert_eq!(page.batch(), "10");
}

#[test]
fn ten_thousand_tasks_still_follow_the_slider() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=10000&batch=100");
        assert_eq!(page.headlines(), ["16 min 40 s", "killed", "killed"]);
        let slider = page.place(BATCH_SLIDER);
        page.press(
            Hand::Mouse,
            &[slider.at(0.5), slider.at(0.3), slider.at(0.26)],
        );
        until("the batch size is between 5 and 20", || {
            page.batch()
                .parse()
                .is_ok_and(|batch: u32| (5..=20).contains(&batch))
        });
        page.release(Hand::Mouse);
        until("the batched run is that of the batch size", || {
            let waves = page
                .batch()
                .parse()
                .map_or(0, |batch| 10_000_u32.div_ceil(batch));
            let sentence = page.text("article[data-pattern=batched] .finding");
            // A wave takes 100 ms.
            sentence.contains(&format!(
                "{}:{:02}.{}00",
                waves / 600,
                waves / 10 % 60,
                waves % 10
            ))
        });
    });
}

#[test]
fn one_task_and_listed_latencies_are_shown() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=1");
        assert_eq!(page.headlines(), ["100 ms"; 3]);
        assert_eq!(page.batch(), "1");
        page.focus(BATCH_SLIDER);
        page.keys(&[RIGHT]);
        assert_eq!(page.batch(), "1");

        page.open("?tasks=3&batch=2&latency=list:120,80.5,95");
        // In turn; all at once; two and then one.
        assert_eq!(page.headlines(), ["296 ms", "120 ms", "215 ms"]);
        assert_eq!(
            page.address(),
            "?scenario=ci-auto-trigger&tasks=3&batch=2&latency=list:120,80.5,95"
        );
    });
}
