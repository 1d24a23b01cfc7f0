//! Talks of a speaker's own.

use super::*;

/// A talk of somebody's own, with the steps of the other and a form of its own.
fn own() -> (Rc<TalkFile>, TourChange) {
    let file = Rc::new(TalkFile {
        file: String::from("mine.md"),
        text: format!("{:?}", (0..40).map(|step| step * 7_919).collect::<Vec<_>>()),
    });
    let mut script = Script::clone(&script());
    script.forms.truncate(1);
    script.forms[0].id = String::from("10");
    for step in &mut script.steps {
        step.slots = step
            .slots
            .remove("25")
            .map(|slot| (String::from("10"), slot))
            .into_iter()
            .collect();
    }
    let source = Source::Given(Rc::clone(&file));
    (file, TourChange::Read(source, Ok(Rc::new(script))))
}

/// How a link names the talk that is given.
fn option_of(tour: &Tour) -> String {
    tour.option().unwrap().to_string()
}

#[test]
fn a_talk_of_somebodys_own_takes_the_place_of_the_labs() {
    let (file, read_own) = own();
    let asked = given(&begun(), Command::TalkFile(Rc::clone(&file)));
    assert!(asked.is_coming());
    // What comes late and is not wanted any more changes nothing.
    assert_eq!(asked.change(&read()), asked);
    let failed = asked.change(&TourChange::Read(
        Source::Given(Rc::clone(&file)),
        Err(String::from("mine.md:3: title: a title is needed")),
    ));
    assert_eq!(failed.fault(), Some("mine.md:3: title: a title is needed"));
    check(&failed, Some("first"), Some((1, 3)));
    assert!(!failed.is_own());

    let given_own = asked.change(&read_own);
    check(&given_own, Some("first"), Some((1, 3)));
    let packed = file.pack().unwrap();
    assert_eq!(option_of(&given_own), packed);
    assert_eq!(given_own.paired_place().unwrap().0, "10");
    assert_eq!(given_own.kept().file, Some(Rc::clone(&file)));
    let next = given(&given_own, Command::Turn { forward: true });
    check(&next, Some("second"), Some((2, 3)));
    let back = next.change(&TourChange::Named(Some(wish("10", Some("first")))));
    check(&back, Some("first"), Some((1, 3)));
    assert!(back.is_own());

    // The address that carries it, as Back and Forward, and others, open it.
    let named = back.change(&TourChange::Named(Some(wish(&packed, Some("third")))));
    check(&named, Some("third"), Some((3, 3)));
    let opened = Tour::new(Some(wish(&format!("{packed},10"), Some("second"))));
    let Some(Source::Given(of_link)) = opened.coming() else {
        panic!("{:?}", opened.coming());
    };
    assert_eq!(of_link.text, file.text);
    let cut = Tour::new(Some(wish(&packed[..packed.len() - 9], None)));
    assert!(cut.fault().unwrap().contains("no talk can be read from it"));
    assert!(!cut.is_coming() && cut.turned().1 > 0);
    assert_eq!(cut.turned().0.talk, None);

    // A form of the Lab's, and the Lab's talk itself.
    let lab = back.change(&TourChange::Named(Some(wish("35", None))));
    assert_eq!(lab.coming(), Some(&Source::Lab));
    let lab = given(&back, Command::Talk { form: None }).change(&read());
    assert!(!lab.is_own());
    assert_eq!(option_of(&lab), "25");

    // Loaded again, and in the audience's window.
    let again = Tour::new(Some(wish("10", Some("second"))));
    let again = again.resumed(next.kept(), 2_000.0).change(&read_own);
    check(&again, Some("second"), Some((2, 3)));
    let follow = TourChange::Follow(Some(wish("10", Some("third"))), false, Some(file));
    let audience = begun().change(&follow).change(&read_own);
    check(&audience, Some("third"), Some((3, 3)));
    let follow = TourChange::Follow(Some(wish("25", Some("second"))), false, None);
    let audience = audience.change(&follow).change(&read());
    check(&audience, Some("second"), Some((2, 3)));
    assert!(!audience.is_own());
}

#[test]
fn an_address_names_the_file_of_a_talk() {
    let at = |path: &str| Source::At(String::from(path));
    let tour = Tour::new(Some(wish("talks/mine.md", Some("2"))));
    assert_eq!(tour.coming(), Some(&at("talks/mine.md")));
    let read_at = |path: &str| TourChange::Read(at(path), Ok(script()));
    let shown = tour.change(&read_at("talks/mine.md"));
    check(&shown, Some("second"), Some((2, 3)));
    assert_eq!(shown.turned().0.talk, shown.option());
    assert_eq!(option_of(&shown), "talks/mine.md");
    assert_eq!(shown.kept().file, None);
    let other = Tour::new(Some(wish("//host/a,35", None)));
    assert_eq!(other.coming(), Some(&at("//host/a")));
    let other = other.change(&read_at("//host/a"));
    assert_eq!(option_of(&other), "//host/a,35");
    let comma = Tour::new(Some(wish("one,two.md,25", None)));
    let comma = comma.change(&read_at("one,two.md"));
    assert_eq!(option_of(&comma), "one,two.md,25");
    let jumped = given(
        &other,
        Command::Jump {
            to: String::from("3"),
        },
    );
    check(&jumped, Some("third"), Some((3, 3)));
    let lab = other.change(&TourChange::Named(Some(wish("25", None))));
    assert_eq!(lab.coming(), Some(&Source::Lab));
}
