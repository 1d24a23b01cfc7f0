//! The page for everyone: axe-core finds nothing on any view in any colours, and what it cannot see is here, too: what a screen
//! reader says, what has the focus first, forced colours, and a window at 200 %.

use crate::hands::keys::{ENTER, ESCAPE, TAB, UP};
use crate::page::{Page, Screen, browse};
use crate::reading::BATCH_SLIDER;
use goroutine_lab::packed::pack;
use goroutine_lab::program::TEMPLATES;
use serde_json::json;
use std::{env, fs};

/// axe-core's script, which `cargo xtask test` fetches.
fn axe() -> String {
    let modules = env::var("GOROUTINE_LAB_NPM_MODULES");
    let modules = modules.expect("GOROUTINE_LAB_NPM_MODULES names the folder of axe-core: `cargo xtask test browser` sets it");
    let file = format!("{modules}/axe-core/axe.min.js");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Holds that axe-core finds nothing.
#[track_caller]
fn is_accessible(page: &Page, axe: &str, view: &str) {
    let has_axe = page.read::<bool>("whether axe is there", "return window.axe !== undefined");
    if !has_axe.get() {
        page.session().script(axe);
    }
    let found = "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
         return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`))";
    page.read_async::<Vec<String>>(&format!("what axe finds in {view}"), found)
        .is_empty();
}

/// Opens every disclosure.
#[track_caller]
fn open_all(page: &Page) {
    let open = "const closed = all('details:not([open]) > summary');
         closed.forEach(summary => summary.click());
         return closed.length === 0";
    page.read("that everything is open", open).holds();
}

#[track_caller]
fn every_view(screen: Screen, colours: &str) {
    let axe = axe();
    browse(screen, |page| {
        let and = |link: &str| format!("{link}&spoil=1{colours}");
        page.open(&and("?colour=red"));
        is_accessible(page, &axe, "the start with a notice");
        open_all(page);
        is_accessible(page, &axe, "all panels");
        for button in ["Share", "Help", "Export", "The talk’s figures, computed"] {
            page.click(button);
            page.texts("dialog[open]").has_length(1);
            is_accessible(page, &axe, button);
            if button == "Share" {
                page.click("Show it to the room");
                is_accessible(page, &axe, "the code for the room");
            }
            page.keys(&[ESCAPE]);
            page.texts("dialog[open]").is_empty();
        }
        for link in [
            "?scenario=ci-connections&at=120ms",
            "?pattern=counter&sel=2",
            "?pattern=forgotten-done",
            "?embed",
            "?embed&show=title,runs,findings,legend,code,slider,curve",
            "?embed&controls=minimal&show=runs,code",
        ] {
            page.open(&and(link));
            is_accessible(page, &axe, link);
        }
    });
}

/// The editor with fields, an error, and what a search has found.
#[track_caller]
fn the_editor(screen: Screen, colours: &str) {
    let axe = axe();
    browse(screen, |page| {
        let open = |source: &str| {
            let packed = pack(source).expect("it is short");
            page.open(&format!("?autoplay=0{colours}#go={packed}"));
        };
        open(include_str!("own_programs/pool.go"));
        page.texts(".sweep canvas").has_length(1);
        open_all(page);
        is_accessible(page, &axe, "the editor");
        open(TEMPLATES[4].source);
        page.click("Try other schedules");
        page.text(".schedules li").contains("deadlock");
        open_all(page);
        is_accessible(page, &axe, "what a search has found");
        open("package main\n\nfunc main() {\n\tx := 1\n}\n");
        page.texts("#complaints li").has_length(1);
        is_accessible(page, &axe, "an error in the editor");
    });
}

#[test]
fn axe_finds_nothing_on_the_editor_in_the_dark() {
    the_editor(Screen::LAPTOP, "");
}

#[test]
fn axe_finds_nothing_on_the_editor_in_the_light() {
    let light = Screen {
        dark: false,
        ..Screen::LAPTOP
    };
    the_editor(light, "");
}

#[test]
fn axe_finds_nothing_on_the_editor_in_strong_contrast() {
    the_editor(Screen::LAPTOP, "&theme=contrast");
}

#[test]
fn axe_finds_nothing_on_any_view_in_the_dark() {
    every_view(Screen::LAPTOP, "");
}

#[test]
fn axe_finds_nothing_on_any_view_in_the_light() {
    let light = Screen {
        dark: false,
        ..Screen::LAPTOP
    };
    every_view(light, "");
}

#[test]
fn axe_finds_nothing_on_any_view_in_strong_contrast() {
    every_view(Screen::LAPTOP, "&theme=contrast");
}

#[test]
fn axe_finds_nothing_on_a_phone() {
    let light = Screen {
        dark: false,
        ..Screen::PHONE
    };
    every_view(light, "");
}

#[test]
fn a_move_of_the_slider_says_what_came_out() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let said = page.read::<String>(
            "what is said",
            "return all('[aria-live=polite]').map(region => region.textContent).join(' ')",
        );
        said.contains("Batch size 5.");
        said.contains("Batched: 2 s, peak 255 goroutines, 100 of 100 done.");
        page.focus(BATCH_SLIDER);
        page.keys(&[UP]);
        said.contains("Batch size 6.");
        said.contains("Batched: 1.7 s,");
        said.contains("Unbounded: killed,");
    });
}

#[test]
fn an_outcome_is_said_when_the_playhead_has_come_to_it() {
    browse(Screen::LAPTOP, |page| {
        page.open("?autoplay=0&at=1s&seed=7");
        let said = page.read::<String>(
            "what is said",
            "return all('[aria-live=polite]').map(region => region.textContent).join(' ')",
        );
        said.contains("Unbounded: killed,");
        said.wait("not know what comes", |said| !said.contains("Batched"));
        page.click("Play");
        said.contains("Batched: 2 s,");
    });
}

#[test]
fn a_run_is_told_in_words_each_of_which_shows_its_moment() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=batched&tasks=15");
        page.texts("article h2").is_empty();
        page.read::<Vec<String>>(
            "the headings of the runs",
            "return all('article h2').map(h => h.textContent)",
        )
        .is(&["Batched"]);
        page.attribute("article canvas", "aria-label")
            .starts_with("Batched: 300 ms, peak ");
        page.click("What happens, in words");
        let steps = page.texts(".story li");
        steps.wait("tell of every wave", |steps| {
            let waves = steps.iter().filter(|step| step.contains(" is over: "));
            waves.count() == 3 && steps[0].contains("The first of 15 tasks starts.")
        });
        page.click("200 ms Wave 2 of 3 is over: 10 of 15 tasks have ended.");
        page.clock().is("200 ms");
    });
}

#[test]
fn the_first_tab_stop_leads_to_the_slider() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.keys(&[TAB]);
        page.text("a.skip").is("Skip to the slider");
        page.list("poorContrasts(4.5)").is_empty();
        page.keys(&[ENTER]);
        page.read::<String>("what has the focus", "return document.activeElement.id")
            .is("large");
        page.keys(&[UP]);
        page.batch().is("6");
        page.read::<String>("the fragment", "return location.hash")
            .is("");
    });
}

#[test]
fn forced_colours_mark_only_the_lines_that_are_at_work() {
    browse(Screen::LAPTOP, |page| {
        page.open("?autoplay=0&at=50ms");
        let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &features);
        let bars = "const ground = getComputedStyle(document.body).backgroundColor;
             const bar = line => getComputedStyle(line).borderLeftColor;
             const marked = all('.line').filter(line => pixel(bar(line)).rgb.join() !== backgroundOf(line).join());
             return marked.filter(line => !line.matches('.working, .waiting')).length";
        page.read::<u32>("the unmarked lines with a bar", bars)
            .is(&0);
        page.read::<bool>(
            "that a line is marked",
            "return all('.line.working, .line.waiting').length > 0",
        )
        .holds();
        let without_arrow = "return all('select').filter(shown).filter(list => getComputedStyle(list).backgroundImage === 'none').map(nameOf)";
        page.read::<Vec<String>>("the lists without an arrow", without_arrow)
            .is_empty();
    });
}

#[test]
fn at_twice_the_size_pictures_keep_their_width() {
    browse(Screen::LAPTOP, |page| {
        for (width, height) in [(640, 400), (720, 450), (960, 540)] {
            page.look_at(Screen {
                width,
                height,
                ..Screen::LAPTOP
            });
            page.open("");
            let narrowest = "return Math.min(...all('article .plot').map(plot => plot.clientWidth / innerWidth))";
            page.read::<f64>("the part of the window that a picture takes", narrowest)
                .wait("be a third or more", |part| *part >= 0.33);
            let slider = "return document.querySelector('#large').clientWidth";
            page.read::<u32>("the width of the slider", slider)
                .wait("be that of two thumbs or more", |width| *width >= 100);
            page.list("cutOff()").is_empty();
            page.list("overlapping()").is_empty();
        }
    });
}

/// Every run has its picture, which lies over no other run, and nothing is cut off or has to be scrolled sideways: in a window as
/// low as that of a laptop at 200 % or of a phone held sideways, and in one as narrow as that of a page at 400 %.
#[track_caller]
fn fits(width: u32, height: u32, link: &str) {
    let small = Screen {
        width,
        height,
        ..Screen::LAPTOP
    };
    browse(small, |page| {
        page.open(link);
        let over = "const runs = all('article');
             return runs.slice(1).filter((run, i) => runs[i].querySelector('.plot').getBoundingClientRect().bottom > run.getBoundingClientRect().top + 1).map(nameOf)";
        page.read::<Vec<String>>("the runs under the picture of another", over)
            .is_empty();
        page.read::<u32>(
            "how far the page scrolls sideways",
            "const { scrollWidth, clientWidth } = document.documentElement;
             return scrollWidth - clientWidth",
        )
        .is(&0);
        page.list("cutOff()").is_empty();
        // In the narrowest, names end with an ellipsis, and would be measured with what it stands for.
        if width > 500 {
            page.list("overlapping()").is_empty();
        }
    });
}

#[test]
fn small_windows_show_every_run_and_every_step() {
    for (width, height) in [(640, 400), (667, 375), (568, 320), (320, 640), (320, 256)] {
        for link in [
            "?spoil=1&autoplay=0",
            "?scenario=ci-connections&spoil=1&autoplay=0&at=300ms",
            "?talk",
        ] {
            println!("{width}×{height} {link}");
            fits(width, height, link);
        }
    }
}

#[test]
fn the_help_is_read_in_a_narrow_window() {
    let narrow = Screen {
        width: 320,
        height: 640,
        ..Screen::LAPTOP
    };
    browse(narrow, |page| {
        page.open("?autoplay=0");
        page.click("Help");
        let across = "const { scrollWidth, clientWidth } = document.querySelector('dialog[open]');
             return scrollWidth - clientWidth";
        page.read::<u32>("how far it scrolls sideways", across)
            .is(&0);
        page.list("overlapping()").is_empty();
    });
}
