mod laws;

use super::*;
use crate::comparison::Comparison;
use crate::ui::state::{Command, Motion, Playback, Session, Shown, View};
use goruntime::time::Time;
use serde_json::{Value, json};
use std::fmt::Write as _;

fn text_of(event: Event) -> String {
    serde_json::to_string(&Message::new(event)).unwrap()
}

#[test]
fn messages_have_a_text_form() {
    let key = Event::Key {
        key: String::from("PageDown"),
        code: String::from("PageDown"),
        key_code: 34,
        shift: false,
        repeat: true,
    };
    assert_eq!(
        text_of(key),
        r#"{"source":"goroutine-lab","version":1,"event":"key","key":"PageDown","code":"PageDown","keyCode":34,"shift":false,"repeat":true}"#
    );
    let error = Event::Error {
        id: Some(7),
        reason: String::from("no"),
    };
    assert_eq!(
        text_of(error),
        r#"{"source":"goroutine-lab","version":1,"event":"error","id":7,"reason":"no"}"#
    );
}

/// A page of a link with its runs, and a host that talks to it.
struct Page {
    session: Session,
    view: View,
    playback: Playback,
    exchange: Exchange,
}

impl Page {
    fn new(link: &str) -> Page {
        let session = Session::new(link);
        let runs = Comparison::simulate((**session.scenario()).clone(), |_| {});
        Page {
            session,
            view: View::default(),
            playback: Playback::new(runs.scale.end),
            exchange: Exchange::default(),
        }
    }

    fn apply(&mut self, command: &Command) {
        self.session = self.session.apply(command);
        self.view = self.view.apply(command);
        let motion = Motion::Command(command.clone());
        self.playback = self.playback.clone().apply(&motion);
    }

    fn show(&mut self, shown: &Shown) {
        self.session = self.session.change(&shown.change());
        for command in shown.commands() {
            self.apply(&command);
        }
        let runs = Comparison::simulate((**self.session.scenario()).clone(), |_| {});
        let (end, detail) = (runs.scale.end, Time::ZERO);
        for motion in [Motion::Shown(shown.clone()), Motion::Runs { end, detail }] {
            self.playback = self.playback.clone().apply(&motion);
        }
    }

    fn state(&self) -> State {
        let runs = Comparison::simulate((**self.session.scenario()).clone(), |_| {});
        State::new(&self.session, self.view, &self.playback, &runs)
    }

    /// What the host is told, a line for each event, until nothing is left to do.
    fn told(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let state = self.state();
            let next = self.exchange.next(Some(&state));
            for deed in &next.deeds {
                match deed {
                    Deed::Command(command) => self.apply(command),
                    Deed::Show(shown) => self.show(shown),
                }
            }
            lines.extend(next.events.iter().map(line));
            if !next.again {
                return lines;
            }
        }
    }
}

fn line(event: &Event) -> String {
    let value = serde_json::to_value(event).unwrap();
    let mut line = String::from(value["event"].as_str().unwrap());
    for (name, value) in [
        ("#", &value["id"]),
        ("may ", &value["may"]),
        ("", &value["reason"]),
    ] {
        if !value.is_null() {
            write!(line, " {name}{}", value.to_string().trim_matches('"')).unwrap();
        }
    }
    let state = &value["state"];
    if state.is_object() {
        let [query, at] = ["link", "at"].map(|name| &state[name]);
        write!(line, " {} at {at}", query.as_str().unwrap()).unwrap();
    }
    line
}

fn message(id: u64, request: &Value) -> String {
    json!({ "target": NAME, "version": 1, "id": id, "request": request }).to_string()
}

#[track_caller]
fn check(rights: Rights, requests: &[Value], expected: &[&str]) {
    let mut page = Page::new("?pattern=leak");
    for (id, request) in (1..).zip(requests) {
        page.exchange.hear(&message(id, request), rights);
    }
    assert_eq!(page.told(), expected, "{requests:?}");
}

#[test]
fn a_host_is_answered_and_then_told_what_changes() {
    let mut page = Page::new("?pattern=leak");
    assert_eq!(page.exchange.next(None), Next::default());
    assert_eq!(page.told(), ["ready"]);
    page.exchange
        .hear(&message(1, &json!("hello")), Rights::Playback);
    assert_eq!(page.told(), ["ready #1 may playback ?pattern=leak at 0"]);
    assert_eq!(page.told(), [""; 0]);
    page.apply(&Command::Seek { at: Time(5) });
    assert_eq!(page.told(), ["changed ?pattern=leak at 5"]);
    page.apply(&Command::Play);
    assert_eq!(page.told(), ["changed ?pattern=leak at 5"]);
    page.playback = page
        .playback
        .apply(&Motion::Frame(1.0))
        .apply(&Motion::Frame(1.5));
    assert!(page.playback.at() > Time(5) && page.playback.playing());
    assert_eq!(
        page.told(),
        [""; 0],
        "a moment that moves by itself is no news"
    );
    let mut now = 2.0;
    while page.playback.playing() {
        now += 90.0;
        page.playback = page.playback.apply(&Motion::Frame(now));
    }
    let end = page.playback.end().0;
    let state = format!("?pattern=leak at {end}");
    assert_eq!(
        page.told(),
        [format!("changed {state}"), format!("ended {state}")]
    );
}

