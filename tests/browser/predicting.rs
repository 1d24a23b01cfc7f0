//! Predict, then run: a guess before the runs are played.

use crate::hands::Hand;
use crate::hands::keys::{HOME, LEFT, RIGHT, TAB};
use crate::page::{Page, Screen, browse};

const LINK: &str = "?scenario=ci-auto-trigger&batch=20&predict";
const MARK: &str = "[aria-label='Your guess for Batched']";
const ANSWER: &str = "[aria-label='Your guess'] li";

/// Nothing answers the question yet.
#[track_caller]
fn keeps_the_secret(page: &Page) {
    page.text(".predict h2").is("How long will Batched take?");
    page.clock().is("0 s");
    page.texts("article .headline").is_empty();
    page.texts(".finding").is_empty();
    page.texts(".found").is_empty();
    let pictures =
        "return all('article canvas, .sweep canvas, .axis-row canvas').filter(shown).length";
    page.read::<usize>("the pictures that can be seen", pictures)
        .is(&0);
}

#[test]
fn a_guess_stands_beside_what_comes_out() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open_at(&format!("{}/{LINK}", page.origin()));
            keeps_the_secret(page);
            for fault in ["cutOff()", "smallTexts(12)", "poorContrasts(4.5)"] {
                page.list(fault).is_empty();
            }
            if screen.phone {
                page.list("smallTargets(44)").is_empty();
            }
            // The axis ends at 20 s, a round moment after all tasks one after the other.
            let mark = page.place(MARK);
            let hand = if screen.phone {
                Hand::Finger
            } else {
                Hand::Mouse
            };
            page.drag(hand, &[mark.middle(), mark.at(0.45), mark.at(0.15)]);
            page.text(".guess output").contains("about 2.");
            page.click("Fails: Unbounded");
            keeps_the_secret(page);
            page.click("Run and see");
            page.texts(ANSWER).wait("hold the guess", |lines| {
                lines.len() == 2 && lines[0].starts_with("Your guess: Batched takes ")
            });
            page.text(".guess-mark").contains("your guess: ");
            // Ten seconds of the longest run are long.
            page.seek(0.99);
            page.headline("batched").is("500 ms");
            page.texts(ANSWER).wait("say what came out", |lines| {
                lines[0].starts_with("You guessed ") && lines[0].ends_with("; Batched took 500 ms.")
            });
            page.click("Hide the guess");
            page.texts(".predict").is_empty();
            page.texts(".guess-mark").is_empty();
        });
    }
}

#[test]
fn a_guess_is_made_by_keys_alone() {
    browse(Screen::LAPTOP, |page| {
        page.open_at(&format!("{}/{LINK}", page.origin()));
        keeps_the_secret(page);
        page.focus(MARK);
        page.keys(&[HOME, RIGHT, RIGHT, LEFT]);
        page.text(".guess output").is("about 20 ms");
        page.keys(&[TAB, TAB, TAB, TAB, ' ']);
        page.attribute("[aria-label='Fails: None of them']", "aria-pressed")
            .is("true");
        page.focus(MARK);
        page.keys(&[' ']);
        page.shows("Pause");
        page.focus("[aria-label='Playhead']");
        page.keys(&[crate::hands::keys::END]);
        page.texts(ANSWER).is(&[
            "You guessed 20 ms; Batched took 500 ms.",
            "Not so: Unbounded fails.",
        ]
        .map(String::from)
        .to_vec());
    });
}

#[test]
fn nobody_has_to_guess() {
    browse(Screen::LAPTOP, |page| {
        page.open_at(&format!("{}/{LINK}&embed", page.origin()));
        keeps_the_secret(page);
        page.click("Do not ask");
        page.texts(".predict").is_empty();
        page.wait_for_runs();

        page.open_at(&format!("{}/{LINK}", page.origin()));
        keeps_the_secret(page);
        page.click("Run without a guess");
        page.shows("Pause");
        page.texts(".predict").is_empty();

        page.open("?scenario=ci-auto-trigger&batch=20");
        page.texts(".predict").is_empty();
    });
}
