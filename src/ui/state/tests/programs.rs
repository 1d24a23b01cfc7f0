//! Programs in links.

use super::*;
use crate::program::{Dial, Flag, Kind, Program};

#[test]
fn a_link_carries_a_program_beside_a_scenario_or_alone() {
    let program = |compared| Command::Program {
        source: String::from("package main\n\nfunc main() {}\n"),
        schedule: String::from("5g2"),
        compared,
        origin: patterns::find("batched").filter(|_| compared).map(Origin),
        settings: BTreeMap::from([(String::from("go.workers"), String::from("a b&c"))]),
    };
    let before = Session::new("?pattern=counter&theme=light");
    let beside = before.apply(&program(true));
    assert!(
        beside
            .query()
            .starts_with("?pattern=counter&theme=light#go=")
    );
    let alone = before.apply(&program(false));
    assert!(alone.query().starts_with("?theme=light#go="));
    for session in [beside, alone] {
        assert_eq!(session.opened(), before.opened() + 1);
        let again = Session::new(&session.query());
        assert_eq!(again.program(), session.program());
        assert_eq!(again.notices(), []);
        assert_eq!(again.query(), session.query());
        let closed = session.apply(&Command::CloseProgram);
        assert_eq!(closed.program(), None);
        assert_eq!(closed.query(), before.query());
    }
}

#[test]
fn a_program_that_cannot_be_read_is_a_notice() {
    let session = Session::new("#go=AAAA");
    assert_eq!(session.program(), None);
    let said = session.notices()[0].to_string();
    assert!(said.contains("cut off"), "{said}");
}

#[test]
fn a_link_without_a_long_program_says_how_long_it_is() {
    let source = "x".repeat(40_000);
    let session = Session::new("").apply(&Command::Program {
        source,
        schedule: String::new(),
        compared: true,
        origin: None,
        settings: BTreeMap::new(),
    });
    assert!(!session.query().contains("go="));
    let sheet = Sheet::new(
        &session,
        View::default(),
        &Tour::default(),
        "https://lab.example/",
    );
    let remarks = sheet.remarks.concat();
    assert!(remarks.contains("40,000 bytes"), "{remarks}");
    assert_eq!(page_name(&session), "goroutine-lab-ci-auto-trigger.html");
}

#[test]
fn a_page_with_a_program_alone_is_saved_under_its_name() {
    for (query, name) in [
        ("", "goroutine-lab-ci-auto-trigger.html"),
        ("?pattern=leak", "goroutine-lab-leak.html"),
    ] {
        let session = Session::new(query);
        assert_eq!(page_name(&session), name);
        let session = session.apply(&Command::Program {
            source: String::from("package main"),
            schedule: String::new(),
            compared: false,
            origin: None,
            settings: BTreeMap::new(),
        });
        assert_eq!(page_name(&session), "goroutine-lab-your-program.html");
    }
}

#[test]
fn a_program_that_cannot_be_edited_is_refused_as_a_pattern() {
    let packed = crate::packed::pack("package main\n").expect("it is short");
    let session = Session::new(&format!(
        "?pattern=cpu-bound#go={packed}&go-pattern=cpu-bound"
    ));
    assert_eq!(session.program().expect("it is there").origin, None);
    let said = session.notices()[0].to_string();
    assert!(said.contains("computing takes no virtual time"), "{said}");
}

