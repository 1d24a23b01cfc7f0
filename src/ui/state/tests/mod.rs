mod commands;
mod frames;
mod programs;

pub(super) use commands::as_json as commands_as_json;

use super::*;
use goruntime::time::Time;
use lab::params::Key;
use lab::patterns::{self, Pattern};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

fn pattern(id: &str) -> &'static Pattern {
    patterns::find(id).unwrap()
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

/// The view after commands in a session, and what a change gave up in it.
#[track_caller]
fn check_kept(link: &str, commands: &[Command], kept: (Option<u32>, Option<u32>, bool)) {
    let first = (
        View::default()
            .apply(&Command::Select { goroutine: Some(3) })
            .apply(&Command::Line { line: Some(12) })
            .apply(&Command::Fit {
                from: Time(100),
                to: Time(200),
            }),
        Session::new(link),
    );
    let (view, _) = commands.iter().fold(first, |(view, session), command| {
        let after = (view.apply(command), session.apply(command));
        let given_up = View::given_up((view, session.scenario()), (after.0, after.1.scenario()));
        let view = given_up.fold(after.0, |view, command| view.apply(&command));
        (view, after.1)
    });
    let is_part = view.part(Time(1_000)).is_some();
    let what = (view.goroutine, view.line, is_part);
    assert_eq!(what, kept, "{link} {commands:?}");
}

#[test]
fn a_goroutine_or_an_object_is_selected() {
    let selected = |commands: &[Command]| {
        let view = commands.iter().fold(View::default(), View::apply);
        (view.goroutine, view.object)
    };
    let goroutine = Command::Select { goroutine: Some(3) };
    let object = Command::Object { object: Some(5) };
    let none = Command::Select { goroutine: None };
    assert_eq!(selected(std::slice::from_ref(&object)), (None, Some(5)));
    assert_eq!(
        selected(&[goroutine.clone(), object.clone()]),
        (None, Some(5))
    );
    assert_eq!(selected(&[object.clone(), goroutine]), (Some(3), None));
    assert_eq!(selected(&[object.clone(), none]), (None, None));
    // A link says so, and shows it.
    let linked = View::default().apply(&object).options();
    assert_eq!((linked.goroutine, linked.object), (None, Some(5)));
    let opened: Vec<Command> = View::opened(&linked).collect();
    assert_eq!(selected(&opened), (None, Some(5)));
    // Another run has other objects.
    let session = Session::new("?scenario=ci-auto-trigger");
    let before = View::default().apply(&object);
    let after = before.apply(&Command::Choose {
        pattern: pattern("unbounded"),
    });
    let given_up = View::given_up((before, session.scenario()), (after, session.scenario()));
    let after = given_up.fold(after, |view, command| view.apply(&command));
    assert_eq!(after.object, None);
}

#[test]
fn what_is_selected_belongs_to_a_run() {
    let all = (Some(3), Some(12), true);
    let of_scenario = (None, None, true);
    let link = "?scenario=ci-auto-trigger";
    let last = pattern("batched");
    let first = pattern("unbounded");
    let batch = Command::Set {
        parameter: Key::Batch,
        value: String::from("7"),
    };
    let open = Command::Open {
        link: String::from("?scenario=sse-broker"),
    };
    check_kept(link, &[], all);
    // Without a choice the last run is the chosen one.
    check_kept(link, &[Command::Choose { pattern: last }], all);
    check_kept(link, &[Command::Choose { pattern: first }], of_scenario);
    check_kept(link, &[Command::Remove { pattern: last }], of_scenario);
    check_kept(link, &[Command::Remove { pattern: first }], all);
    check_kept(link, &[batch.clone(), Command::Undo], all);
    check_kept(link, std::slice::from_ref(&open), (None, None, false));
    let select = Command::Select { goroutine: Some(2) };
    let fit = Command::Fit {
        from: Time(1),
        to: Time(9),
    };
    check_kept(
        link,
        &[open, select, fit, Command::Undo],
        (None, None, false),
    );
}

#[test]
fn a_link_that_is_opened_says_what_is_shown_of_its_runs() {
    let first = Session::new("?embed&theme=light&at=2s&sel=4&title=Mine&pause-at=1s");
    let second = first.apply(&Command::Open {
        link: String::from("?pattern=leak&from=10ms&sel=7&theme=dark"),
    });
    let options = second.options();
    assert_eq!(options.from, Some(Time(10_000_000)));
    assert_eq!((options.goroutine, options.at), (Some(7), None));
    assert!(options.pause_at.is_empty() && options.title.is_none());
    assert_eq!(
        second.query(),
        "?pattern=leak&theme=light&from=10ms&sel=7&embed"
    );
}

#[test]
fn what_was_refused_is_gone_when_another_way_sets_it() {
    let set = |value: &str| Command::Set {
        parameter: Key::Kill,
        value: String::from(value),
    };
    let session = Session::new("?pattern=worker-pool").apply(&set("abc"));
    assert_eq!(session.reading(Key::Kill).0, "abc");
    let killed = session.apply(&Command::Intervene {
        changes: vec![(Key::Kill, String::from("2"))],
    });
    assert_eq!(killed.reading(Key::Kill), (String::from("2"), None));
}

#[test]
fn a_link_holds_the_part_and_the_goroutine_that_are_shown() {
    let session = Session::new("?pattern=sse-broker&from=350ms&to=620ms&sel=3&lens=2");
    let mut view = View::default();
    for command in View::opened(session.options()) {
        view = view.apply(&command);
    }
    assert_eq!((view.goroutine, view.lens), (Some(3), Some(2)));
    assert_eq!(
        address_of(&session, view),
        "?pattern=sse-broker&from=350ms&to=620ms&sel=3&lens=2"
    );
    let whole = view
        .apply(&Command::Whole)
        .apply(&Command::Select { goroutine: None })
        .apply(&Command::ToggleLens);
    assert_eq!(address_of(&session, whole), "?pattern=sse-broker");
    let open = Command::Open {
        link: String::from("pattern=counter"),
    };
    assert_eq!(view.apply(&open), View::default());
}
