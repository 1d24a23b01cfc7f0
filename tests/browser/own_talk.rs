//! A talk of a speaker's own on the page: chosen, dropped, by link, for an audience.

use crate::hands::keys::{PAGE_DOWN, PAGE_UP};
use crate::page::{Page, Screen, browse};
use crate::server::{File, Server, built_page};
use crate::sharing::shown_link;
use crate::tour::{headlines, stands_at};
use ::talk::Talk;
use goroutine_lab::packed::{MOST_TEXT, pack};
use serde_json::json;

/// The example of the documentation.
pub(crate) const EXAMPLE: &str = include_str!("../../docs/talk-example.md");
/// Where the list of steps stands in the menu.
const MENU: &str = "Open a scenario or a pattern";

pub(crate) fn example() -> Talk {
    Talk::read_single("talk-example.md", EXAMPLE).expect("the example has no fault")
}

/// A file as the browser gives it to a page.
fn file(name: &str, text: &str) -> String {
    format!(
        "const files = new DataTransfer();
         files.items.add(new File([{}], {}));",
        json!(text),
        json!(name)
    )
}

/// Drops a file on the page.
pub(crate) fn drop_file(page: &Page, name: &str, text: &str) {
    let drop = "document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))";
    page.session().script(&(file(name, text) + drop));
}

/// Chooses a file in the list of steps.
fn choose_file(page: &Page, name: &str, text: &str) {
    page.shows("Your own talk …");
    let choose = "const field = document.querySelector('#steps input[type=file]');
         field.files = files.files;
         field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.session().script(&(file(name, text) + choose));
}

/// The example is given, from its first step to its last and back to the first.
#[track_caller]
pub(crate) fn is_given(page: &Page) {
    let talk = example();
    let steps: Vec<_> = talk.order(&talk.forms[0]).map(|(_, step)| step).collect();
    for (number, step) in (1..).zip(&steps) {
        stands_at(page, step);
        page.text(".talk-place")
            .starts_with(&format!("{number} / {}", steps.len()));
        page.headlines().is(&headlines(step));
        page.keys(&[PAGE_DOWN]);
    }
    for step in steps.iter().rev().skip(1) {
        page.keys(&[PAGE_UP]);
        stands_at(page, step);
    }
}

#[test]
fn a_talk_of_ones_own_is_chosen_and_given_from_the_first_step_to_the_last() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.choose(MENU, "steps");
        choose_file(page, "talk-example.md", EXAMPLE);
        is_given(page);
        page.address().contains("&step=what-happened");
        page.fragment().starts_with("#talk=");

        // The time and the talk stay when the page is loaded again.
        page.keys(&[PAGE_DOWN]);
        page.text(".talk-place").starts_with("2 / 3");
        page.session().script("location.reload()");
        page.text(".talk-place").starts_with("2 / 3");
        page.click("Steps");
        let given = "Our builds, all at once · A. Speaker · 2027-02-01";
        page.texts("#steps > p, #steps div > p")
            .wait("say who gives it", |all| {
                all.iter().any(|text| text == given)
            });
        page.click("The Lab’s own talk");
        page.text(".talk-place").starts_with("1 / 21");
    });
}

#[test]
fn a_fault_names_file_line_and_field_and_the_talk_before_stays() {
    browse(Screen::LAPTOP, |page| {
        page.open("?talk=25");
        let bad = EXAMPLE.replacen("scenario=our-ci\"", "scenario=your-ci\"", 1);
        drop_file(page, "mine.md", &bad);
        page.notices().wait("name the line", |all| {
            all.iter()
                .any(|notice| notice.starts_with("mine.md:27: link = scenario=your-ci: "))
        });
        page.text(".talk-place").starts_with("1 / 21");
        drop_file(page, "mine.md", EXAMPLE);
        is_given(page);
        page.notices().is_empty();
    });
}

#[test]
fn a_talk_beside_the_page_is_given_by_its_address_and_none_of_another_host() {
    let folder = built_page();
    let server = Server::start(move |path| match path {
        "talks/mine.md" => Some(File::new("text/markdown", EXAMPLE)),
        path => File::of_folder(&folder, path),
    });
    browse(Screen::LAPTOP, |page| {
        page.allow(server.origin());
        let page_at = |query: &str| format!("{}/{query}", server.origin());
        page.open_at(&page_at("?talk=talks/mine.md"));
        page.wait_for_runs();
        is_given(page);
        page.address()
            .contains("talk=talks%2Fmine.md&step=what-happened");
        page.session().script("location.reload()");
        page.text(".talk-place").starts_with("1 / 3");

        for elsewhere in [
            "//elsewhere.example/mine.md",
            "https://elsewhere.example/mine.md",
        ] {
            page.open_at(&page_at(&format!("?talk={elsewhere}")));
            page.wait_for_runs();
            page.notices().wait("refuse it", |all| {
                let start =
                    format!("talk={elsewhere}: a talk is loaded from the page’s own host alone.");
                all.iter().any(|notice| notice.starts_with(&start))
            });
        }
    });
}

