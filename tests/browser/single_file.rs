//! The page as one file: from a disk, without a network and without a word on the console.

use crate::hands::keys::{PAGE_DOWN, UP};
use crate::look::Look;
use crate::own_talk::{self, drop_file};
use crate::page::{Page, Screen, browse};
use crate::server::{self, Server, built_page};
use crate::tour::{headlines, stands_at};
use crate::versions::{Host, SINGLE_FILE, version};
use goroutine_lab::comparison::OWN_PROGRAM;
use goroutine_lab::packed::MOST_TEXT;
use serde_json::json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Files may be opened, and what is saved lands in a folder.
fn with_folder(page: &Page) -> TempDir {
    page.allow(String::from("file://"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let behaviour =
        json!({ "behavior": "allow", "downloadPath": folder.path(), "eventsEnabled": true });
    page.session()
        .devtools("Browser.setDownloadBehavior", &behaviour);
    folder
}

/// Saves the run, and waits for the file.
#[track_caller]
fn save(page: &Page, folder: &Path, name: &str) -> PathBuf {
    page.click("Share");
    save_shared(page, folder, name)
}

/// The same from a step of the talk.
#[track_caller]
fn save_step(page: &Page, folder: &Path) -> PathBuf {
    page.click("Steps");
    page.click("Share");
    save_shared(page, folder, "goroutine-lab-ci-auto-trigger.html")
}

fn save_shared(page: &Page, folder: &Path, name: &str) -> PathBuf {
    page.click("Save this run as a page");
    page.text("[role=status]").is("Page saved");
    page.click("Close");
    let path = folder.join(name);
    Look::new(path.display().to_string(), || Ok(path.is_file())).holds();
    path
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

#[test]
fn the_page_as_one_file_runs_from_a_disk() {
    let file = built_page().join(SINGLE_FILE);
    assert!(
        file.is_file(),
        "build it with `cargo xtask build --single-file`"
    );
    browse(Screen::LAPTOP, |page| {
        page.allow(String::from("file://"));
        page.open_at(&format!("{}?batch=10", address(&file)));
        page.wait_for_runs();
        page.headlines().is(&["10 s", "killed", "1 s"]);
        page.address().is("?scenario=ci-auto-trigger&batch=10");
        page.keys(&[UP]);
        page.address().is("?scenario=ci-auto-trigger&batch=11");
        page.choose("Open a scenario or a pattern", "pattern=leak");
        page.text("h1").is("Leak: channel never closed");
        page.click("Share");
        page.text("dialog[open]").contains("on this machine alone");
        let asked = "return performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('data:'))";
        page.read::<Vec<String>>("what was asked of others", asked)
            .is_empty();
    });
}

#[test]
fn a_run_is_saved_as_a_page_without_a_network() {
    let host = Host::start(version("a"));
    browse(Screen::LAPTOP, |page| {
        let folder = with_folder(page);
        page.allow(host.origin());
        page.open_at(&format!("{}?batch=10&seed=7", host.address()));
        page.wait_for_runs();
        page.wait_until_kept();
        let on_host = host.address();
        drop(host);
        page.open_at(&format!("{on_host}?batch=10&seed=7"));
        page.wait_for_runs();
        let file = save(page, folder.path(), "goroutine-lab-ci-auto-trigger.html");

        page.open_at(&address(&file));
        page.wait_for_runs();
        page.headlines().is(&["10 s", "killed", "1 s"]);
        page.address()
            .is("?scenario=ci-auto-trigger&batch=10&seed=7");
        // Others get a link to the host, not to this disk.
        page.click("Share");
        page.read::<String>(
            "the link",
            "return document.querySelector('dialog[open] input').value",
        )
        .is(&format!(
            "{on_host}?scenario=ci-auto-trigger&batch=10&seed=7"
        ));
    });
}

#[test]
fn a_saved_page_saves_itself() {
    let file = built_page().join(SINGLE_FILE);
    browse(Screen::LAPTOP, |page| {
        let folder = with_folder(page);
        page.open_at(&format!("{}?pattern=batched&batch=10", address(&file)));
        page.wait_for_runs();
        let first = save(page, folder.path(), "goroutine-lab-batched.html");
        page.open_at(&address(&first));
        page.wait_for_runs();
        page.headlines().is(&["1 s"]);
        page.keys(&[UP]);
        page.address().is("?pattern=batched&batch=11");
        page.choose("Open a scenario or a pattern", "pattern=naive");
        page.text("h1").is("Naive");
        let second = save(page, folder.path(), "goroutine-lab-naive.html");
        page.open_at(&address(&second));
        page.wait_for_runs();
        page.text("h1").is("Naive");
        page.address().is("?pattern=naive");
    });
}

#[test]
fn a_page_on_a_disk_makes_files() {
    let file = built_page().join(SINGLE_FILE);
    browse(Screen::LAPTOP, |page| {
        let folder = with_folder(page);
        page.open_at(&format!("{}?pattern=batched&batch=10", address(&file)));
        page.wait_for_runs();
        page.click("Export");
        page.click("Picture as SVG");
        page.text("#export [role=status]").contains("Saved ");
        let saved = || {
            let mut entries = std::fs::read_dir(folder.path()).ok()?;
            let path = entries.find_map(|entry| Some(entry.ok()?.path()))?;
            std::fs::read_to_string(path).ok()
        };
        Look::new("the saved picture", || Ok(saved().unwrap_or_default()))
            .wait("be an SVG", |text| text.trim_end().ends_with("</svg>"));
    });
}

#[test]
fn a_page_on_a_disk_runs_a_program_of_ones_own() {
    let file = built_page().join(SINGLE_FILE);
    browse(Screen::LAPTOP, |page| {
        page.allow(String::from("file://"));
        page.open_at(&address(&file));
        page.wait_for_runs();
        page.choose("New Go program", "Worker pool");
        page.headline(OWN_PROGRAM).is("200 ms");
    });
}

#[test]
fn a_page_on_a_disk_gives_the_talk_and_one_of_ones_own() {
    let file = built_page().join(SINGLE_FILE);
    let talk = goroutine_lab::talk::read().expect("the talk can be read");
    browse(Screen::PROJECTOR, |page| {
        page.allow(String::from("file://"));
        page.open_at(&format!("{}?talk=25", address(&file)));
        page.wait_for_runs();
        let form = talk.form("25").expect("the form is there");
        for (_, step) in talk.order(form).take(4) {
            stands_at(page, step);
            page.headlines().is(&headlines(step));
            page.keys(&[PAGE_DOWN]);
        }
        drop_file(page, "mine.md", own_talk::EXAMPLE);
        own_talk::is_given(page);

        page.open_at("about:blank");
        page.open_at(&format!("{}?talk=mine.md", address(&file)));
        page.wait_for_runs();
        page.notices().wait("say what can be done", |all| {
            all.iter().any(|notice| {
                notice.starts_with("talk=mine.md: a page that is one file loads no others.")
            })
        });
    });
}

/// A talk of somebody's own is saved at its second step; the page that was saved shows that step and goes on, and saves itself.
#[track_caller]
fn is_saved_with_its_talk(page: &Page, open: impl FnOnce()) {
    let talk = own_talk::example();
    let steps: Vec<_> = talk.order(&talk.forms[0]).map(|(_, step)| step).collect();
    page.open_at("about:blank");
    open();
    stands_at(page, steps[0]);
    page.keys(&[PAGE_DOWN]);
    // Both files have the same name, and the page is loaded again from the second.
    let mut folders = Vec::new();
    for step in &steps[1..] {
        stands_at(page, step);
        let folder = with_folder(page);
        let file = save_step(page, folder.path());
        folders.push(folder);
        page.open_at(&address(&file));
        page.wait_for_runs();
        stands_at(page, step);
        page.headlines().is(&headlines(step));
        page.notices().is_empty();
        page.keys(&[PAGE_DOWN]);
    }
    stands_at(page, steps[2]);
    page.session().script("location.reload()");
    page.text(".talk-place").starts_with("3 / 3");
}

#[test]
fn a_talk_of_ones_own_is_saved_with_the_page_at_its_step() {
    let folder = built_page();
    let server = Server::start(move |path| match path {
        "talks/mine.md" => Some(server::File::new("text/markdown", own_talk::EXAMPLE)),
        path => server::File::of_folder(&folder, path),
    });
    let long = [
        own_talk::EXAMPLE,
        "\n## Notes\n",
        &"More. ".repeat(MOST_TEXT / 5),
    ]
    .concat();
    browse(Screen::LAPTOP, |page| {
        page.allow(server.origin());
        page.allow(String::from("file://"));
        let open = |link: &str| {
            page.open_at(&format!("{}/{link}", server.origin()));
            page.wait_for_runs();
        };
        is_saved_with_its_talk(page, || open("?talk=talks/mine.md"));
        is_saved_with_its_talk(page, || open(&own_talk::carrying(own_talk::EXAMPLE)));
        is_saved_with_its_talk(page, || {
            open("?talk=25");
            drop_file(page, "long.md", &long);
        });
    });
}
