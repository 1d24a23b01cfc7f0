//! The page in a slide: a frame in a page of another site.

use crate::hands::Hand;
use crate::page::{Screen, browse, eventually, until};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, TRANSPORT};
use crate::server::{File, Server};
use serde_json::json;

const NOTHING: [&str; 0] = [];

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

        assert_eq!(page.headlines(), ["10 s", "killed", "2 s"]);
        assert_eq!(
            page.texts("h1, header, [aria-label^='Go source'], details"),
            NOTHING
        );
        for selector in [
            BATCH_SLIDER,
            TRANSPORT,
            PLAYHEAD,
            "[aria-label='Play again']",
        ] {
            let whole: bool = page.read(&format!("return inWindow({})", json!(selector)));
            assert!(whole, "{selector} is wholly in the frame");
        }
        let rows: u32 = page.read(
            "const large = canvas => canvas.clientHeight >= 20 && canvas.clientWidth >= innerWidth / 2;
             return all('article').filter(run => all('canvas', run).some(large)).length",
        );
        assert_eq!(
            rows, 3,
            "each run has a picture that is large enough to be seen"
        );
        assert_eq!(page.read::<Vec<String>>("return cutOff()"), NOTHING);
        assert_eq!(page.read::<Vec<String>>("return overlapping()"), NOTHING);
        assert_eq!(page.read::<Vec<String>>("return scrollable()"), NOTHING);
        assert_eq!(page.read::<Vec<String>>("return smallTexts(12)"), NOTHING);

        let picture = page.picture("batched");
        let slider = page.place(BATCH_SLIDER);
        page.drag(Hand::Mouse, &[slider.at(0.35), slider.middle()]);
        eventually("the total time", &"1 s".into(), || page.headline("batched"));
        until("the run is drawn anew", || {
            page.picture("batched") != picture
        });
        eventually(
            "the frame's address",
            &"?scenario=ci-auto-trigger&batch=10&embed".into(),
            || page.address(),
        );
        page.click("Play again");
        until("it plays", || page.has("Pause"));

        page.leave_frame();
        let slide_address: String = page.read("return location.pathname + location.search");
        assert_eq!(
            slide_address, "/slide",
            "the slide's own address is left alone"
        );
    });
}
