//! One goroutine, the log of events, the console, and the source beside the picture.

use crate::hands::Hand;
use crate::hands::keys::{END, HOME, LEFT};
use crate::page::{Page, Screen, browse};
use crate::reading::Point;

const BROKER: &str = "?pattern=sse-broker&autoplay=0&at=700ms";
const DOING: &str = ".doing";

/// Taps the row of the third goroutine from the top.
fn tap_client(page: &Page, hand: Hand) {
    let plot = page.place("article .plot");
    let row = Point {
        x: plot.left + plot.width * 0.5,
        y: plot.top + plot.height * 0.53,
    };
    page.press(hand, &[row]);
    page.release(hand);
}

#[test]
fn a_tap_says_who_it_is_and_what_it_does() {
    for (screen, hand) in [(Screen::LAPTOP, Hand::Mouse), (Screen::PHONE, Hand::Finger)] {
        browse(screen, |page| {
            page.open(BROKER);
            page.shows("Goroutine");
            tap_client(page, hand);
            page.text(DOING).contains("since");
            page.text(".born").contains("started by main at line");
            page.texts(".states .what").wait("be its states", |states| {
                states.iter().any(|state| state == "chan receive")
            });
            // The picture stays in view.
            page.wholly_in_window("article .plot").holds();

            page.click("main");
            page.text(".born").contains("started by the runtime");
            page.click("Close the inspector");
            page.texts(DOING).is_empty();
        });
    }
}

#[test]
fn a_tap_on_a_strip_says_how_full_it_is_and_who_waits() {
    for (screen, hand) in [(Screen::LAPTOP, Hand::Mouse), (Screen::PHONE, Hand::Finger)] {
        browse(screen, |page| {
            page.open("?pattern=sse-broker&autoplay=0&at=100ms");
            page.shows("Goroutine");
            let plot = page.place("article .plot");
            let strip = Point {
                x: plot.left + plot.width * 0.35,
                y: plot.top + plot.height - 6.0,
            };
            page.press(hand, &[strip]);
            page.release(hand);
            page.text(DOING).contains("outbound 2: ");
            page.text(DOING).contains(" of 2 in the buffer");
            page.text(DOING).contains("nobody waits for it");
            page.click("Its next change");
            page.click("Its previous change");
            page.text(DOING).contains(" of 2 in the buffer");
            page.click("Close the inspector");
            page.texts(DOING).is_empty();
        });
    }
}

#[test]
fn a_lock_is_chosen_from_the_list_and_leads_to_who_holds_it() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=counter-mutex&autoplay=0&at=10ms");
        page.choose_and_see("Goroutine", "object 1", "object 1");
        page.text(DOING).contains("mu: held");
        page.address().contains("object=1");
        page.open("?pattern=counter-mutex&autoplay=0&at=10ms&object=1");
        page.text(DOING).contains("mu: held");
        page.text(DOING).contains("held by ");
        page.text(DOING).contains("waited for by ");
        page.click("worker 0");
        page.text(".born").contains("started by main");
    });
}

#[test]
fn a_client_that_was_dropped_says_so() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&sel=5&autoplay=0");
        let wrong = page.text(".wrong");
        wrong.contains("dropped: a value for it had no room in outbound 2, with broker");
        page.click("400 ms");
        page.clock().starts_with("400 ms");
    });
}

#[test]
fn a_finding_shows_its_lines_by_the_names_of_the_lanes() {
    for (screen, hand) in [(Screen::LAPTOP, Hand::Mouse), (Screen::PHONE, Hand::Finger)] {
        browse(screen, |page| {
            page.open("?pattern=counter");
            page.text("article .finding")
                .contains("by worker 0 at line");
            let finding = page.place("article .finding");
            page.press(hand, &[finding.middle()]);
            page.release(hand);
            page.wholly_in_window(".line.selected").holds();
        });
    }
}

#[test]
fn letters_of_badges_are_explained_at_every_size() {
    let low = Screen {
        width: 960,
        height: 540,
        ..Screen::LAPTOP
    };
    for screen in [Screen::LAPTOP, Screen::PHONE, low] {
        browse(screen, |page| {
            page.open("?pattern=sse-broker");
            page.text(".legend")
                .contains("dropped: no room in the buffer");
            page.wholly_in_window(".legend .of-badge").holds();
        });
    }
}

#[test]
fn the_legend_names_nothing_before_it_happens() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&autoplay=0&at=300ms");
        page.shows("Play");
        page.texts(".legend .of-badge").is_empty();
        let before = page.place(".legend");
        page.open("?pattern=sse-broker&autoplay=0&at=500ms");
        page.texts(".legend .of-badge")
            .wait("name the drop alone", |named| {
                named.len() == 1 && named[0].contains("dropped")
            });
        page.keys(&[END]);
        page.texts(".legend .of-badge").has_length(2);
        // Nothing moved meanwhile, and nothing does when one is chosen, whose edge and arrows are named then.
        assert_eq!(page.place(".legend"), before);
        page.texts(".legend .of-choice").is_empty();
        tap_client(page, Hand::Mouse);
        page.texts(".legend .of-choice")
            .wait("name the edge and two arrows", |named| {
                named.len() == 3 && named[0] == "the chosen goroutine"
            });
        assert_eq!(page.place(".legend"), before);
    });
}

