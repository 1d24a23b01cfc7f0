//! People's own Go programs: a new one, the edited one of a pattern, a typo and its mending, an endless loop, a link, another
//! schedule.

use crate::hands::Hand;
use crate::hands::keys::{BACKSPACE, DOWN, END, ENTER};
use crate::page::{Page, Screen, browse};
use goroutine_lab::comparison::OWN_PROGRAM;
use goroutine_lab::packed::pack;
use goroutine_lab::program::TEMPLATES;

const NEW: &str = "New Go program";
const COMPLAINTS: &str = "#complaints li";
const WRONG: &str = ".editor-line.wrong .number";
const EDIT_BATCHED: &str = "button[aria-label=\"Edit Batched\"]";
/// The program as it is before it is edited.
const BATCHED: &str = include_str!("../../assets/go/batched/main.go");
const FIELD: &str = "textarea[aria-label=\"Go program\"]";

/// Puts the cursor behind the last character of the program.
#[track_caller]
fn to_the_end(page: &Page) {
    page.focus(FIELD);
    let down = [DOWN; 60];
    page.keys(&down);
    page.keys(&[END]);
}

/// Waits for a complaint about the program, at a line that it names.
#[track_caller]
fn complains_at(page: &Page, line: usize) {
    page.texts(COMPLAINTS).wait("name the line", |said| {
        said.len() == 1 && said[0].starts_with(&format!("Line {line}, column 1: "))
    });
    page.text(WRONG).contains(&line.to_string());
}

/// Twelve tasks of 100 ms, shared by workers.
const POOL: &str = include_str!("own_programs/pool.go");

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
        complains_at(page, last);
        page.keys(&[BACKSPACE]);
        page.texts(COMPLAINTS).is_empty();
        page.headline(OWN_PROGRAM).is("200 ms");
        for fault in ["cutOff()", "overlapping()"] {
            page.list(fault).is_empty();
        }
    });
}

/// Also while the interpreter is loaded, which takes a second on a slow device.
#[test]
fn what_was_shown_stays_until_a_new_program_has_run() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        let watch = "window.wasEmpty = false;
            const look = () => { window.wasEmpty ||= !document.querySelector('header') || !document.querySelector('article'); };
            new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
            return true";
        page.read::<bool>("that the page is watched", watch).holds();
        page.choose(NEW, "Worker pool");
        page.headline(OWN_PROGRAM).is("200 ms");
        page.read::<bool>(
            "that something was shown all the time",
            "return !window.wasEmpty",
        )
        .holds();
    });
}

/// Each of two goroutines holds a lock and wants the other's, both at the moment at which all is over.
const TWO_LOCKS: &str = include_str!("own_programs/two_locks.go");
/// The same without a pause between the two, which ends well in the usual schedule.
const UNLUCKY: &str = include_str!("own_programs/unlucky_locks.go");

#[test]
fn who_waits_for_whom_is_known_at_the_moment_of_a_deadlock() {
    browse(Screen::LAPTOP, |page| {
        page.open(&format!("?sel=2&spoil=1{}", link(TWO_LOCKS)));
        page.headline(OWN_PROGRAM).is("deadlock");
        page.text(".doing")
            .contains("waits ← from 1, held by transfer 2");
        page.text(".doing")
            .contains("nobody is left who can end this");
    });
}

#[test]
fn the_line_of_the_chosen_goroutine_is_in_view() {
    const MAIN: &str = "package main\n\nimport \"time\"\n\nfunc main() {\n\tgo worker()\n\ttime.Sleep(time.Second)\n}\n";
    const WORKER: &str = "func worker() {\n\ttime.Sleep(time.Second)\n}\n";
    let gap = "\n".repeat(90);
    let long = [MAIN, &gap, WORKER, &gap].concat();
    browse(Screen::LAPTOP, |page| {
        for goroutine in [1, 2] {
            page.open(&format!(
                "?sel={goroutine}&at=500ms&autoplay=0{}",
                link(&long)
            ));
            page.wholly_in_window(".editor-line.of-selected").holds();
            page.text(".editor-line.of-selected").contains("time.Sleep");
        }
    });
    // In a lower window the inspector leaves the source no room.
    let high = Screen {
        height: 1200,
        ..Screen::LAPTOP
    };
    browse(high, |page| {
        page.open("?pattern=sse-broker&sel=3&at=500ms&autoplay=0");
        page.wholly_in_window(".line.of-selected").holds();
        page.choose_and_see("Goroutine", "2", "2");
        page.wholly_in_window(".line.of-selected").holds();
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
        page.open(&link(UNLUCKY));
        page.headline(OWN_PROGRAM).is("0 s");
        page.click("Try other schedules");
        page.text(".schedules li").contains("deadlock");
        page.text(".schedules li").contains("Seen in ");
        page.click("Show this schedule");
        page.text(&format!("article[data-pattern={OWN_PROGRAM}] .headline"))
            .is("deadlock");
    });
}

