use super::*;
use goruntime::time::Time;
use lab::params::Key;
use lab::patterns::{self, Pattern};
use std::fmt::Write as _;
use std::path::Path;

fn pattern(id: &str) -> &'static Pattern {
    patterns::find(id).unwrap()
}

/// Every command once, with the row of `docs/commands.md` that explains it. `Command::history` fails to compile for a
/// variant that it does not know, and `every_command_is_documented` for one that is missing here.
#[expect(clippy::too_many_lines, reason = "a row for each command")]
fn examples() -> Vec<(Command, &'static str)> {
    let batch = Key::Batch;
    vec![
        (
            Command::Open {
                link: String::from("scenario=ci-auto-trigger&batch=8"),
            },
            "Opens a link: a query string, with or without its `?`, or a whole address",
        ),
        (
            Command::Set {
                parameter: batch,
                value: String::from("8"),
            },
            "Sets a parameter; the value is written as in a link. One that is not allowed changes nothing, and the page says why",
        ),
        (
            Command::Intervene {
                changes: vec![
                    (Key::Kill, String::from("2")),
                    (Key::KillAt, String::from("1.2s")),
                ],
            },
            "Changes what happens from a moment on, and keeps the runs that are shown behind the new ones",
        ),
        (
            Command::Keep,
            "Keeps the runs that are shown, to see later ones before them",
        ),
        (Command::Forget, "Keeps no runs any more"),
        (
            Command::Slide {
                parameter: Some(batch),
                steps: -1,
            },
            "Moves a parameter by steps of its slider; without `parameter`, the one on the large slider",
        ),
        (
            Command::Slider { parameter: batch },
            "Puts a parameter on the large slider",
        ),
        (
            Command::Axis { linear: true },
            "Makes the axis of the large slider linear or logarithmic",
        ),
        (
            Command::Add {
                pattern: pattern("worker-pool"),
            },
            "Adds a pattern to the comparison, and shows its source",
        ),
        (
            Command::Remove {
                pattern: pattern("naive"),
            },
            "Takes a pattern out of the comparison",
        ),
        (
            Command::Reset,
            "Goes back to the talk's, or the pattern's, own values",
        ),
        (Command::Undo, "Takes the last change of the scenario back"),
        (Command::Redo, "Makes it again"),
        (
            Command::Choose {
                pattern: pattern("batched"),
            },
            "Shows the source and the findings of a run",
        ),
        (
            Command::Play,
            "Plays; from the beginning, if the end is shown",
        ),
        (Command::Pause, "Stops the playhead where it is"),
        (Command::Toggle, "Plays or pauses"),
        (Command::Restart, "Plays from the beginning"),
        (
            Command::Seek {
                at: Time(1_200_000_000),
            },
            "Shows a moment, in nanoseconds of virtual time, and pauses",
        ),
        (Command::Start, "Shows the beginning"),
        (Command::End, "Shows the end"),
        (
            Command::Zoom {
                steps: 2,
                at: Some(Time(400_000_000)),
            },
            "Shows a part of the time axis that is 80% as long for each step; `at` keeps its place, the middle without it",
        ),
        (
            Command::Pan { hundredths: -25 },
            "Moves the part that is shown by hundredths of its length",
        ),
        (
            Command::Fit {
                from: Time(350_000_000),
                to: Time(620_000_000),
            },
            "Shows the part of the time axis between two moments",
        ),
        (Command::Whole, "Shows the whole time axis"),
        (
            Command::Select { goroutine: Some(3) },
            "Shows whom a goroutine of the chosen run started and woke, and who woke it; without a number, of none",
        ),
        (
            Command::Nudge { hundredths: -10 },
            "Moves the playhead by hundredths of the whole, and pauses",
        ),
        (
            Command::Step { forward: true },
            "Moves the playhead to the next or the previous event, and pauses",
        ),
        (
            Command::Speed {
                thousandths: Speed(500),
            },
            "Chooses the speed of playback; 1000 is real time",
        ),
        (
            Command::Live,
            "Runs the chosen program on the browser's own clock, or stops that",
        ),
        (
            Command::Share,
            "Opens the sheet that shares what is shown: the link, its QR code, the page as a file",
        ),
        (Command::Copy, "Copies the link of what is shown"),
        (
            Command::Send,
            "Hands the link of what is shown to the device's other programs, where it can do that",
        ),
        (
            Command::Save,
            "Saves the page as one file, which opens with what is shown",
        ),
        (
            Command::Update,
            "Reloads the page in its new version, if one is ready",
        ),
        (
            Command::Show {
                dialog: Dialog::Claims,
            },
            "Opens a dialog: `help`, `claims`, `share` or `room` (the link as a QR code, as large as the screen)",
        ),
        (Command::Close, "Closes the dialog"),
        (Command::Advise, "Computes the advice"),
        (Command::Dismiss, "Hides the notices about the link"),
    ]
}