#[test]
fn its_events_follow_each_other() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&sel=3&autoplay=0&at=700ms");
        page.clock().starts_with("700 ms");
        page.text(DOING).starts_with("sleep");
        page.click("Its next event");
        page.clock().starts_with("720 ms");
        page.text(DOING).starts_with("chan receive");
        page.click("Its previous event");
        page.clock().starts_with("700 ms");
        page.keys(&[HOME]);
        page.clock().starts_with("0 s");
    });
}

#[test]
fn the_log_follows_the_playhead_and_moves_it() {
    browse(Screen::LAPTOP, |page| {
        page.open(BROKER);
        page.shows("Events");
        page.click("Events");
        page.text(".row[aria-current]").contains("700 ms");
        page.choose_and_see("Kind of event", "printed, races", "printed, races");
        page.text(".row[aria-current]")
            .contains("client 2 is too slow: dropped");
        page.text(".row[aria-current]").contains("400 ms");
        page.click("400 ms broker UserLog client 2 is too slow: dropped");
        page.clock().starts_with("400 ms");
    });
}

#[test]
fn a_long_log_has_few_rows_in_the_document() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=naive&tasks=3000&goroutines=0");
        page.shows("Events");
        page.click("Events");
        page.text(".event-log [role=status]")
            .wait("count all", |words| {
                words.ends_with("events") && words.starts_with("3,0")
            });
        page.texts(".event-log .row")
            .wait("be those in view", |rows| (5..60).contains(&rows.len()));
    });
}

#[test]
fn the_console_has_what_was_printed_so_far() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=sse-broker&autoplay=0&at=399ms");
        page.text(".printed").contains("nothing printed yet");
        page.open("?pattern=sse-broker&autoplay=0&at=700ms");
        page.text(".printed")
            .contains("client 2 is too slow: dropped");
        page.drag(Hand::Mouse, &[page.place(".console summary").middle()]);
        page.texts(".console .row").wait("be one line", |rows| {
            rows.len() == 1 && rows[0].contains("broker")
        });
    });
}

#[test]
fn a_line_of_the_source_is_shown_in_the_picture() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=worker-pool&tasks=12&workers=3&autoplay=0&at=150ms");
        page.texts(".value")
            .wait("hold that of the workers", |values| {
                values.iter().any(|value| value == "*workers = 3")
            });
        let plain = page.picture("worker-pool").get();
        let press = || page.drag(Hand::Mouse, &[page.place(".line.ever").middle()]);
        press();
        page.texts(".line.selected").has_length(1);
        page.picture("worker-pool")
            .wait("have edges", |picture| *picture != plain);
        press();
        page.texts(".line.selected").is_empty();
        page.picture("worker-pool").is(&plain);
    });
}

#[test]
fn runs_say_where_they_part() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched,worker-pool&tasks=12&batch=4&workers=4&latency=uniform:50..150ms&autoplay=0");
        page.text(".differences .finding")
            .contains("Worker pool starts task 4; Batched waits for task");
        page.texts(".difference-marks span").has_length(1);
    });
}

#[test]
fn figures_are_those_of_the_playhead() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched&tasks=12&batch=4&goroutines=0&autoplay=0&at=150ms");
        page.click("Figures over time");
        page.texts(".gauges li").wait("say what goes on", |lines| {
            let has = |name: &str, value: &str| {
                lines
                    .iter()
                    .any(|line| line.split('\n').collect::<Vec<_>>() == [name, value])
            };
            has("tasks running", "4") && has("tasks done", "4") && has("goroutines alive", "4")
        });
    });
}

#[test]
fn a_button_fits_the_life_of_a_goroutine() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=worker-pool&tasks=10&workers=3&autoplay=0&sel=3");
        page.lacks("All");
        page.click("Fit its life");
        page.shows("All");
    });
}

#[test]
fn the_divider_is_dragged_and_moved_by_keys() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=worker-pool");
        let before = page.place("aside");
        let divider = page.place("[role=separator]");
        let to = Point {
            x: divider.middle().x - 200.0,
            y: divider.middle().y,
        };
        page.drag(Hand::Mouse, &[divider.middle(), to]);
        let wider = page.place("aside");
        assert!(wider.width > before.width + 150.0, "{before:?} {wider:?}");
        page.read::<bool>(
            "the focus",
            "document.querySelector('[role=separator]').focus(); return true",
        )
        .holds();
        page.keys(&[LEFT, LEFT]);
        let widest = page.place("aside");
        assert!(widest.width > wider.width, "{wider:?} {widest:?}");
        page.clock().get();
    });
}
