//! A talk with the Lab in it, presented with a clicker; and other hosts: a sandbox, frames that load late, hidden frames.

use crate::hands::Hand;
use crate::hands::keys::{ESCAPE, PAGE_DOWN, PAGE_UP};
use crate::hosts::{SITES, Site, in_a_host};
use crate::page::{Page, Screen};

const TALK: &str = include_str!("../decks/reveal.html");

/// Somebody who does not ask for no motion.
const MOVING: Screen = Screen {
    still: false,
    ..Screen::LAPTOP
};

/// The numbers of the frames of the talk.
const PLAIN: u16 = 0;
const STEPPED: u16 = 1;
const LAZY: u16 = 2;

/// Waits until the talk shows a slide.
#[track_caller]
fn slide(page: &Page, id: &str) {
    page.leave_frame();
    page.read::<String>("the slide", "return Reveal.getCurrentSlide().id")
        .is(id);
    let rests = "return document.getAnimations().every(one => !(one instanceof CSSTransition) || one.playState === 'finished')";
    page.read::<bool>("that the slide has come to rest", rests)
        .holds();
}

#[track_caller]
fn click_on(page: &Page, keys: &[char]) {
    page.leave_frame();
    page.keys(keys);
}

#[test]
fn a_talk_is_presented_from_its_first_slide_to_its_last() {
    for site in SITES {
        for transition in ["slide", "fade"] {
            println!("{site:?} {transition}");
            let talk = TALK.replace("TRANSITION", transition);
            in_a_host(site, &talk, MOVING, present);
        }
    }
}

#[track_caller]
fn present(page: &Page) {
    slide(page, "first");
    page.read(
        "that no frame has the focus",
        "return document.hasFocus() && document.activeElement === document.body",
    )
    .holds();
    click_on(page, &[PAGE_DOWN]);
    slide(page, "plain");
    page.enter_frame_number(PLAIN);
    page.wait_for_runs();
    page.shows("Pause");

    // A click into the slide, and the clicker goes on turning pages.
    page.drag(Hand::Mouse, &[page.place("article .plot").at(0.5)]);
    page.shows("Play");
    let clock = page.clock().get();
    page.keys(&[PAGE_DOWN]);
    slide(page, "stepped");
    page.enter_frame_number(STEPPED);
    page.wait_for_runs();
    page.clock().is("0 s");
    click_on(page, &[PAGE_DOWN]);
    page.enter_frame_number(STEPPED);
    page.clock().is("78 ms");
    click_on(page, &[PAGE_DOWN]);
    page.enter_frame_number(STEPPED);
    page.clock().is("10 s");
    click_on(page, &[PAGE_UP]);
    page.enter_frame_number(STEPPED);
    page.clock().is("78 ms");
    click_on(page, &[PAGE_DOWN, PAGE_DOWN]);

    slide(page, "lazy");
    page.enter_frame_number(LAZY);
    page.wait_for_runs();
    page.seek(0.5);
    page.click("Workers up");
    let moved = page.clock().get();
    page.keys(&[ESCAPE]);
    page.leave_frame();
    page.read(
        "that the deck shows its overview",
        "return Reveal.isOverview()",
    )
    .holds();
    page.keys(&[ESCAPE]);
    page.read("that the deck shows a slide", "return !Reveal.isOverview()")
        .holds();
    page.keys(&[PAGE_DOWN]);
    slide(page, "last");
    page.read::<bool>(
        "that the slide is unloaded",
        "return !document.querySelector('#lazy iframe').hasAttribute('src')",
    )
    .holds();

    click_on(page, &[PAGE_UP]);
    slide(page, "lazy");
    page.enter_frame_number(LAZY);
    page.wait_for_runs();
    page.clock().is(&moved);
    page.address().contains("workers=");
    page.leave_frame();
    page.session().script("Reveal.slide(1)");
    slide(page, "plain");
    page.enter_frame_number(PLAIN);
    page.clock().is(&clock);
    page.shows("Play");
}