#[test]
fn a_data_race_of_a_program_stands_in_its_findings_without_a_search() {
    let source = include_str!("own_programs/counter.go");
    browse(Screen::LAPTOP, |page| {
        page.open(&link(source));
        let run = page.text(&format!("article[data-pattern={OWN_PROGRAM}]"));
        run.contains("Data race at 10 ms");
        run.contains(": hits: read by main.func1 ");
        run.contains("data race");
    });
}

#[test]
fn what_is_typed_while_a_program_is_laid_out_stays() {
    browse(Screen::LAPTOP, |page| {
        page.open(&link("package main\n\nfunc main() {\n  println(1)\n}\n"));
        page.headline(OWN_PROGRAM).is("0 s");
        // Nobody types as quickly as that: the key comes before the answer.
        let format_and_type = "const field = all('.editor textarea')[0];
            all('.editor-tools button').find(button => button.innerText === 'Format').click();
            field.value += '// typed';
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            return true";
        page.read("that a key is pressed", format_and_type).holds();
        page.text(".editor-tools")
            .contains("the text has changed meanwhile");
        page.read::<String>("the text", "return all('.editor textarea')[0].value")
            .is("package main\n\nfunc main() {\n  println(1)\n}\n// typed");
        page.click("Format");
        let is_laid_out = "return all('.editor textarea')[0].value.includes('\\n\\tprintln(1)\\n')";
        page.read("that it is laid out", is_laid_out).holds();
    });
}

/// A typo is made behind the end of the batched program, seen at its line and mended.
#[track_caller]
fn a_typo_is_seen_and_mended(page: &Page) {
    page.headline(OWN_PROGRAM).is("2 s");
    to_the_end(page);
    page.keys(&['x']);
    complains_at(page, BATCHED.lines().count() + 1);
    page.keys(&[BACKSPACE]);
    page.texts(COMPLAINTS).is_empty();
    page.headline(OWN_PROGRAM).is("2 s");
}

#[test]
fn the_batched_program_is_edited_on_a_phone() {
    browse(Screen::PHONE, |page| {
        page.open("?scenario=ci-auto-trigger");
        let edit = page.place(EDIT_BATCHED).middle();
        page.drag(Hand::Finger, &[edit]);
        a_typo_is_seen_and_mended(page);
        for fault in ["cutOff()", "overlapping()"] {
            page.list(fault).is_empty();
        }
    });
}

#[test]
fn an_edited_program_has_the_pictures_and_the_slider_of_its_pattern() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-auto-trigger");
        page.click("Edit Batched");
        a_typo_is_seen_and_mended(page);
        page.click("Batch size up");
        for run in ["batched", OWN_PROGRAM] {
            page.headline(run).is("1.7 s");
        }
        let address = page
            .read::<String>("the address", "return location.search + location.hash")
            .wait("carry the program", |address| {
                address.starts_with("?scenario=ci-auto-trigger&batch=6#go=")
                    && address.ends_with("&go-pattern=batched")
            });
        page.open("");
        page.open(&address);
        for run in ["batched", OWN_PROGRAM] {
            page.headline(run).is("1.7 s");
        }
        page.click("Close program");
        page.shows("Edit Batched");
    });
}

