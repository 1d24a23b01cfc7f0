//! The talk on the page: given with a clicker, found, presented in two windows, read on a phone.

use crate::hands::Hand;
use crate::hands::keys::{ENTER, PAGE_DOWN, PAGE_UP};
use crate::page::{Page, Screen, browse};
use crate::reading::BATCH_SLIDER;
use ::talk::{Diagram, Step, Talk};
use goroutine_lab::comparison::Comparison;
use goroutine_lab::program::TEMPLATES;
use goroutine_lab::talk::figure as text_of;
use lab::link;
use std::collections::BTreeSet;

/// The words of a step below 32 px and its code below 24 px.
const TOO_SMALL: &str = "[
    [all('.talk-head h1, .talk-idea p, .talk-notice p, .showing, .talk-notice :is(th, td)'), 32],
    [all('.talk-go code, .talk-try li'), 24],
].flatMap(([parts, least]) => parts.filter(part => shown(part) && parseFloat(getComputedStyle(part).fontSize) < least))
    .map(part => part.innerText)";

/// The text in the editor.
const EDITED: &str = "return document.querySelector('.editor textarea')?.value ?? ''";

/// What of a step's side lies below the window's edge, in pixels.
const BELOW: &str = "const side = document.querySelector('.talk-side');
    return side === null ? null : Math.max(0, side.scrollHeight - side.clientHeight)";

fn talk() -> Talk {
    goroutine_lab::talk::read().expect("the talk can be read")
}

/// What stands over the runs.
#[track_caller]
pub(crate) fn stands_at(page: &Page, step: &Step) {
    page.text("header h1").is(&step.title);
}

fn runs_of(step: &Step) -> Comparison {
    Comparison::simulate(link::parse(&step.link).scenario, |_| ())
}

/// What the runs of a step come to, as the page writes it.
pub(crate) fn headlines(step: &Step) -> Vec<String> {
    let comparison = runs_of(step);
    let runs = comparison.runs.iter();
    runs.map(|run| run.report.verdict.headline.clone())
        .collect()
}

/// Whether the page's runs are those of a step, or of the link that some of its figures have: their traces are, so that every figure
/// comes out of them that comes out of these. The figures that the step claims of them do.
#[track_caller]
fn reaches_its_figures(page: &Page, step: &Step, link: Option<&str>) {
    let comparison = goroutine_lab::talk::runs(link.unwrap_or(&step.link)).expect("it runs");
    let traces = comparison.runs.iter();
    let traces: Vec<String> = traces
        .map(|run| format!("{:016x}", run.trace_hash))
        .collect();
    let shown = "return all('article').map(run => run.dataset.trace)";
    page.read::<Vec<String>>("the traces", shown).is(&traces);
    let claimed = step.figures.iter();
    for figure in claimed.filter(|figure| figure.link.as_deref() == link) {
        let text = text_of(&comparison, &figure.of, figure.read, &figure.is);
        assert_eq!(
            text.as_ref(),
            Ok(&figure.is),
            "{}:{}",
            step.file,
            figure.line
        );
    }
}

/// Every step on the way, forward to the last one and back to the first: its title, its place, and what its runs come to.
#[track_caller]
fn give(form: &str) {
    let talk = talk();
    let plan = talk.form(form).expect("the form is there");
    let steps: Vec<&Step> = talk.order(plan).map(|(_, step)| step).collect();
    browse(Screen::PROJECTOR, |page| {
        page.open(&format!("?talk={form}"));
        for (number, step) in (1..).zip(&steps) {
            stands_at(page, step);
            page.text(".talk-place")
                .starts_with(&format!("{number} / {}", steps.len()));
            page.headlines().is(&headlines(step));
            reaches_its_figures(page, step, None);
            page.address().contains(&format!("step={}", step.id));
            page.list(TOO_SMALL).is_empty();
            page.read::<f64>("what of the side lies below", BELOW)
                .is(&0.0);
            page.keys(&[PAGE_DOWN]);
        }
        // A further press at the last step changes nothing.
        for (before, step) in steps.iter().enumerate().rev() {
            stands_at(page, step);
            page.text(".talk-place")
                .starts_with(&format!("{} / {}", before + 1, steps.len()));
            page.headlines().is(&headlines(step));
            page.keys(&[PAGE_UP]);
        }
        page.text(".talk-place").starts_with("1 / ");
    });
}