#[test]
fn a_hidden_frame_begins_when_its_slide_comes_and_waits_when_it_goes() {
    for site in SITES {
        for transition in ["slide", "fade"] {
            println!("{site:?} {transition}");
            let talk = TALK.replace("TRANSITION", transition);
            in_a_host(site, &talk, MOVING, |page| {
                page.session().enter_frame(PLAIN);
                page.wait_for_runs();
                // The other frame of the talk is ready, too: there was time to play.
                page.leave_frame();
                page.session().async_script("await document.querySelector('goroutine-lab').ready; await new Promise(done => setTimeout(done, 500))");
                page.session().enter_frame(PLAIN);
                // A host of another origin may take a moment to say that its style hides the frame; 500 ms would be 50.
                page.moment().wait("be the beginning", |at| *at < 0.02);
                page.lacks("Pause");
                click_on(page, &[PAGE_DOWN]);
                page.session().enter_frame(PLAIN);
                page.shows("Pause");
                page.moment().wait("have begun", |at| *at > 0.0);
                click_on(page, &[PAGE_UP]);
                page.session().enter_frame(PLAIN);
                page.lacks("Pause");
                click_on(page, &[PAGE_DOWN]);
                page.session().enter_frame(PLAIN);
                page.shows("Pause");
            });
        }
    }
}

/// A host as slide programs on the Web, and exports of others, write it.
fn plain(attributes: &str) -> String {
    format!(
        "<!doctype html><title>A host</title><link rel=icon href=data:,>
         <p style='height: 3000px'>Far above</p>
         <iframe src='https://the.lab.example/?pattern=batched&embed&autoplay=1&speed=0.1' width=960 height=540 title=Lab {attributes}></iframe>"
    )
}

#[test]
fn a_frame_that_loads_late_or_in_a_sandbox_begins_when_it_is_scrolled_to() {
    for attributes in [
        "",
        "loading=lazy",
        "sandbox='allow-scripts allow-same-origin'",
        "sandbox='allow-scripts allow-same-origin' loading=lazy allow=''",
    ] {
        for site in SITES {
            if site == Site::Own && attributes.contains("sandbox") {
                // It is none in a host of the frame's own site, as Chromium warns.
                continue;
            }
            in_a_host(site, &plain(attributes), MOVING, |page| {
                if !attributes.contains("lazy") {
                    page.session().enter_frame(0);
                    page.wait_for_runs();
                    page.lacks("Pause");
                    page.clock().is("0 s");
                }
                page.leave_frame();
                page.session().script("scrollTo(0, 3000)");
                page.enter_frame();
                page.wait_for_runs();
                page.shows("Pause");
            });
        }
    }
}

/// A page that fades its slides, and says nothing of that to its frames.
const FADING: &str = "<!doctype html><title>A host</title><link rel=icon href=data:,>
    <style>div { opacity: 0 } div.shown { opacity: 1 }</style>
    <script src='https://the.lab.example/embed.js'></script>
    <div><iframe src='https://the.lab.example/?pattern=batched&embed&autoplay=1&speed=0.1' width=960 height=540 title=Lab></iframe></div>";

#[test]
fn a_frame_plays_while_the_style_of_its_slide_shows_it() {
    let show = |page: &Page, name: &str| {
        page.leave_frame();
        let script = format!("document.querySelector('div').className = '{name}'");
        page.session().script(&script);
        page.enter_frame();
    };
    for site in SITES {
        in_a_host(site, FADING, MOVING, |page| {
            page.enter_frame();
            page.wait_for_runs();
            page.lacks("Pause");
            show(page, "shown");
            page.shows("Pause");
            show(page, "");
            page.lacks("Pause");
            show(page, "shown");
            page.shows("Pause");
        });
    }
}