#[test]
fn the_audience_sees_a_talk_that_has_no_address() {
    let talk = example();
    let steps: Vec<_> = talk.order(&talk.forms[0]).map(|(_, step)| step).collect();
    browse(Screen::LAPTOP, |page| {
        page.open("?talk=25");
        page.click("Present");
        page.click("Open an audience window");
        page.windows().is(&2);
        page.enter_window(1);
        page.wait_for_runs();
        page.enter_window(0);
        drop_file(page, "mine.md", EXAMPLE);
        stands_at(page, steps[0]);
        page.enter_window(1);
        stands_at(page, steps[0]);
        page.keys(&[PAGE_DOWN]);
        stands_at(page, steps[1]);
        page.headlines().is(&headlines(steps[1]));
        page.enter_window(0);
        stands_at(page, steps[1]);
    });
}

/// The link of a text.
pub(crate) fn carrying(text: &str) -> String {
    format!("#talk={}", pack(text).expect("it is short"))
}

#[test]
fn a_link_that_carries_a_talk_opens_it_gives_it_and_is_shared_again() {
    let talk = example();
    let steps: Vec<_> = talk.order(&talk.forms[0]).map(|(_, step)| step).collect();
    browse(Screen::LAPTOP, |page| {
        page.open(&carrying(EXAMPLE));
        is_given(page);
        page.keys(&[PAGE_DOWN]);
        stands_at(page, steps[1]);
        page.click("Steps");
        page.click("Share");
        let link = shown_link(page);
        assert!(
            link.contains(&format!("&step={}#talk=", steps[1].id)),
            "{link}"
        );
        page.texts("dialog[open] li")
            .wait("say that it holds the talk", |all| {
                all.first().is_some_and(|line| {
                    line == "All of your talk “Our builds, all at once”, at step 2 of 3"
                })
            });

        // Whoever gets it sees the step and goes on from there.
        page.open_at("about:blank");
        page.open_at(&link);
        page.wait_for_runs();
        stands_at(page, steps[1]);
        page.headlines().is(&headlines(steps[1]));
        page.keys(&[PAGE_DOWN]);
        stands_at(page, steps[2]);
        page.session().script("history.back()");
        stands_at(page, steps[1]);
        page.session().script("location.reload()");
        page.text(".talk-place").starts_with("2 / 3");
        page.notices().is_empty();
    });
}

#[test]
fn a_link_whose_talk_cannot_be_read_says_so_and_the_page_starts() {
    #[track_caller]
    fn check(page: &Page, link: &str, expected: &str) {
        page.open_at("about:blank");
        page.open(link);
        page.notices().wait("say what is wrong", |all| {
            all.iter()
                .any(|notice| notice.contains(expected) && notice.len() < 300)
        });
        page.texts(".talk-idea").is_empty();
        page.shows("Share");
    }
    let whole = carrying(EXAMPLE);
    browse(Screen::LAPTOP, |page| {
        let unreadable = ": no talk can be read from it";
        check(page, &whole[..whole.len() / 2], unreadable);
        page.fragment().is("");
        check(page, &format!("#talk={}", "A".repeat(9_000)), unreadable);
        check(page, &format!("#talk={}", "<b>".repeat(40)), ": allowed is");
        let no_talk: Vec<_> = (0..200).map(|line| (line * 7_919).to_string()).collect();
        check(
            page,
            &carrying(&no_talk.join("\n")),
            "talk.md:200: steps: there is none",
        );
    });
}

#[test]
fn a_talk_that_is_too_long_for_a_link_is_offered_as_a_file() {
    let long = [EXAMPLE, "\n## Notes\n", &"More. ".repeat(MOST_TEXT / 5)].concat();
    browse(Screen::LAPTOP, |page| {
        page.open("?talk=25");
        drop_file(page, "long.md", &long);
        page.text(".talk-place").starts_with("1 / 3");
        page.click("Steps");
        page.click("Share");
        let link = shown_link(page);
        assert!(!link.contains("talk=") && !link.contains("step="), "{link}");
        page.texts("dialog[open] p").wait("name its size", |all| {
            let start = format!("Your talk has {},", long.len() / 1_000);
            all.iter().any(|text| text.starts_with(&start))
        });
        page.shows("Save the talk’s file");
    });
}