#[test]
fn the_talk_of_25_minutes_is_given_with_two_keys() {
    give("25");
}

#[test]
fn the_talk_of_35_minutes_is_given_with_two_keys() {
    give("35");
}

#[test]
fn the_figures_of_other_runs_than_a_steps_come_out_on_the_page() {
    let talk = talk();
    browse(Screen::LAPTOP, |page| {
        for step in &talk.steps {
            let links = step
                .figures
                .iter()
                .filter_map(|figure| figure.link.as_deref());
            for link in links.collect::<BTreeSet<&str>>() {
                page.open(&format!("?{link}"));
                reaches_its_figures(page, step, Some(link));
            }
        }
    });
}

#[test]
fn the_audience_sees_the_whole_side_of_each_step() {
    let talk = talk();
    browse(Screen::PROJECTOR, |page| {
        for form in &talk.forms {
            for (_, step) in talk.order(form) {
                let place = format!("talk={}&step={}", form.id, step.id);
                page.open(&format!(
                    "?embed&show=title,runs,code,slider,curve&audience=7&size=stage&{place}"
                ));
                stands_at(page, step);
                page.read::<f64>("what of the side lies below", BELOW)
                    .is(&0.0);
                page.list(TOO_SMALL).is_empty();
            }
        }
    });
}

#[test]
fn a_link_a_number_and_a_search_find_a_step_and_back_returns() {
    let talk = talk();
    let step = |id: &str| talk.step(id).expect("the step is there");
    browse(Screen::LAPTOP, |page| {
        page.open("?slide=5");
        stands_at(page, step("060-batches"));
        page.headlines().is(&headlines(step("060-batches")));
        page.keys(&['1', ENTER]);
        stands_at(page, step("010-the-problem"));
        page.session().script("history.back()");
        stands_at(page, step("060-batches"));
        page.headlines().is(&headlines(step("060-batches")));

        page.click("Steps");
        page.keys(&"question 3".chars().collect::<Vec<_>>());
        page.texts("#steps li button span").has_length(1);
        page.keys(&[ENTER]);
        stands_at(page, step("403-question"));

        // What is tried belongs to the step, and the link holds both.
        page.click("Explore");
        page.texts(".talk-idea").is_empty();
        page.shows("Share");
        page.session().script("history.back()");
        stands_at(page, step("403-question"));
        page.open("?step=99&talk=25");
        page.notices().wait("name the step", |all| {
            all.iter()
                .any(|notice| notice.starts_with("step=99: there is no such step"))
        });
    });
}

#[test]
fn the_screen_goes_black_and_comes_back() {
    browse(Screen::LAPTOP, |page| {
        page.open("?talk");
        let black = "return document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.black') !== null";
        page.keys(&['b']);
        page.read::<bool>("that the screen is black", black).holds();
        page.keys(&['.']);
        page.read::<bool>("that the screen is black", black)
            .is(&false);
    });
}

#[test]
fn what_to_notice_is_shown_in_the_run_and_what_to_try_is_run() {
    let talk = talk();
    let step = talk.step("060-batches").expect("the step is there");
    browse(Screen::PROJECTOR, |page| {
        page.open("?talk=25&step=060-batches");
        page.click(&format!("100 ms {}", step.marks[0].says));
        page.clock().is("100 ms");
        let link = "all('.talk-try a')[0]";
        let place = page.place_of("the first link to try", link);
        page.drag(Hand::Mouse, &[place.middle()]);
        page.headline("batched").is("10 s");
        stands_at(page, step);
        page.address().contains("batch=10");
        page.address().contains("step=060-batches");
    });
}

#[test]
fn the_tests_of_a_card_are_run_and_can_be_edited() {
    let talk = talk();
    let step = talk.step("410-question").expect("the card is there");
    let tests = TEMPLATES.iter().find(|one| one.file == "pool_test.go");
    browse(Screen::LAPTOP, |page| {
        page.open("?question=10");
        page.click("the tests: a race, a stress of 1,000, the table");
        reaches_its_figures(page, step, Some("go=pool_test.go"));
        stands_at(page, step);
        page.click("Explore");
        page.read::<String>("the edited text", EDITED)
            .is(&tests.expect("the template is there").source.to_owned());
    });
}

