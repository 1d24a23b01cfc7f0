//! The large slider: by keys, by mouse, by thumb, and for very many tasks.

use crate::hands::Hand;
use crate::hands::keys::RIGHT;
use crate::page::{Page, Screen, browse};
use crate::reading::BATCH_SLIDER;
use analysis::fmt::length;
use goruntime::time::Duration;

#[test]
fn keys_move_the_batch_size_by_one() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let batched = page.picture("batched").get();
        let sequential = page.picture("sequential").get();
        page.focus(BATCH_SLIDER);
        page.keys(&[RIGHT; 5]);
        page.batch().is("10");
        page.headline("batched").is("1 s");
        page.address().is("?scenario=ci-auto-trigger&batch=10");
        page.picture("batched").is_not(&batched);
        // It has no batches.
        page.picture("sequential").is(&sequential);
        page.headline("sequential").is("10 s");
        page.headline("unbounded").is("killed");
    });
}

#[test]
fn buttons_move_the_batch_size_by_one() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click("Batch size up");
        page.batch().is("6");
        page.click("Batch size down");
        page.click("Batch size down");
        page.batch().is("4");
        page.headline("batched").is("2.5 s");
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
        page.read::<f64>(
            "how far the page has scrolled",
            "return Math.hypot(scrollX, scrollY)",
        )
        .wait("be nothing", |scrolled| *scrolled < 1.0);
    });
}

/// The runs are redrawn while the slider is held, and not only when it is let go.
#[track_caller]
fn runs_follow_a_drag(page: &Page, hand: Hand) {
    let slider = page.place(BATCH_SLIDER);
    let at_five = "const slider = controls('Batch size').find(shown); return slider ? slider.value / slider.max : null";
    let at_five: f64 = page.read("the slider's thumb", at_five).get();
    let first = page.picture("batched").get();

    // The middle of 1 to 100 is 10, since equal ratios are equally far.
    page.press(
        hand,
        &[slider.at(at_five), slider.at(0.42), slider.middle()],
    );
    page.batch().is("10");
    page.headline("batched").is("1 s");
    page.picture("batched").is_not(&first);
    let at_ten = page.picture("batched").get();

    page.move_to(hand, slider.at(0.97));
    page.picture("batched")
        .wait("be another one", |now| *now != at_ten && *now != first);
    // Near its end even the batches need too much memory.
    page.headline("batched").is("killed");

    page.move_to(hand, slider.middle());
    page.picture("batched").is(&at_ten);
    page.release(hand);
    page.address().is("?scenario=ci-auto-trigger&batch=10");
    page.batch().is("10");
}

#[test]
fn ten_thousand_tasks_still_follow_the_slider() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=10000&batch=100");
        page.headlines().is(&["16 min 40 s", "killed", "killed"]);
        let slider = page.place(BATCH_SLIDER);
        page.press(
            Hand::Mouse,
            &[slider.at(0.5), slider.at(0.3), slider.at(0.26)],
        );
        let batch = || {
            page.batch().try_map(|batch| {
                batch
                    .parse::<u32>()
                    .map_err(|error| format!("{batch}: {error}"))
            })
        };
        batch().wait("be between 5 and 20", |batch| (5..=20).contains(batch));
        page.release(Hand::Mouse);
        // A wave takes 100 ms.
        let waves = 10_000_u32.div_ceil(batch().get());
        let time = length(Duration::millis(u64::from(waves) * 100));
        page.text("article[data-pattern=batched] .finding")
            .contains(&format!("make {time}."));
    });
}

#[test]
fn one_task_and_listed_latencies_are_shown() {
    browse(Screen::LAPTOP, |page| {
        page.open("?tasks=1");
        page.headlines().is(&["100 ms"; 3]);
        page.batch().is("5");
        page.focus(BATCH_SLIDER);
        page.keys(&[RIGHT]);
        // The slider ends at the number of tasks; a larger value, which the link may have, stays.
        page.batch().is("5");

        page.open("?tasks=3&batch=2&latency=list:120,80.5,95");
        // In turn; all at once; two and then one.
        page.headlines().is(&["296 ms", "120 ms", "215 ms"]);
        page.address()
            .is("?scenario=ci-auto-trigger&batch=2&latency=list:120,80.5,95");
    });
}
