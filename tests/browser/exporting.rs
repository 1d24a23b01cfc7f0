//! Files that the page saves: they are those that the command line writes.

use crate::look::Look as Seen;
use crate::page::{Page, Screen, browse, browse_failing};
use crate::versions::{Host, version};
use goroutine_lab::exports::{Format, Look, Request};
use picture::Theme;
use serde_json::json;
use std::fs;
use std::path::Path;

const LINK: &str = "?pattern=worker-pool&tasks=9&workers=3";

/// Opens the dialog, with a folder for what is saved.
#[track_caller]
fn open(page: &Page, link: &str, folder: &Path) {
    let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
    page.session()
        .devtools("Browser.setDownloadBehavior", &behaviour);
    page.open(link);
    page.click("Export");
}

/// Saves a file by its button, and waits until it is there.
#[track_caller]
fn save(page: &Page, folder: &Path, button: &str, name: &str) -> Vec<u8> {
    page.click(button);
    page.text("#export [role=status]")
        .contains(&format!("Saved {name}, "));
    let file = folder.join(name);
    let read = || fs::read(&file).map_err(|error| error.to_string());
    // The browser writes under another name, and then renames.
    Seen::new(format!("the file {name}"), read).wait("is there", |bytes| !bytes.is_empty());
    fs::read(&file).expect("the file is there")
}

/// What the command line makes of the same request, in the colours of the test's screen.
#[track_caller]
fn made(link: &str, pattern: &str, format: Format) -> Vec<u8> {
    let request = Request {
        link: String::from(link),
        pattern: Some(String::from(pattern)),
        format,
        look: Look::new(Theme::Dark, Look::WIDTH),
        own: None,
    };
    request.answer().expect("the link is valid")
}

#[test]
fn the_page_saves_what_the_command_line_writes() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    browse(Screen::LAPTOP, |page| {
        open(page, LINK, folder);
        for (button, name, format) in [
            (
                "Go execution trace as Trace",
                "worker-pool.trace",
                Format::GoTrace,
            ),
            ("Go program as Go", "worker-pool.go", Format::Go),
            (
                "Trace events as Perfetto",
                "worker-pool-perfetto.json",
                Format::Chrome,
            ),
            ("Picture as SVG", "worker-pool.svg", Format::Svg),
        ] {
            let saved = save(page, folder, button, name);
            assert_eq!(saved, made(LINK, "worker-pool", format), "{name}");
        }
        let png = save(page, folder, "Picture as PNG", "worker-pool.png");
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        // The header's first field is the width.
        assert_eq!(png[16..20], 1920_u32.to_be_bytes());
    });
}

#[test]
fn several_runs_are_saved_together_or_one_alone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    let link = "?pattern=batched,naive&tasks=4";
    browse(Screen::PHONE, |page| {
        open(page, link, folder);
        page.lacks("Go execution trace as Trace");
        let all = save(page, folder, "Tasks as CSV", "batched-tasks.csv");
        assert_eq!(String::from_utf8_lossy(&all).lines().count(), 1 + 2 * 4);
        page.choose_and_see("What to export", "naive", "naive");
        let trace = save(page, folder, "Go execution trace as Trace", "naive.trace");
        assert_eq!(trace, made(link, "naive", Format::GoTrace));
        page.keys(&[crate::hands::keys::ESCAPE]);
        page.texts("dialog").is_empty();
    });
}

/// A page is open while its host gets another version, whose files have other names: the page finds its own program for
/// exports where it is kept, or none.
#[test]
fn an_export_never_mixes_two_versions() {
    let newer = || {
        let mut files = version("b");
        let program = files
            .iter_mut()
            .find(|file| file.name.ends_with("exporter_bg.wasm"));
        let program = program.expect("the page has a program for exports");
        program.bytes = b"of another version".to_vec();
        let (folder, _) = program.name.rsplit_once('/').expect("it has a folder");
        let folder = String::from(folder);
        for file in &mut files {
            file.name = file.name.replace(&folder, "exporter-of-another-version");
        }
        files
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    let host = Host::start(version("a"));
    browse_failing(Screen::LAPTOP, |page| {
        let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
        page.session()
            .devtools("Browser.setDownloadBehavior", &behaviour);
        page.open_at(&format!("{}{LINK}", host.address()));
        page.wait_for_runs();
        page.wait_until_kept();
        page.click("Export");
        host.fill(newer());
        let saved = save(page, folder, "Picture as SVG", "worker-pool.svg");
        assert_eq!(saved, made(LINK, "worker-pool", Format::Svg));
    });
    // Where nothing can be kept, it says so.
    let host = Host::start(version("a"));
    browse_failing(Screen::LAPTOP, |page| {
        page.inject("delete Navigator.prototype.serviceWorker");
        page.open_at(&format!("{}{LINK}", host.address()));
        page.wait_for_runs();
        page.click("Export");
        host.fill(newer());
        page.click("Picture as SVG");
        page.text("#export [role=status]")
            .contains("could not be loaded. Reload the page");
    });
}

/// A worker that does what a test says, and a clock that does not let the test wait for a minute.
const WORKER: &str = "
    const later = window.setTimeout;
    window.setTimeout = (call, wait, ...rest) => later(call, wait >= 60_000 ? 300 : wait, ...rest);
    window.Worker = class extends EventTarget {
        constructor() { super(); START }
        postMessage() { ASKED }
        terminate() {}
    };
    const send = (worker, event) => later(() => worker.dispatchEvent(event), 10);";
const READY: &str = "send(this, new MessageEvent('message', { data: null }))";
const BROKEN: &str = "send(this, new ErrorEvent('error', { message: 'unreachable' }))";

#[test]
fn an_export_that_never_comes_ends_in_a_sentence() {
    let instead = "The command line makes the same file: goroutine-lab run 'pattern=worker-pool&tasks=9&workers=3' --pattern worker-pool --format go-trace.";
    for (start, asked, said) in [
        (
            "",
            "",
            "The part of the page that exports could not be loaded. Reload the page and try again."
                .to_owned(),
        ),
        (
            BROKEN,
            "",
            "The part of the page that exports could not be loaded. Reload the page and try again."
                .to_owned(),
        ),
        (
            READY,
            "",
            format!("The file was not made within 60 seconds. {instead}"),
        ),
        (
            READY,
            BROKEN,
            format!("The file could not be made. {instead}"),
        ),
    ] {
        browse(Screen::PHONE, |page| {
            page.inject(&WORKER.replace("START", start).replace("ASKED", asked));
            page.open(LINK);
            page.click("Export");
            page.click("Go execution trace as Trace");
            page.text("#export [role=status]").is(&said);
            page.list("cutOff()").is_empty();
            let can_try_again = "return all('#export li button').every(button => !button.disabled)";
            page.read::<bool>("that it can be tried again", can_try_again)
                .holds();
        });
    }
}
