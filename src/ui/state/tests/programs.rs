//! Programs in links.

use super::*;

#[test]
fn a_link_carries_a_program_beside_a_scenario_or_alone() {
    let program = |compared| Command::Program {
        source: String::from("package main\n\nfunc main() {}\n"),
        schedule: String::from("5g2"),
        compared,
        origin: patterns::find("batched").filter(|_| compared).map(Origin),
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
    });
    assert!(!session.query().contains("go="));
    let sheet = Sheet::new(&session, View::default(), "https://lab.example/");
    let remarks = sheet.remarks.concat();
    assert!(remarks.contains("40,000 bytes"), "{remarks}");
}