#[test]
fn the_presenter_has_notes_and_time_and_the_audience_the_step() {
    let talk = talk();
    let plan = talk.form("25").expect("the form is there");
    let steps: Vec<&Step> = talk.order(plan).map(|(_, step)| step).collect();
    browse(Screen::LAPTOP, |page| {
        page.open("?talk=25");
        page.click("Present");
        page.text(".talk-next").contains(&steps[1].title);
        page.texts(".pace dd").has_length(4);
        page.click("Open an audience window");
        page.windows().is(&2);
        page.enter_window(1);
        page.wait_for_runs();
        stands_at(page, steps[0]);
        page.texts(".talk-notes, .pace, .talk-nav").is_empty();
        page.keys(&[PAGE_DOWN]);
        stands_at(page, steps[1]);
        page.headlines().is(&headlines(steps[1]));
        page.enter_window(0);
        stands_at(page, steps[1]);
        // The audience sees black; who presents goes on reading, and is told.
        page.click("Black");
        page.enter_window(1);
        page.texts(".black").has_length(1);
        page.enter_window(0);
        page.text(".dark")
            .starts_with("The audience’s screen is black.");
        page.texts(".black").is_empty();
        page.wholly_in_window(".talk-notes p").holds();
        page.click("Show the step again (b)");
        page.texts(".dark").is_empty();
        page.enter_window(1);
        page.texts(".black").is_empty();
        page.keys(&['b']);
        page.texts(".black").has_length(1);
        page.enter_window(0);
        page.text(".dark")
            .starts_with("The audience’s screen is black.");
    });
}

/// What lies below the edge of the parts of a presenter's window, in pixels.
const BELOW_OF_PRESENTERS: &str = "const below = part => Math.max(0, part.scrollHeight - part.clientHeight);
    return all('.runs, .presenter, .talk-side').map(part => `${part.className}: ${below(part)}`).filter(text => !text.endsWith(': 0'))";

#[test]
fn the_presenter_sees_all_runs_notes_and_words_of_each_step() {
    let talk = talk();
    browse(Screen::PROJECTOR, |page| {
        for form in &talk.forms {
            page.open(&format!("?talk={}", form.id));
            page.click("Present");
            for (_, step) in talk.order(form) {
                stands_at(page, step);
                page.headlines().is(&headlines(step));
                page.read::<Vec<String>>("what lies below", BELOW_OF_PRESENTERS)
                    .is_empty();
                page.keys(&[PAGE_DOWN]);
            }
        }
    });
}

#[test]
fn a_card_is_found_by_what_it_says_and_leads_back_to_the_step() {
    let talk = talk();
    let step = |id: &str| talk.step(id).expect("the step is there");
    browse(Screen::LAPTOP, |page| {
        page.open("?talk=25&step=060-batches");
        page.click("Present");
        page.texts(".pace dt").has_length(4);
        page.click("Steps");
        page.keys(&"testing".chars().collect::<Vec<_>>());
        let found = "all('#steps li button').find(card => card.textContent.startsWith('Q10: '))";
        let found = page.place_of("question 10", found);
        page.drag(Hand::Mouse, &[found.middle()]);
        stands_at(page, step("410-question"));
        // The section of the step that was left goes on, which ends before the talk does.
        page.texts(".pace dd")
            .wait("have the section's own time", |all| {
                all.len() == 4 && all[1] != all[2]
            });
        page.keys(&[PAGE_UP]);
        stands_at(page, step("409-question"));
        page.click("Back to step 3");
        stands_at(page, step("060-batches"));
        page.texts(".to-step").is_empty();
    });
}

/// Ten minutes pass while the page is loaded again.
const LATER: &str = "const now = Date.now;
    const { type } = performance.getEntriesByType('navigation')[0];
    if (type === 'reload') Date.now = () => now() + 600000;";

