//! "What if …": interventions at the playhead, and the run as it was behind the new one.

use crate::hands::Hand;
use crate::hands::keys::HOME;
use crate::page::{Screen, browse};
use crate::reading::PLAYHEAD;

const POOL: &str = "?pattern=worker-pool&tasks=20&workers=4";
const BEFORE: &str = ".was";

#[test]
fn a_worker_is_killed_at_the_playhead_and_lives_again() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open(POOL);
            page.headline("worker-pool").is("500 ms");
            page.texts(BEFORE).is_empty();
            page.press(Hand::Mouse, &[page.place(PLAYHEAD).at(0.4)]);
            page.release(Hand::Mouse);
            let picture = page.picture("worker-pool").get();

            page.click("What if …");
            page.click("Worker 0 is killed");
            page.headline("worker-pool").is("600 ms");
            page.text(BEFORE).starts_with("before: 500 ms");
            page.text(".changed").starts_with("killed workers: 0 at ");
            page.address().contains("&kill=0&kill-at=");
            page.picture("worker-pool").is_not(&picture);

            page.click("Undo");
            page.headline("worker-pool").is("500 ms");
            page.texts(BEFORE).is_empty();
            page.click("Redo");
            page.headline("worker-pool").is("600 ms");
            page.click("Hide the runs as they were");
            page.texts(BEFORE).is_empty();
        });
    }
}

#[test]
fn a_task_that_runs_can_fail_or_be_slow() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched&tasks=10&batch=5&goroutines=0");
        page.keys(&[HOME]);
        page.click("What if …");
        page.click("Task 0 takes 1 s");
        page.text(".changed").starts_with("slow tasks: 0");
        page.headline("batched").is("1.1 s");
        page.click("Without it: slow tasks: 0");
        page.headline("batched").is("200 ms");
        page.click("Task 0 fails");
        page.headline("batched").is("1 failed");
        page.text(BEFORE).starts_with("before: 200 ms");
        page.address().is("?pattern=batched&tasks=10&fail=0");
    });
}