#[test]
fn settings_can_be_taken_back_and_made_again() {
    #[track_caller]
    fn check(session: &Session, expected: &str) {
        let query = session.query();
        let (_, settings) = query.split_once('&').unwrap_or_default();
        assert_eq!(settings, expected);
    }

    let packed = crate::packed::pack("package main\n").expect("it is short");
    let start = Session::new(&format!("#go={packed}"));
    let set = |setting: &str, value: &str| Command::Setting {
        setting: String::from(setting),
        value: Some(String::from(value)),
    };
    // A drag is one change.
    let dragged = [set("go.workers", "3"), set("go.workers", "4")]
        .iter()
        .fold(start.clone(), |session, command| session.apply(command));
    let more = dragged.apply(&set("go-seed", "7"));
    check(&more, "go-seed=7&go.workers=4");
    let less = more.apply(&Command::Undo);
    check(&less, "go.workers=4");
    let none = less.apply(&Command::Undo);
    check(&none, "");
    assert_eq!(none.can_undo_and_redo(), (false, true));
    let again = none.apply(&Command::Redo).apply(&Command::Redo);
    check(&again, "go-seed=7&go.workers=4");
    // Text that was typed since stays.
    let edited = again.apply(&Command::Edit {
        source: String::from("package main // edited\n"),
    });
    let taken_back = edited.apply(&Command::Undo);
    assert_eq!(
        taken_back.program().expect("it is there").source,
        "package main // edited\n"
    );
    check(&taken_back, "go.workers=4");
    // The program's own values are a change, too.
    let program = again.program().expect("it is there");
    let own = Program {
        settings: BTreeMap::new(),
        ..Program::clone(program)
    };
    let reset = again.apply(&Command::in_schedule(&own, ""));
    check(&reset, "");
    check(&reset.apply(&Command::Undo), "go-seed=7&go.workers=4");
    // Of another program nothing is set again.
    let other = Program {
        source: String::from("package main // another\n"),
        ..own
    };
    let other = again.apply(&Command::in_schedule(&other, ""));
    assert_eq!(other.can_undo_and_redo(), (false, false));
}

#[test]
fn the_keys_of_the_large_slider_turn_the_dial_of_a_program_alone() {
    let program = Program {
        source: String::from("package main\n"),
        schedule: String::new(),
        is_compared: false,
        origin: None,
        settings: BTreeMap::from([(String::from("go.workers"), String::from("3"))]),
    };
    let flag = Flag {
        name: String::from("workers"),
        kind: Kind::Int,
        default: String::from("4"),
        usage: String::new(),
        is_of_lab: false,
    };
    let dials = Dial::all(&[flag], None);
    let up = Command::Slide {
        parameter: None,
        steps: 1,
    };
    // To its own value, which is none that was set.
    let turned = Command::Setting {
        setting: String::from("go.workers"),
        value: None,
    };
    assert_eq!(up.clone().of_program_alone(&program, &dials), turned);
    assert_eq!(
        Command::Undo.of_program_alone(&program, &dials),
        Command::Undo
    );
    // Without a dial nothing that is not seen moves.
    let seed = Dial::all(&[], None);
    let command = up.of_program_alone(&program, &seed);
    let session = Session::new("").apply(&Command::in_schedule(&program, ""));
    assert_eq!(session.apply(&command), session);
}

#[test]
fn settings_are_in_the_link_and_end_a_schedule() {
    let packed = crate::packed::pack("package main\n").expect("it is short");
    let session = Session::new(&format!("#go={packed}&go-schedule=5g2"));
    let set = |setting: &str, value: Option<&str>| Command::Setting {
        setting: String::from(setting),
        value: value.map(String::from),
    };
    let slider = session.apply(&set("go-slider", Some("go.workers")));
    assert!(
        slider
            .query()
            .ends_with("&go-schedule=5g2&go-slider=go.workers")
    );
    let more = session.apply(&set("go.workers", Some("8")));
    let more = more.apply(&set("go-seed", Some("7")));
    assert!(
        more.query().ends_with("&go-seed=7&go.workers=8"),
        "{}",
        more.query()
    );
    let program = more.program().expect("it is there");
    assert_eq!(
        (program.arguments(), program.seed()),
        (vec![String::from("-workers=8")], 7)
    );
    let fewer = more
        .apply(&set("go-seed", None))
        .apply(&set("go.workers", None));
    assert!(fewer.query().starts_with("#go=") && !fewer.query().contains('&'));
    assert_eq!(session.apply(&set("batch", Some("8"))), session);
    let edited = more.apply(&Command::Edit {
        source: String::from("package a\n"),
    });
    assert!(edited.query().ends_with("&go-seed=7&go.workers=8"));
    let wrong = Session::new(&format!("#go={packed}&go-seed=x"));
    assert!(wrong.notices()[0].to_string().contains("whole number"));
}