#[test]
fn the_presenters_time_goes_on_when_the_page_is_loaded_again() {
    browse(Screen::LAPTOP, |page| {
        page.inject(LATER);
        page.open("?talk=25");
        page.click("Present");
        page.texts(".pace dd").has_length(4);
        page.keys(&[PAGE_DOWN]);
        page.text(".talk-place").starts_with("2 / ");
        page.session().script("location.reload()");
        let elapsed = || {
            page.texts(".pace dd")
                .map(|all| all.first().cloned().unwrap_or_default())
        };
        elapsed().starts_with("10:");
        page.text(".talk-place").starts_with("2 / ");
        // A window that is opened by a script gets a copy of what its opener remembers, as a copied tab does.
        page.session().script("window.open(location.href)");
        page.windows().is(&2);
        page.enter_window(1);
        page.look_at(Screen::LAPTOP);
        page.wait_for_runs();
        page.texts(".talk-notes, .pace").is_empty();
        page.click("Present");
        elapsed().starts_with("0:");
        page.enter_window(0);
        elapsed().starts_with("10:");
    });
}

#[test]
fn on_a_phone_the_run_stays_in_view_and_the_thumb_turns() {
    let talk = talk();
    let step = talk.step("060-batches").expect("the step is there");
    browse(Screen::PHONE, |page| {
        page.open("?talk=25&step=060-batches");
        stands_at(page, step);
        page.session()
            .script("document.querySelector('.talk-side').scrollTo(0, 9999)");
        page.wholly_in_window(".talk-nav").holds();
        page.wholly_in_window(".axis").holds();
        page.wholly_in_window(BATCH_SLIDER).holds();
        page.list("smallTargets(44)").is_empty();
        page.list("scrollable().filter(part => !part.includes(': 0 across'))")
            .is_empty();
        page.list("cutOff()").is_empty();
        // The thumb drags, and the step stays.
        let slider = page.place(BATCH_SLIDER);
        let way = [slider.at(0.36), slider.at(0.5), slider.at(0.7)];
        page.drag(Hand::Finger, &way);
        page.headline("batched").is_not(&headlines(step)[2]);
        stands_at(page, step);
        page.click("Next step");
        page.text("header h1").is_not(&step.title);
    });
}

/// How long each bar is, in hundredths of its row.
const BARS: &str = "const width = element => element.getBoundingClientRect().width;
    return all('.gains rect').map(bar => Math.round(100 * width(bar) / width(bar.ownerSVGElement)))";

#[test]
fn what_was_gained_is_one_picture_and_each_row_opens_its_runs() {
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?slide=24");
            page.read::<Vec<u32>>("how long the bars are", BARS)
                .is(&vec![100, 100, 60, 100, 20, 100, 10, 100, 12]);
            page.texts(".gains .none").is(&["killed".to_owned()]);
            page.click("cluster test");
            page.headlines().is(&["25 s", "4.8 s", "3 s"]);
        });
    }
}

/// What the picture of a diagram is called, once it is drawn.
const DRAWN: &str = "const picture = document.querySelector('.diagram img');
    return picture?.complete && picture.naturalWidth > 0 ? picture.alt : ''";

#[test]
fn the_diagrams_of_the_talk_are_listed_drawn_and_run() {
    let diagrams = talk().diagrams;
    assert_eq!(diagrams.len(), 12);
    let title = |diagram: &Diagram| format!("{}. {}", diagram.number, diagram.title);
    let titles: Vec<String> = diagrams.iter().map(title).collect();
    for screen in [Screen::LAPTOP, Screen::PHONE] {
        browse(screen, |page| {
            page.open("?talk");
            page.click("Steps");
            page.click("Diagrams");
            page.texts(".diagrams span").is(&titles);
            let (flow, bars) = (&diagrams[3], &diagrams[0]);
            for diagram in [bars, flow] {
                let kind = diagram.kind.word();
                page.click(&format!("{} {kind}", title(diagram)));
                let name = format!("Diagram {}, {kind}: {}", diagram.number, diagram.title);
                page.read::<String>("what is drawn", DRAWN).is(&name);
            }
            // The step of the talk stays; its runs are the diagram's, which is said, until the step is shown again.
            page.click("Run it");
            page.texts("article .name")
                .is(&["Client disconnect".to_owned()]);
            let whose = format!("Diagram {}: {}", flow.number, flow.title);
            page.text(".talk-place b").is(&whose);
            page.session().script("history.back()");
            page.texts(".talk-place b").is_empty();
        });
    }
}