#[test]
fn the_flags_of_a_program_are_sliders_under_a_curve() {
    browse(Screen::LAPTOP, |page| {
        page.open(&link(POOL));
        page.headline(OWN_PROGRAM).is("600 ms");
        page.attribute(".sweep canvas", "aria-label")
            .is("Your program, total time by -workers. With seed 1 alone.");
        page.click("-workers up");
        page.headline(OWN_PROGRAM).is("400 ms");
        page.text(".large output").is("3");
        page.click("Flags and seed");
        page.type_into("-pause", "10ms");
        page.headline(OWN_PROGRAM).is("40 ms");
        page.type_into("-pause", "soon");
        page.texts(".refused").wait("say what is allowed", |said| {
            said.len() == 1 && said[0].contains("such as 1.5s")
        });
        let address = page
            .read::<String>("the address", "return location.search + location.hash")
            .wait("carry the flags", |address| {
                address.ends_with("&go.pause=10ms&go.workers=3")
            });
        page.open("");
        page.open(&address);
        page.headline(OWN_PROGRAM).is("40 ms");
        page.choose_and_see("What the slider moves", "go.pause", "go.pause");
        page.text(".large output").is("10ms");
        page.attribute(".sweep canvas", "aria-label")
            .starts_with("Your program, total time by -pause. ");
    });
}

#[test]
fn the_curve_of_an_edited_program_is_its_own() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-auto-trigger");
        page.click("Edit Batched");
        page.attribute(".sweep canvas", "aria-label")
            .starts_with("Batched, edited, total time by Batch size. ");
        page.text(".tab button[aria-pressed=true]")
            .is("Batched, edited");
    });
}

#[test]
fn the_first_press_of_edit_loads_the_machine_once() {
    browse(Screen::LAPTOP, |page| {
        page.inject("window.started = 0; window.Worker = class extends Worker { constructor(...all) { super(...all); window.started += 1; } };");
        page.open("?scenario=ci-auto-trigger");
        page.click("Edit Batched");
        page.headline(OWN_PROGRAM).is("2 s");
        page.read::<u32>("the workers that were started", "return window.started")
            .is(&1);
    });
}

#[test]
fn edit_is_in_sight_on_a_slide_wherever_the_tabs_are() {
    let slide = Screen {
        width: 960,
        height: 540,
        ..Screen::LAPTOP
    };
    browse(slide, |page| {
        page.open("?scenario=ci-auto-trigger");
        page.wholly_in_window(EDIT_BATCHED).holds();
        page.read::<bool>(
            "that it covers no tab",
            "const box = element => element.getBoundingClientRect();
             const edit = box(document.querySelector('button.edit'));
             const tabs = box(document.querySelector('.tabs'));
             return tabs.right <= edit.left + 1 || tabs.bottom <= edit.top + 1",
        )
        .holds();
    });
}

#[test]
fn a_program_that_cannot_be_edited_says_why() {
    browse(Screen::LAPTOP, |page| {
        page.open("?pattern=cpu-bound");
        page.text(".source-head p.hint")
            .contains("computing takes no virtual time");
        page.lacks("Edit CPU-bound");
    });
}

#[test]
fn the_template_with_two_locks_shows_its_deadlock_and_the_console_says_it() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?spoil=1");
            page.choose(NEW, "Two locks, one deadlock");
            page.headline(OWN_PROGRAM).is("deadlock");
            page.wholly_in_window("article .finding").holds();
            page.text("article .finding").contains("sync.Mutex.Lock");
            page.text(".console summary")
                .contains("fatal error: all goroutines are asleep - deadlock!");
        });
    }
}

#[test]
fn enter_keeps_the_indentation_and_undo_takes_it_back() {
    browse(Screen::LAPTOP, |page| {
        page.open(&link("package main\n\nfunc main() {\n\tprintln(1)\n}\n"));
        page.headline(OWN_PROGRAM).is("0 s");
        page.focus(FIELD);
        let text = || page.read::<String>("the text", "return all('.editor textarea')[0].value");
        // The cursor comes to stand behind `println(1)`.
        page.session().script(
            "const field = document.querySelector('.editor textarea');
             const end = field.value.indexOf(')', 30) + 1;
             field.setSelectionRange(end, end)",
        );
        page.keys(&[ENTER]);
        text().is("package main\n\nfunc main() {\n\tprintln(1)\n\t\n}\n");
        page.keys(&['x']);
        text().is("package main\n\nfunc main() {\n\tprintln(1)\n\tx\n}\n");
        // The word that is wrong is underlined, and not the line.
        page.texts(".editor-line.wrong .fault")
            .wait("be the word", |words| *words == ["x"]);
        page.session()
            .script("document.execCommand('undo'); document.execCommand('undo')");
        text().is("package main\n\nfunc main() {\n\tprintln(1)\n}\n");
    });
}