#[test]
fn what_is_asked_early_waits_for_the_runs_and_answers_tell_what_came_of_it() {
    check(
        Rights::Playback,
        &[
            json!({ "command": "seek", "at": 1_000_000 }),
            json!("state"),
            json!({ "command": "start" }),
        ],
        &[
            "ready",
            "state #1 ?pattern=leak at 0",
            "state #2 ?pattern=leak at 0",
            "state #3 ?pattern=leak at 0",
        ],
    );
    let set = json!({ "command": "set", "parameter": "tasks", "value": "3" });
    check(
        Rights::All,
        &[json!("hello"), set],
        &[
            "ready",
            "ready #1 may all ?pattern=leak&tasks=3 at 0",
            "state #2 ?pattern=leak&tasks=3 at 0",
        ],
    );
}

#[test]
fn a_host_that_asks_for_too_much_before_the_runs_is_told_so() {
    let mut page = Page::new("?pattern=leak");
    for id in 1..=101 {
        page.exchange
            .hear(&message(id, &json!("state")), Rights::All);
    }
    let told = page.exchange.next(None).events;
    let lines: Vec<String> = told.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "error #101 100 requests are waiting: allowed are no more before the first runs are there"
        ]
    );
}

#[test]
fn a_state_is_shown_again() {
    let mut page = Page::new("?pattern=batched&embed&autoplay=0");
    page.told();
    let ask = |page: &mut Page, id: u64, request: Value, rights: Rights| {
        page.exchange.hear(&message(id, &request), rights);
        page.told()
    };
    let seek = json!({"command": "seek", "at": 400_000_000});
    ask(&mut page, 1, seek, Rights::All);
    let before = page.state();
    for (id, request) in [
        (
            2,
            json!({"command": "set", "parameter": "batch", "value": "50"}),
        ),
        (3, json!({"command": "fit", "from": 0, "to": 50_000_000})),
        (4, json!({"command": "select", "goroutine": 3})),
        (5, json!({"command": "end"})),
    ] {
        ask(&mut page, id, request, Rights::All);
    }
    assert_ne!(page.state(), before);
    let show = json!({"show": serde_json::to_value(&before).unwrap()});
    let refused = ask(&mut page, 6, show.clone(), Rights::Playback);
    assert!(
        refused[0].starts_with("error #6") && refused[0].contains("allow-origin"),
        "{refused:?}"
    );
    assert_ne!(page.state(), before);
    ask(&mut page, 7, show, Rights::All);
    assert_eq!(page.state(), before);
    let nonsense = ask(&mut page, 8, json!({"show": {"link": 7}}), Rights::All);
    assert!(nonsense[0].contains("allowed is a state"), "{nonsense:?}");
}

#[test]
fn rights_go_by_the_origin() {
    let own = "https://lab.example";
    let allowed = [String::from("https://slides.example"), String::from("null")];
    for (host, listed, expected) in [
        (own, &[][..], Rights::All),
        ("https://slides.example", &[], Rights::Playback),
        ("https://slides.example", &allowed, Rights::All),
        ("https://slides.example:8443", &allowed, Rights::Playback),
        ("http://slides.example", &allowed, Rights::Playback),
        (
            "https://slides.example.evil.example",
            &allowed,
            Rights::Playback,
        ),
        ("null", &[], Rights::Playback),
        ("null", &allowed, Rights::All),
        ("", &allowed, Rights::Playback),
    ] {
        assert_eq!(Rights::of(host, own, listed), expected, "{host} {listed:?}");
    }
    assert_eq!(
        Rights::of("null", "null", &[]),
        Rights::Playback,
        "files are strangers"
    );
}

#[track_caller]
fn check_refused(text: &str, rights: Rights, words: &str) {
    let refusal = receive(text, rights).unwrap_err();
    assert!(refusal.reason.contains(words), "{text}: {}", refusal.reason);
}

#[test]
fn a_refusal_names_what_and_why() {
    let refused =
        |request: Value, rights, words| check_refused(&message(1, &request), rights, words);
    refused(
        json!("fly"),
        Rights::All,
        r#"request "fly": allowed is "hello", "state", {"show":state} or a command"#,
    );
    refused(json!(null), Rights::All, "request null: allowed is");
    refused(
        json!({ "command": "fly" }),
        Rights::All,
        "unknown variant `fly`",
    );
    refused(
        json!({ "command": "seek" }),
        Rights::All,
        "missing field `at`",
    );
    refused(
        json!({ "command": "seek", "at": 1.5 }),
        Rights::All,
        "invalid type: floating point `1.5`",
    );
    let open = json!({ "command": "open", "link": "?pattern=leak" });
    refused(
        open.clone(),
        Rights::Playback,
        "is not allowed to this host, which may play, pause",
    );
    assert!(receive(&message(1, &open), Rights::All).is_ok());
    for command in ["copy", "send", "save", "update", "audience"] {
        refused(
            json!({ "command": command }),
            Rights::All,
            "reaches out of the frame",
        );
    }
    for (text, words) in [
        (String::new(), "the message: EOF"),
        (String::from("[]"), "the message: invalid type: sequence"),
        ("[".repeat(5_000), "the message: "),
        (
            "x".repeat(100_001),
            "the message has 100001 characters: allowed are up to 100000",
        ),
        (
            String::from(r#"{"version":2,"request":"hello"}"#),
            "version 2: allowed is 1",
        ),
        (
            String::from(r#"{"request":"hello"}"#),
            "version null: allowed is 1",
        ),
        (
            String::from(r#"{"version":1,"id":-1,"request":"hello"}"#),
            "id -1: allowed is an integer",
        ),
        (
            String::from(r#"{"version":1,"reqest":"hello"}"#),
            r#""reqest": a message has target, version, id and request"#,
        ),
    ] {
        check_refused(&text, Rights::All, words);
    }
}