/// A slide whose fragments change what is shown and what is run.
const FRAGMENTS: &str = r#"<!doctype html><title>A host</title><link rel=icon href=data:,>
    <script src="https://the.lab.example/embed.js"></script>
    <section>
        <goroutine-lab link="?pattern=batched&autoplay=0&at=400ms"></goroutine-lab>
        <p data-lab='{"command":"fit","from":0,"to":500000000}'>The first half second</p>
        <p data-lab='{"command":"set","parameter":"batch","value":"50"}'>Fifty at once</p>
        <p data-lab="end">The end</p>
    </section>"#;

#[test]
fn fragments_that_are_hidden_again_take_back_all_that_they_did() {
    in_a_host(Site::Own, FRAGMENTS, Screen::LAPTOP, |page| {
        let give = |kind: &str, numbers: &[usize]| {
            page.leave_frame();
            for number in numbers {
                page.session().script(&format!(
                    "const fragment = document.querySelectorAll('p')[{number}];
                     dispatchEvent(Object.assign(new Event('fragment{kind}'), {{ fragments: [fragment] }}))"
                ));
            }
            page.enter_frame();
        };
        page.enter_frame();
        page.wait_for_runs();
        page.clock().is("400 ms");
        let (headline, picture) = (
            page.headline("batched").get(),
            page.picture("batched").get(),
        );
        give("shown", &[0, 1, 2]);
        page.headline("batched").is_not(&headline);
        page.picture("batched").is_not(&picture);
        give("hidden", &[2, 1, 0]);
        page.headline("batched").is(&headline);
        page.picture("batched").is(&picture);
        page.clock().is("400 ms");
        // Forward and back faster than the Lab answers.
        give("shown", &[0, 1, 2]);
        give("hidden", &[2, 1, 0]);
        give("shown", &[2]);
        page.headline("batched").is("2 s");
        page.clock().is("2 s");
    });
}

/// A host as those that keep what others wrote at arm's length: the Lab is in a frame of a frame without an address of its own.
fn nested(how: &str, attributes: &str) -> String {
    let lab = format!(
        "<iframe src='https://the.lab.example/?pattern=batched&embed&autoplay=1&speed=0.1' width=900 height=500 title=Lab {attributes}></iframe>"
    );
    let frame = match how {
        "srcdoc" => format!("<iframe srcdoc=\"{lab}\" width=960 height=540 title=Slide></iframe>"),
        _ => format!(
            "<iframe src=about:blank width=960 height=540 title=Slide></iframe>
             <script>
                 const inner = document.querySelector('iframe').contentDocument;
                 inner.open(); inner.write(`{lab}`); inner.close();
             </script>"
        ),
    };
    format!("<!doctype html><title>A host</title><link rel=icon href=data:,>{frame}")
}

#[test]
fn a_frame_in_a_frame_without_an_address_plays_and_takes_its_keys() {
    for how in ["srcdoc", "about:blank"] {
        for site in SITES {
            let attributes = match site {
                // It is no sandbox in a host of the frame's own site, as Chromium warns.
                Site::Own => "",
                Site::Foreign => "sandbox='allow-scripts allow-same-origin'",
            };
            println!("{how} {site:?}");
            in_a_host(site, &nested(how, attributes), MOVING, |page| {
                page.session().enter_frame(0);
                page.session().enter_frame(0);
                page.wait_for_runs();
                page.shows("Pause");
                page.moment().wait("have begun", |at| *at > 0.0);
                page.focus("[aria-label=Pause]");
                page.keys(&[' ']);
                page.shows("Play");
                let clock = page.clock().get();
                page.clock().is(&clock);
                page.texts("[role=alert]").is_empty();
            });
        }
    }
}

/// A host as a slide program exports it: all slides lie in one page, and style alone moves them in and out of sight.
const EXPORTED: &str = "<!doctype html><title>An export</title><link rel=icon href=data:,>
    <style>
        #stage { position: relative; width: 1000px; height: 600px; overflow: hidden; }
        .slide { position: absolute; inset: 0; transition: transform 0.2s; }
    </style>
    <div id=stage>
        <div class=slide style='background: navy'>One</div>
        <div class=slide id=two style='HIDDEN'>
            <iframe src='https://the.lab.example/?pattern=batched&embed&autoplay=1&speed=0.1' width=960 height=540 title=Lab></iframe>
        </div>
    </div>";

