//! What a host says to the Lab, and what it may.

use crate::hosts::{SITES, Site, in_a_host};
use crate::page::{Page, Screen};
use serde_json::{Value, json};

/// A host with a Lab in it, which remembers the events.
fn host(link: &str) -> String {
    format!(
        r#"<!doctype html><title>A host</title><link rel=icon href=data:,>
        <script src="https://the.lab.example/embed.js"></script>
        <goroutine-lab link="{link}" style="width: 960px; height: 540px"></goroutine-lab>
        <script>
            const lab = document.querySelector("goroutine-lab");
            const told = [];
            for (const kind of ["ready", "changed", "ended", "error"])
                lab.addEventListener(kind, ({{ detail }}) => told.push([kind, detail]));
        </script>"#
    )
}

/// What comes of a command: the link that is run then, or why it was refused.
#[track_caller]
fn given(page: &Page, command: &Value) -> String {
    let script =
        format!("return lab.do({command}).then(state => state.link, error => error.message)");
    let answer = page.session().async_script(&script);
    String::from(answer.as_str().expect("a text"))
}

const BATCHED: &str = "?pattern=batched";
/// Reads the ids of the patterns that are shown.
const PATTERNS: &str = "return all('article').map(run => run.dataset.pattern)";

#[test]
fn a_host_of_another_site_may_play_and_read_alone() {
    in_a_host(
        Site::Foreign,
        &host("?pattern=batched&autoplay=0"),
        Screen::LAPTOP,
        |page| {
            let set = json!({ "command": "set", "parameter": "batch", "value": "10" });
            let refused = given(page, &set);
            assert!(
                refused.contains("is not allowed to this host, which may play, pause"),
                "{refused}"
            );
            assert_eq!(given(page, &json!({ "command": "end" })), BATCHED);
            page.read::<String>("its rights", "return lab.rights")
                .is("playback");
            page.enter_frame();
            page.batch().is("5");
            page.clock().is("2 s");
            page.address().is("?pattern=batched&autoplay=0&embed");
        },
    );
}

#[test]
fn a_host_that_the_link_names_may_change_all_that_stays_in_the_frame() {
    let origin = "http://localhost:PORT";
    let html = host(&format!(
        "?pattern=batched&autoplay=0&allow-origin={origin}"
    ));
    // The link is known once the host's address is.
    let html = html.replace("<goroutine-lab link=\"", "<goroutine-lab data-link=\"");
    let html = html
        + "<script>lab.setAttribute('link', lab.dataset.link.replace('http://localhost:PORT', location.origin))</script>";
    in_a_host(
        Site::Foreign,
        &html,
        Screen::LAPTOP,
        all_but_what_reaches_out,
    );
}

#[test]
fn a_host_of_the_same_site_may_change_all_that_stays_in_the_frame() {
    in_a_host(
        Site::Own,
        &host("?pattern=batched&autoplay=0"),
        Screen::LAPTOP,
        all_but_what_reaches_out,
    );
}

#[track_caller]
fn all_but_what_reaches_out(page: &Page) {
    let set = json!({ "command": "set", "parameter": "batch", "value": "10" });
    assert_eq!(given(page, &set), "?pattern=batched&batch=10");
    page.read::<String>("its rights", "return lab.rights")
        .is("all");
    let length = "return history.length";
    let steps: u32 = page.read("the history", length).get();
    let open = json!({ "command": "open", "link": "?pattern=leak" });
    assert_eq!(given(page, &open), "?pattern=leak");
    for command in ["copy", "send", "save", "update", "audience"] {
        let refused = given(page, &json!({ "command": command }));
        assert!(refused.contains("reaches out of the frame"), "{refused}");
    }
    page.read::<String>(
        "the runs",
        "return lab.state.runs.map(run => run.pattern).join()",
    )
    .is("leak");
    page.read::<u32>("the history", length).is(&steps);
    page.enter_frame();
    page.wait_for_runs();
    page.read::<Vec<String>>("the runs", PATTERNS).is(&["leak"]);
}

#[test]
fn another_link_shows_its_runs_and_is_no_step_of_the_hosts_history() {
    for site in SITES {
        in_a_host(
            site,
            &host("?pattern=batched&autoplay=0"),
            Screen::LAPTOP,
            |page| {
                page.session().async_script("await lab.ready");
                let length = "return history.length";
                let steps: u32 = page.read("the history", length).get();
                let open = "lab.setAttribute('link', '?pattern=leak&autoplay=0'); return lab.ready.then(() => lab.state.link)";
                assert_eq!(page.session().async_script(open), "?pattern=leak");
                page.read::<u32>("the history", length).is(&steps);
                page.enter_frame();
                page.wait_for_runs();
                page.read::<Vec<String>>("the runs", PATTERNS).is(&["leak"]);
            },
        );
    }
}

#[test]
fn a_host_is_told_what_changes_and_when_it_has_ended() {
    for site in SITES {
        in_a_host(
            site,
            &host("?pattern=batched&autoplay=0&speed=10"),
            Screen::LAPTOP,
            |page| {
                page.session().async_script("await lab.play()");
                let kinds = "return told.map(([kind, state]) => `${kind} ${state.playing} ${state.at === state.end}`)";
                page.read::<Vec<String>>("what the host is told", kinds)
                    .is(&[
                        "ready false false",
                        "changed true false",
                        "changed false true",
                        "ended false true",
                    ]);
                page.enter_frame();
                // Somebody else does something.
                page.seek(0.5);
                page.leave_frame();
                page.read::<bool>(
                    "the newest moment",
                    "return told.at(-1)[0] === 'changed' && lab.state.at < lab.state.end",
                )
                .holds();
            },
        );
    }
}

#[test]
fn malformed_messages_are_answered_with_an_error_and_change_nothing() {
    in_a_host(
        Site::Own,
        &host("?pattern=batched&autoplay=0"),
        Screen::LAPTOP,
        |page| {
            page.session().async_script("await lab.ready");
            let cases = [
                ("{ target: 'goroutine-lab' }", "version null: allowed is 1"),
                (
                    "{ target: 'goroutine-lab', version: 1, request: 'fly' }",
                    "request \"fly\": allowed is",
                ),
                (
                    "{ target: 'goroutine-lab', version: 1n }",
                    "the message: allowed is what JSON can write",
                ),
                (
                    "(a => (a.a = a))({ target: 'goroutine-lab' })",
                    "the message: allowed is what JSON can write",
                ),
                (
                    "{ target: 'goroutine-lab', version: 1, request: 'x'.repeat(1e6) }",
                    "characters: allowed are up to 100000",
                ),
                (
                    "{ target: 'goroutine-lab', version: 1, request: { command: 'open', link: 'javascript:alert(1)', more: 1 } }",
                    "unknown field `more`",
                ),
            ];
            for (message, reason) in cases {
                page.session().script(&format!(
                    "told.length = 0; frames[0].postMessage({message}, '*')"
                ));
                page.read::<String>(
                    "the error",
                    "return told[0]?.[0] === 'error' ? told[0][1] : null",
                )
                .contains(reason);
            }
            // What is not for the Lab has no answer.
            page.session().script(
            "told.length = 0;
             for (const other of [null, 7, 'x', [], { target: 'other' }, { source: 'goroutine-lab' }]) frames[0].postMessage(other, '*')",
        );
            let read = page
                .session()
                .async_script("return (await lab.read()).link");
            assert_eq!(read, json!(BATCHED));
            page.read::<usize>("what the host is told", "return told.length")
                .is(&0);
        },
    );
}
