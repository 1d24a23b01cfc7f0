//! The page in a slide: a frame in a page of another site.

use crate::hands::Hand;
use crate::hosts::{Site, in_a_host};
use crate::page::{Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};
use crate::server::{File, Server};

#[test]
fn a_large_slide_shows_runs_slider_and_transport() {
    in_a_slide(960, 540);
}

#[test]
fn a_small_slide_shows_runs_slider_and_transport() {
    in_a_slide(640, 360);
}

#[track_caller]
fn in_a_slide(width: u32, height: u32) {
    browse(Screen::LAPTOP, |page| {
        let lab = page.other_origin();
        page.allow(lab.clone());
        let slide = format!(
            "<!doctype html><title>A slide</title><link rel=icon href=data:,>
             <body style='margin: 40px; background: #333'>
             <iframe src='{lab}/?embed' width={width} height={height} style='border: 0' title=Lab></iframe>"
        );
        let deck = Server::start(move |path| (path == "slide").then(|| File::html(&slide)));
        page.allow(deck.origin());
        page.open_at(&format!("{}/slide", deck.origin()));
        page.enter_frame();
        page.wait_for_runs();

        page.headlines().is(&["10 s", "killed", "2 s"]);
        page.texts("header, [aria-label^='Go source'], details")
            .is_empty();
        // For screen readers alone.
        page.read::<String>(
            "the heading",
            "return document.querySelector('h1')?.textContent ?? null",
        )
        .is("CI auto-trigger");
        page.read::<bool>(
            "that the heading takes no room",
            "return document.querySelector('h1').offsetHeight <= 1",
        )
        .holds();
        for selector in [
            BATCH_SLIDER,
            TRANSPORT,
            PLAYHEAD,
            "[aria-label='Play again']",
        ] {
            page.wholly_in_window(selector).holds();
        }
        let rows = "const large = canvas => canvas.clientHeight >= 20 && canvas.clientWidth >= innerWidth / 2;
             return all('article').filter(run => all('canvas', run).some(large)).length";
        page.read::<u32>(
            "how many runs have a picture that is large enough to be seen",
            rows,
        )
        .is(&3);
        for fault in [
            "cutOff()",
            "overlapping()",
            "scrollable()",
            "smallTexts(12)",
        ] {
            page.list(fault).is_empty();
        }

        let picture = page.picture("batched").get();
        let slider = page.place(BATCH_SLIDER);
        page.drag(Hand::Mouse, &[slider.at(0.35), slider.middle()]);
        page.headline("batched").is("1 s");
        page.picture("batched").is_not(&picture);
        page.address()
            .is("?scenario=ci-auto-trigger&batch=10&embed");
        page.click("Play again");
        page.shows("Pause");

        page.leave_frame();
        page.read::<String>(
            "the slide's own address",
            "return location.pathname + location.search",
        )
        .is("/slide");
    });
}

#[test]
fn a_frame_shows_what_its_options_say() {
    browse(Screen::LAPTOP, |page| {
        page.open(
            "?embed&show=title,runs,code&controls=minimal&title=Batches+win&at=1s&autoplay=0",
        );
        page.text("h1").is("Batches win");
        page.source().contains("func processTasksInBatches");
        page.clock().is("1 s");
        page.headlines().is(&["10 of 100", "killed", "50 of 100"]);
        page.texts("#large, .step-event, .speed").is_empty();
        page.shows("Play");

        page.open("?embed&controls=none&spoil=1&theme=contrast");
        page.headlines().is(&["10 s", "killed", "2 s"]);
        page.texts(".deck").is_empty();
        page.read::<String>("the ground", "return getComputedStyle(document.documentElement).getPropertyValue('--ink-background')")
            .is("#000000");

        page.open("?embed&theme=blue");
        page.text("[role=alert], .notices")
            .contains("theme=blue: allowed is auto, dark, light or contrast");
    });
}

#[test]
fn playback_stops_where_the_link_says() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched&embed&autoplay=1&pause-at=120ms");
        page.clock().is("120 ms");
        page.shows("Play");
    });
}

/// Every run, the slider and every control lie within a small frame, and nothing of it has to be scrolled.
#[track_caller]
fn all_is_in_a_frame_of(width: u32, height: u32, link: &str) {
    let small = Screen {
        width,
        height,
        ..Screen::LAPTOP
    };
    browse(small, |page| {
        page.open(link);
        for fault in ["cutOff()", "overlapping()", "scrollable()"] {
            page.list(fault).is_empty();
        }
        let outside = "return [...all('article'), ...controls()]
             .filter(element => outside(element.getBoundingClientRect(), windowBox()) > 1)
             .map(element => nameOf(element) || element.dataset.pattern)";
        page.read::<Vec<String>>("what is not within the frame", outside)
            .is_empty();
    });
}

#[test]
fn small_frames_hold_all_runs_and_controls() {
    all_is_in_a_frame_of(360, 640, "?embed&autoplay=0");
    all_is_in_a_frame_of(320, 568, "?embed&autoplay=0");
    all_is_in_a_frame_of(640, 360, "?scenario=ci-connections&embed");
    all_is_in_a_frame_of(560, 315, "?embed&autoplay=0");
    all_is_in_a_frame_of(480, 270, "?embed&autoplay=0");
    all_is_in_a_frame_of(
        480,
        270,
        "?scenario=ci-connections&embed&spoil=1&autoplay=0",
    );
    all_is_in_a_frame_of(480, 270, "?pattern=worker-pool&embed&spoil=1&autoplay=0");
    all_is_in_a_frame_of(640, 360, "?pattern=worker-pool&embed&spoil=1&autoplay=0");
}

#[test]
fn a_frame_shares_its_own_link() {
    let html = "<!doctype html><title>A host</title><link rel=icon href=data:,>
         <iframe src='https://the.lab.example/?batch=8' width=1200 height=760 title=Lab></iframe>";
    in_a_host(Site::Foreign, html, Screen::LAPTOP, |page| {
        page.enter_frame();
        page.wait_for_runs();
        page.click("Share");
        page.read::<bool>(
            "that all of the frame's own link is selected",
            "const { value, selectionStart, selectionEnd } = document.activeElement;
             return value === `${location.origin}/?scenario=ci-auto-trigger&batch=8` && selectionStart === 0 && selectionEnd === value.length",
        )
        .holds();
        page.read::<String>("the frame's title", "return document.title")
            .is("CI auto-trigger · Goroutine Lab");
    });
}