#[test]
fn a_slide_that_style_alone_moves_begins_when_it_is_seen_and_waits_when_it_goes() {
    for hidden in [
        "transform: translateX(-2000px)",
        "transform: scale(0)",
        "display: none",
    ] {
        for site in SITES {
            if site == Site::Foreign && hidden.contains("scale") {
                // Of another site's style a frame learns nothing, and the browser takes it for seen.
                continue;
            }
            println!("{hidden} {site:?}");
            in_a_host(site, &EXPORTED.replace("HIDDEN", hidden), MOVING, |page| {
                let show = |style: &str| {
                    page.leave_frame();
                    let script = format!("document.querySelector('#two').style = '{style}'");
                    page.session().script(&script);
                    page.session().enter_frame(0);
                };
                show("");
                page.wait_for_runs();
                page.shows("Pause");
                page.moment().wait("be near the beginning", |at| *at < 1.9);
                show(hidden);
                page.lacks("Pause");
                show("");
                page.shows("Pause");
            });
        }
    }
}

/// A deck as slide programs export it, which knows nothing of the Lab: it turns its slides at keys, and its builds talk to the frame.
const BUILDS: &str = "<!doctype html><title>An export</title><link rel=icon href=data:,>
    <script src='https://the.lab.example/embed.js'></script>
    <style>.slide { display: none } .slide.shown { display: block }</style>
    <div class='slide shown'>
        <iframe src='https://the.lab.example/?scenario=ci-auto-trigger&embed&autoplay=0' width=960 height=540 title=Lab ATTRIBUTES></iframe>
    </div>
    <div class=slide>Two seconds</div>
    <script>
        const slides = [...document.querySelectorAll('.slide')];
        const builds = [78_000_000, 2_000_000_000];
        let built = 0, shown = 0;
        const next = () => {
            const at = builds[built];
            if (at === undefined) { shown = 1; } else {
                built += 1;
                const request = { command: 'seek', at };
                document.querySelector('iframe').contentWindow.postMessage({ target: 'goroutine-lab', version: 1, request }, 'https://the.lab.example');
            }
        };
        addEventListener('keydown', event => {
            if (event.key === 'PageDown') next();
            if (event.key === 'PageUp') shown = 0;
            slides.forEach((slide, number) => slide.classList.toggle('shown', number === shown));
        });
    </script>";

#[test]
fn an_exported_deck_gets_its_keys_back_and_its_builds_step_the_run() {
    for attributes in [
        "",
        "loading=lazy",
        "sandbox='allow-scripts allow-same-origin'",
    ] {
        for site in SITES {
            if site == Site::Own && attributes.contains("sandbox") {
                // It is none in a host of the frame's own site, as Chromium warns.
                continue;
            }
            println!("{attributes} {site:?}");
            let deck = BUILDS.replace("ATTRIBUTES", attributes);
            in_a_host(site, &deck, Screen::LAPTOP, |page| {
                page.enter_frame();
                page.wait_for_runs();
                page.clock().is("0 s");
                // Somebody clicks into the slide, and the clicker goes on.
                page.drag(Hand::Mouse, &[page.place("article .plot").at(0.5)]);
                page.clock().is_not("0 s");
                page.keys(&[PAGE_DOWN]);
                page.clock().is("78 ms");
                page.keys(&[PAGE_DOWN]);
                page.clock().is("2 s");
                page.keys(&[PAGE_DOWN]);
                page.leave_frame();
                page.text(".slide.shown").is("Two seconds");
                page.keys(&[PAGE_UP]);
                page.enter_frame();
                page.clock().is("2 s");
            });
        }
    }
}
