//! Programs in links.

use super::*;

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
    let sheet = Sheet::new(&session, View::default(), "https://lab.example/");
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
    let packed = crate::program::pack("package main\n").expect("it is short");
    let session = Session::new(&format!(
        "?pattern=cpu-bound#go={packed}&go-pattern=cpu-bound"
    ));
    assert_eq!(session.program().expect("it is there").origin, None);
    let said = session.notices()[0].to_string();
    assert!(said.contains("computing takes no virtual time"), "{said}");
}

#[test]
fn settings_are_in_the_link_and_end_a_schedule() {
    let packed = crate::program::pack("package main\n").expect("it is short");
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