fn text_of(command: &Command) -> String {
    serde_json::to_string(command).unwrap()
}

#[test]
fn every_command_has_a_text_form() {
    for (command, _) in examples() {
        let text = text_of(&command);
        let read: Command = serde_json::from_str(&text).unwrap();
        assert_eq!(read, command, "{text}");
    }
}

#[test]
fn every_command_is_documented() {
    let source = include_str!("command.rs");
    let body = source.split("pub enum Command {").nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    let variants = body.lines().filter(|line| {
        let name = line.strip_prefix("    ");
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    assert_eq!(examples().len(), variants.count());

    let mut page = String::from(
        "# Commands\n\nAll that can be done to the page, by a button, a key, the address bar or a host that embeds it. \
         Parameters and patterns\nhave the names that they have in links. This page is made from `src/ui/state/command.rs`.\n\n\
         | command | what it does | history |\n| --- | --- | --- |\n",
    );
    for (command, words) in examples() {
        let history = match command.history() {
            History::Push => "a step",
            History::Replace => "replaces the newest step",
            History::Keep => "",
        };
        writeln!(page, "| `{}` | {words} | {history} |", text_of(&command)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "UPDATE_GOLDEN=1 writes docs/commands.md");
}

#[track_caller]
fn check_refused(text: &str, words: &str) {
    let error = serde_json::from_str::<Command>(text)
        .unwrap_err()
        .to_string();
    assert!(error.contains(words), "{text}: {error}");
}

#[test]
fn a_command_that_cannot_be_read_says_why() {
    check_refused(r#"{"command":"fly"}"#, "unknown variant `fly`");
    check_refused(
        r#"{"command":"set","parameter":"bach","value":"8"}"#,
        "no parameter \"bach\"",
    );
    check_refused(
        r#"{"command":"add","pattern":"pool"}"#,
        "no pattern \"pool\"",
    );
    check_refused(
        r#"{"command":"speed","thousandths":3}"#,
        "speed 3: allowed is 1, 10",
    );
    check_refused(r#"{"command":"seek"}"#, "missing field `at`");
    check_refused(r#"{"command":"seek","at":-1}"#, "invalid value");
    check_refused(
        r#"{"command":"seek","at":1,"loudly":true}"#,
        "unknown field `loudly`",
    );
}

fn session(link: &str) -> Session {
    Session::new(link)
}

fn set(value: &str) -> Command {
    Command::Set {
        parameter: Key::Batch,
        value: value.into(),
    }
}

fn open(link: &str) -> Command {
    Command::Open { link: link.into() }
}

#[track_caller]
fn check(link: &str, commands: &[Command], expected: &str) -> Session {
    let end = commands
        .iter()
        .fold(session(link), |session, command| session.apply(command));
    assert_eq!(end.query(), expected, "{link} {commands:?}");
    end
}

#[test]
fn commands_change_the_scenario() {
    let ci = "?scenario=ci-auto-trigger";
    check("", &[], ci);
    check("", &[set("8")], "?scenario=ci-auto-trigger&batch=8");
    let down = Command::Slide {
        parameter: None,
        steps: -1,
    };
    check("", &[down], "?scenario=ci-auto-trigger&batch=4");
    check(
        "?embed",
        &[set("8")],
        "?scenario=ci-auto-trigger&batch=8&embed",
    );
    check("?batch=8", &[Command::Reset], ci);
    check("", &[open("?pattern=leak")], "?pattern=leak");
    check(
        "",
        &[Command::Axis { linear: true }],
        "?scenario=ci-auto-trigger&axis=linear",
    );
    let tasks = Command::Slider {
        parameter: Key::Tasks,
    };
    check("", &[tasks], "?scenario=ci-auto-trigger&slider=tasks");
    let none_here = Command::Slider {
        parameter: Key::Workers,
    };
    check("", &[none_here], ci);
    let add = Command::Add {
        pattern: pattern("leak"),
    };
    let remove = Command::Remove {
        pattern: pattern("leak"),
    };
    check(
        "?pattern=naive",
        std::slice::from_ref(&add),
        "?pattern=naive,leak",
    );
    check("?pattern=naive", &[add, remove.clone()], "?pattern=naive");
    check("?pattern=leak", &[remove], "?pattern=leak");
    check("", &[Command::Play, Command::Share], ci);
    let list: Vec<String> = (0..2_000).map(|i| (100 + i % 900).to_string()).collect();
    let long = format!("latency=list:{}", list.join(","));
    check(
        &format!("#{long}&embed"),
        &[],
        &format!("#scenario=ci-auto-trigger&{long}&embed"),
    );
}

#[test]
fn what_cannot_be_a_value_stays_in_its_field() {
    let refused = check("", &[set("many")], "?scenario=ci-auto-trigger");
    let (text, reason) = refused.reading(Key::Batch);
    assert_eq!(text, "many");
    assert!(reason.unwrap().contains("allowed is"), "{reason:?}");
    let mended = refused.apply(&set("8"));
    assert_eq!(mended.reading(Key::Batch), (String::from("8"), None));
}

#[test]
fn notices_go_with_the_next_change() {
    let start = session("?batch=none");
    assert_eq!(start.notices().len(), 1);
    assert!(start.apply(&Command::Dismiss).notices().is_empty());
    assert!(start.apply(&set("8")).notices().is_empty());
    assert_eq!(start.apply(&Command::Play).notices().len(), 1);
}

#[test]
fn a_drag_is_undone_as_one_change() {
    let drag = [set("6"), set("7"), set("8")];
    let tasks = Command::Set {
        parameter: Key::Tasks,
        value: String::from("50"),
    };
    let undo = Command::Undo;
    let (start, dragged) = (
        "?scenario=ci-auto-trigger",
        "?scenario=ci-auto-trigger&batch=8",
    );
    let [a, b, c] = drag;
    let all = [a, b, c, tasks];
    let with = |more: &[Command]| [&all[..], more].concat();
    check("", &with(std::slice::from_ref(&undo)), dragged);
    check("", &with(&[undo.clone(), undo.clone()]), start);
    check(
        "",
        &with(&[undo.clone(), undo.clone(), undo.clone()]),
        start,
    );
    check(
        "",
        &with(&[undo.clone(), undo.clone(), Command::Redo]),
        dragged,
    );
    check(
        "",
        &with(&[undo, set("3"), Command::Redo]),
        "?scenario=ci-auto-trigger&batch=3",
    );
}

#[test]
fn what_opens_something_else_is_a_step_of_the_history() {
    let opened = |command: Command| session("").apply(&command).opened();
    assert_eq!(opened(open("?pattern=leak")), 1);
    assert_eq!(opened(open("")), 0, "it is open already");
    assert_eq!(opened(set("8")), 0);
    let back = session("")
        .apply(&open("?pattern=leak"))
        .change(&Change::Returned(String::from("?batch=8")));
    assert_eq!(back.opened(), 1);
    assert_eq!(back.query(), "?scenario=ci-auto-trigger&batch=8");
}

#[test]
fn taking_a_step_back_is_a_step_too() {
    let opened = session("").apply(&set("8")).apply(&open("?pattern=leak"));
    let undone = opened.apply(&Command::Undo);
    assert_eq!(
        (undone.opened(), undone.query().as_str()),
        (2, "?scenario=ci-auto-trigger&batch=8")
    );
    let redone = undone.apply(&Command::Redo);
    assert_eq!(
        (redone.opened(), redone.query().as_str()),
        (3, "?pattern=leak")
    );
    let value = undone.apply(&Command::Undo);
    assert_eq!(value.opened(), 2, "a value is no step");
}

#[test]
fn the_chosen_run_is_the_last_one_unless_it_was_chosen() {
    let session = session("");
    let scenario = session.scenario();
    let view = View::default();
    assert_eq!(view.chosen(scenario), scenario.patterns().len() - 1);
    let first = scenario.patterns()[0];
    let view = view.apply(&Command::Choose { pattern: first });
    assert_eq!(view.chosen(scenario), 0);
    let other = Session::new("?pattern=leak");
    assert_eq!(view.chosen(other.scenario()), 0);
}

/// The parameters of the page after these are set one after the other.
fn after(link: &str, settings: &[(Key, &str)]) -> Session {
    let start = Session::new(link);
    assert_eq!(start.notices(), []);
    settings.iter().fold(start, |session, (parameter, value)| {
        session.apply(&Command::Set {
            parameter: *parameter,
            value: String::from(*value),
        })
    })
}

#[test]
fn fewer_tasks_and_then_as_many_as_before_leave_the_rest_as_it_was() {
    for link in [
        "pattern=batched&tasks=40&batch=10&fail=3,39&slow=38",
        "pattern=worker-pool&tasks=40&workers=50&kill=49&fail=39",
    ] {
        let start = Session::new(link);
        let few = after(link, &[(Key::Tasks, "7")]);
        assert_eq!(few.refused(), []);
        let values = |session: &Session, key: Key| session.scenario().values().get(key).clone();
        for key in [Key::Batch, Key::Workers, Key::Kill] {
            assert_eq!(values(&few, key), values(&start, key), "{link}");
        }
        let again = after(
            link,
            &[(Key::Tasks, "7"), (Key::Seed, "1"), (Key::Tasks, "40")],
        );
        assert_eq!(again.scenario(), start.scenario(), "{link}");
    }
}

#[test]
fn a_list_of_latencies_is_the_number_of_tasks() {
    let listed = after("pattern=batched&tasks=40", &[(Key::Latency, "list:5,6,7")]);
    assert_eq!(listed.refused(), []);
    assert_eq!(listed.reading(Key::Tasks), (String::from("3"), None));
    assert_eq!(listed.query(), "?pattern=batched&latency=list:5,6,7");
    assert!(!listed.scenario().sliders().contains(&Key::Tasks));
    let refused = after("pattern=batched&latency=list:5,6,7", &[(Key::Tasks, "40")]);
    let reason = "latency=list:5,6,7 has 3 latencies, one for each task; allowed is 3, or a latency that is no list";
    assert_eq!(
        refused.reading(Key::Tasks),
        (String::from("40"), Some(reason))
    );
    let back = after(
        "pattern=batched&tasks=40",
        &[(Key::Latency, "list:5,6,7"), (Key::Latency, "100ms")],
    );
    assert_eq!(back.query(), "?pattern=batched&tasks=40");
}

#[test]
fn an_intervention_keeps_what_was_there() {
    let session = Session::new("?pattern=worker-pool");
    let kill = |worker: &str| Command::Intervene {
        changes: vec![
            (Key::Kill, String::from(worker)),
            (Key::KillAt, String::from("130ms")),
        ],
    };
    let first = session.apply(&kill("1"));
    assert_eq!(first.query(), "?pattern=worker-pool&kill=1&kill-at=130ms");
    assert_eq!(first.kept(), Some(session.scenario()));
    let second = first.apply(&kill("2"));
    assert_eq!(second.kept(), Some(session.scenario()), "the first is kept");
    assert_eq!(second.apply(&Command::Undo).scenario(), first.scenario());
    assert_eq!(second.apply(&Command::Forget).kept(), None);
    let opened = second.apply(&Command::Open {
        link: String::from("?pattern=leak"),
    });
    assert_eq!(opened.kept(), None);

    let refused = session.apply(&kill("99"));
    assert_eq!(refused.scenario(), session.scenario());
    assert_eq!(refused.refused()[0].key, Key::Kill);
}

#[test]
fn zooming_and_panning_show_a_part_of_the_axis() {
    let end = Time(1_000);
    let mut view = View::default();
    let mut give = |command| {
        view = view.apply(&view.resolved(command, end));
        view.part(end).map(|part| (part.from.0, part.to.0))
    };
    assert_eq!(give(Command::Pan { hundredths: 25 }), None);
    assert_eq!(give(Command::Zoom { steps: 1, at: None }), Some((100, 900)));
    assert_eq!(give(Command::Pan { hundredths: 10 }), Some((180, 980)));
    assert_eq!(give(Command::Whole), None);
    let (from, to) = (Time(200), Time(5_000));
    assert_eq!(give(Command::Fit { from, to }), Some((200, 1_000)));
    assert_eq!(
        view.part(Time(150)),
        None,
        "of shorter runs the whole is shown"
    );
}

#[test]
fn a_goroutine_is_selected_in_its_run() {
    let batched = pattern("batched");
    let view = View::default().apply(&Command::Choose { pattern: batched });
    let view = view.apply(&Command::Select { goroutine: Some(3) });
    assert_eq!(view.goroutine, Some(3));
    assert_eq!(
        view.apply(&Command::Choose { pattern: batched }).goroutine,
        Some(3)
    );
    let other = pattern("semaphore");
    assert_eq!(
        view.apply(&Command::Choose { pattern: other }).goroutine,
        None
    );
    assert_eq!(
        view.apply(&Command::Select { goroutine: None }).goroutine,
        None
    );
}

#[test]
fn a_link_holds_the_part_and_the_goroutine_that_are_shown() {
    let session = Session::new("?pattern=sse-broker&from=350ms&to=620ms&sel=3");
    let mut view = View::default();
    for command in View::opened(session.options()) {
        view = view.apply(&command);
    }
    assert_eq!(view.goroutine, Some(3));
    assert_eq!(
        query_of(session.scenario(), view),
        "pattern=sse-broker&from=350ms&to=620ms&sel=3"
    );
    let whole = view
        .apply(&Command::Whole)
        .apply(&Command::Select { goroutine: None });
    assert_eq!(query_of(session.scenario(), whole), "pattern=sse-broker");
    let open = Command::Open {
        link: String::from("pattern=counter"),
    };
    assert_eq!(view.apply(&open), View::default());
}
