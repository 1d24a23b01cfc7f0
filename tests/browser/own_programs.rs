//! People's own Go programs: a new one, a typo and its mending, an endless loop, a link, another schedule.

use crate::hands::keys::{BACKSPACE, DOWN, END};
use crate::page::{Page, Screen, browse};
use goroutine_lab::comparison::OWN_PROGRAM;
use goroutine_lab::program::{TEMPLATES, pack};

const NEW: &str = "New Go program";
const COMPLAINTS: &str = "#complaints li";
const WRONG: &str = ".editor-line.wrong .number";
const FIELD: &str = "textarea[aria-label=\"Go program\"]";

/// Puts the cursor behind the last character of the program.
#[track_caller]
fn to_the_end(page: &Page) {
    page.focus(FIELD);
    let down = [DOWN; 60];
    page.keys(&down);
    page.keys(&[END]);
}

fn link(source: &str) -> String {
    format!("#go={}", pack(source).expect("it is short"))
}

#[test]
fn a_typo_on_the_phone_is_seen_at_its_line_and_mended() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.choose(NEW, "Worker pool");
        page.headline(OWN_PROGRAM).is("200 ms");
        let last = TEMPLATES[1].source.lines().count() + 1;
        to_the_end(page);
        page.keys(&['x']);
        page.texts(COMPLAINTS).wait("name the line", |said| {
            said.len() == 1 && said[0].starts_with(&format!("Line {last}, column 1: "))
        });
        page.text(WRONG).contains(&last.to_string());
        page.keys(&[BACKSPACE]);
        page.texts(COMPLAINTS).is_empty();
        page.headline(OWN_PROGRAM).is("200 ms");
        for fault in ["cutOff()", "overlapping()"] {
            page.list(fault).is_empty();
        }
    });
}

#[test]
fn an_endless_loop_stops_and_the_page_stays_alive() {
    browse(Screen::LAPTOP, |page| {
        page.open(&link("package main\n\nfunc main() {\n\tfor {\n\t}\n}\n"));
        page.text(&format!("article[data-pattern={OWN_PROGRAM}]"))
            .contains("at line 4 after");
        page.choose(NEW, "Empty main");
        page.text(".console samp").is("Hello, goroutines");
    });
}

#[test]
fn a_link_gives_the_same_run_again_also_without_a_network() {
    let source = TEMPLATES[2].source;
    browse(Screen::LAPTOP, |page| {
        page.open(&link(source));
        let trace = page.attribute(
            &format!("article[data-pattern={OWN_PROGRAM}]"),
            "data-trace",
        );
        let first = trace.get();
        page.open(&link(source));
        trace.is(&*first);
        page.read::<String>("the text", "return all('.editor textarea')[0]?.value ?? ''")
            .is(source);
    });
}

#[test]
fn the_schedule_that_breaks_a_program_is_found_and_shown() {
    browse(Screen::LAPTOP, |page| {
        page.open(&link(TEMPLATES[4].source));
        page.headline(OWN_PROGRAM).is("0 s");
        page.click("Try other schedules");
        page.text(".schedules li").contains("deadlock");
        page.text(".schedules li").contains("Seen in ");
        page.click("Show this schedule");
        page.text(&format!("article[data-pattern={OWN_PROGRAM}] .headline"))
            .is("deadlock");
    });
}
