//! "What if …": interventions at the playhead, and the run as it was behind the new one.

use crate::hands::Hand;
use crate::hands::keys::HOME;
use crate::page::{Screen, browse};
use crate::reading::PLAYHEAD;

const POOL: &str = "?pattern=worker-pool&tasks=20&workers=4";
const BEFORE: &str = ".was";
const GHOST: &str = ".ghost canvas";

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
            if screen.phone {
                let line = page.place(BEFORE);
                assert!(line.height < 30.0 && line.width > 300.0, "{line:?}");
            }
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
            // What is kept is said once something else is shown.
            page.click("Keep these runs to compare");
            page.click("Undo");
            page.headline("worker-pool").is("500 ms");
            page.text(BEFORE).starts_with("before: 600 ms");
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

#[test]
fn the_api_fails_for_a_while_and_a_connection_is_lost() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-api-limit&patterns=batched&outage=200ms");
        page.headline("batched").is("2 s");
        page.seek(0.5);
        page.click("What if …");
        page.click("The API returns 500 for 200 ms");
        page.headline("batched").contains(" failed");
        page.text(BEFORE).starts_with("before: 2 s");
        page.text(".changed")
            .starts_with("the API returns 500 from ");
        page.address().contains("&outage-at=");

        page.open("?scenario=ci-connections&patterns=batched");
        page.headline("batched").is("2 s");
        page.seek(0.5);
        page.click("What if …");
        page.click("The database loses a connection");
        page.headline("batched").is("1 failed");
        page.address().contains("&lose-at=");
        page.texts("article .finding")
            .wait("say what happened", |found| {
                found
                    .iter()
                    .any(|text| text.contains("The database lost a connection: 1 query failed"))
            });
        page.click("Undo");
        page.headline("batched").is("2 s");
    });
}

#[test]
fn the_client_leaves_and_the_process_is_told_to_stop() {
    browse(Screen::LAPTOP, |page| {
        for (pattern, offer, said, key) in [
            (
                "client-disconnect",
                "The client disconnects",
                "the client disconnects at ",
                "&disconnect=",
            ),
            (
                "graceful-shutdown",
                "Shut down",
                "shutdown at ",
                "&shutdown=",
            ),
        ] {
            page.open(&format!("?pattern={pattern}"));
            let whole = page.headlines().get();
            page.seek(0.3);
            page.click("What if …");
            page.click(offer);
            page.text(BEFORE)
                .starts_with(&format!("before: {}", whole[0]));
            page.headlines()
                .wait("be others", |headlines| *headlines != whole);
            page.text(".changed").starts_with(said);
            page.address().contains(key);
            page.click("Undo");
            page.headlines().is(&whole);
        }
    });
}

#[test]
fn what_was_before_a_change_lies_behind_it_and_any_run_can_be_kept() {
    browse(Screen::LAPTOP, |page| {
        page.open(POOL);
        page.headline("worker-pool").is("500 ms");
        page.seek(0.4);
        page.click("What if …");
        page.click("Worker 0 is killed");
        page.text(BEFORE).starts_with("before: 500 ms");
        let ghost = page.pixels(GHOST).get();
        // Another change leaves the first future behind it.
        page.click("Task 4 fails");
        page.headline("worker-pool").is("1 failed");
        page.texts(".changed li").has_length(2);
        page.pixels(GHOST).is(&ghost);

        // Now the changed run is the one behind.
        page.click("Undo");
        page.headline("worker-pool").is("600 ms");
        page.click("Hide the runs as they were");
        page.texts(BEFORE).is_empty();
        // What is kept is said once something else is shown.
        page.click("Keep these runs to compare");
        page.click("Undo");
        page.headline("worker-pool").is("500 ms");
        page.text(BEFORE).starts_with("before: 600 ms");
    });
}

#[test]
fn the_task_of_the_inspected_goroutine_fails_at_a_press() {
    browse(Screen::LAPTOP, |page| {
        // Goroutine 3 is worker 1, which runs task 2 first.
        page.open(&format!("{POOL}&sel=3&at=50ms&autoplay=0"));
        page.text(".doing").contains("what if");
        page.click("Task 2 fails");
        page.headline("worker-pool").is("1 failed");
        page.text(BEFORE).starts_with("before: 500 ms");
        page.address().contains("&fail=2");
    });
}
