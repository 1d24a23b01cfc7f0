use super::*;
use crate::ui::state::command::Dialog;
use crate::ui::state::keys::{Focus, Modifier, Press};

fn script() -> Rc<Script> {
    let section = |id: &str, seconds: u32| {
        format!(r#"{{"id":"{id}","title":"Section {id}","seconds":{seconds}}}"#)
    };
    let form = |id: &str| {
        let sections = [section("a", 60), section("b", 90)].join(",");
        format!(r#"{{"id":"{id}","title":"{id} minutes","sections":[{sections}]}}"#)
    };
    let step = |id: &str, section: &str, seconds: u32, covers: &str| {
        let slot = format!(r#"{{"section":"{section}","seconds":{seconds}}}"#);
        format!(
            r#"{{"id":"{id}","title":"The {id}","link":"pattern=batched&batch={seconds}","idea":"","covers":[{covers}],"slots":{{"25":{slot},"35":{slot}}}}}"#
        )
    };
    let steps = [
        step("first", "a", 60, r#""slide 1""#),
        step("second", "b", 30, r#""slide 2","diagram 1""#),
        step("third", "b", 60, r#""slide 24""#),
        String::from(
            r#"{"id":"q1","title":"Q1: Why?","link":"pattern=leak","idea":"","card":"questions","covers":["question 1","slide 24"]}"#,
        ),
        String::from(
            r#"{"id":"q2","title":"Q2: How?","link":"pattern=leak&tasks=3","idea":"","card":"questions","covers":["question 2"]}"#,
        ),
    ];
    let text = format!(
        r#"{{"title":"A talk","forms":[{},{}],"steps":[{}]}}"#,
        form("25"),
        form("35"),
        steps.join(",")
    );
    Rc::new(serde_json::from_str(&text).unwrap())
}

fn wish(form: &str, step: Option<&str>) -> Stop {
    Stop {
        form: Some(String::from(form)),
        step: step.map(String::from),
        opens: true,
    }
}

fn read() -> TourChange {
    TourChange::Read(Source::Lab, Ok(script()))
}

fn given(tour: &Tour, command: Command) -> Tour {
    tour.change(&TourChange::Command(command, 1_000.0))
}

fn begun() -> Tour {
    given(&Tour::default(), Command::Talk { form: None }).change(&read())
}

#[track_caller]
fn check(tour: &Tour, id: Option<&str>, number: Option<(usize, usize)>) {
    let shown = tour.step().map(|step| step.id.as_str());
    assert_eq!((shown, tour.number()), (id, number));
}

#[test]
fn the_script_is_wanted_once_somebody_wants_the_talk() {
    let tour = Tour::default();
    assert!(tour.coming().is_none());
    let asked = given(&tour, Command::Talk { form: None });
    assert!(asked.coming().is_some() && asked.is_coming());
    let listed = given(
        &tour,
        Command::Show {
            dialog: Dialog::Steps,
        },
    );
    assert!(listed.coming().is_some() && !listed.is_coming());
    let failed = asked.change(&TourChange::Read(
        Source::Lab,
        Err(String::from("no network")),
    ));
    assert_eq!(failed.fault(), Some("no network"));
    assert!(failed.coming().is_none());
    check(&begun(), Some("first"), Some((1, 3)));
}

#[test]
fn a_talk_is_given_from_the_first_step_to_the_last() {
    let mut tour = begun();
    let forward = || Command::Turn { forward: true };
    for (number, id) in [(2, "second"), (3, "third")] {
        tour = given(&tour, forward());
        check(&tour, Some(id), Some((number, 3)));
        let (turned, _) = tour.turned();
        assert_eq!(turned.step.as_deref(), Some(id));
        assert!(turned.is_step && turned.link.is_some());
    }
    let turns = tour.turned().1;
    tour = given(&tour, forward());
    check(&tour, Some("third"), Some((3, 3)));
    assert_eq!(tour.turned().1, turns, "the last step is the end");
    tour = given(&tour, Command::Turn { forward: false });
    check(&tour, Some("second"), Some((2, 3)));
}

#[test]
fn steps_and_cards_are_shown_by_number_name_and_place() {
    let tour = begun();
    let jump = |to: &str| {
        given(
            &tour,
            Command::Jump {
                to: String::from(to),
            },
        )
    };
    check(&jump("2"), Some("second"), Some((2, 3)));
    check(&jump("third"), Some("third"), Some((3, 3)));
    check(&jump("slide 24"), Some("third"), Some((3, 3)));
    check(&jump("Question 2"), Some("q2"), None);
    let next = given(&jump("q1"), Command::Turn { forward: true });
    check(&next, Some("q2"), None);
    for unknown in ["4", "0", "slide 9", "x"] {
        let stays = jump(unknown);
        check(&stays, Some("first"), Some((1, 3)));
        assert_eq!(given(&stays, Command::Dismiss).fault(), None);
        let fault = stays.fault().unwrap();
        assert!(
            fault.starts_with(&format!("step={unknown}: there is no such step")),
            "{fault}"
        );
    }
}

#[test]
fn an_address_shows_its_step_and_runs_what_it_says() {
    let named = Tour::new(Some(wish("35", Some("slide 2")))).change(&read());
    check(&named, Some("second"), Some((2, 3)));
    assert_eq!(named.form().unwrap().id, "35");
    assert_eq!(
        named.turned().0.link.as_deref(),
        Some("pattern=batched&batch=30")
    );
    assert!(
        !named.turned().0.is_step,
        "it is the step of the history that is there"
    );
    let own = Stop {
        opens: false,
        ..wish("25", Some("third"))
    };
    let returned = named.change(&TourChange::Named(Some(own)));
    check(&returned, Some("third"), Some((3, 3)));
    assert_eq!(returned.turned().0.link, None);
    check(&returned.change(&TourChange::Named(None)), None, None);
    let unknown = Tour::new(Some(wish("90", None))).change(&read());
    assert_eq!(unknown.fault(), Some("talk=90: allowed is 25 or 35"));
    check(&unknown, Some("first"), Some((1, 3)));
}

#[test]
fn who_leaves_the_talk_keeps_what_is_run() {
    let left = given(&given(&begun(), Command::Black), Command::Leave);
    check(&left, None, None);
    assert!(!left.is_black());
    let (turned, _) = left.turned();
    assert_eq!((&turned.form, &turned.link), (&None, &None));
    assert!(turned.is_step);
}

#[test]
fn the_screen_is_black_until_the_next_step() {
    let black = given(&begun(), Command::Black);
    assert!(black.is_black());
    assert!(!given(&black, Command::Black).is_black());
    assert!(!given(&black, Command::Turn { forward: true }).is_black());
    assert!(!given(&Tour::default(), Command::Black).is_black());
}

#[test]
fn the_audience_follows() {
    let follow = |is_black| {
        let place = Stop {
            opens: false,
            ..wish("25", Some("second"))
        };
        TourChange::Follow(Some(place), is_black, None)
    };
    let early = Tour::default().change(&follow(false));
    assert!(early.coming().is_some());
    check(&early.change(&read()), Some("second"), Some((2, 3)));
    assert!(begun().change(&follow(true)).is_black());
}

#[test]
fn the_pace_is_that_of_the_sections() {
    let second = given(&begun(), Command::Turn { forward: true });
    let moment = |at: Option<&str>| {
        moment_of(&talk::Showing {
            says: String::new(),
            at: at.map(String::from),
            pattern: None,
            goroutine: None,
        })
    };
    assert_eq!(
        (moment(Some("100ms")), moment(None)),
        (String::from("100 ms"), String::from("end"))
    );
    let pace = |seconds: f64| second.pace(1_000.0 + seconds * 1_000.0).unwrap();
    let at = pace(75.0);
    assert_eq!((at.elapsed, at.remaining), (75, 75));
    let step = |seconds: f64| pace(seconds).step.unwrap();
    assert_eq!((step(75.0).section, step(75.0).behind), (75, 0));
    assert_eq!(step(75.0).words(), "on time");
    assert_eq!(step(50.0).words(), "0:10 ahead");
    assert_eq!(step(155.0).words(), "1:05 behind");
    assert_eq!(Pace::clock(pace(155.0).remaining), "−0:05");
    assert_eq!(Tour::default().pace(5.0), None);
}

#[test]
fn a_card_leads_back_to_the_step_it_was_opened_from_and_takes_no_other_steps_time() {
    let jump = |tour: &Tour, to: &str| {
        let to = String::from(to);
        given(tour, Command::Jump { to })
    };
    let left = |tour: &Tour| tour.left().map(|(number, step)| (number, step.id.clone()));
    let second = given(&begun(), Command::Turn { forward: true });
    let of_second = Some((2, String::from("second")));
    let card = jump(&second, "q1");
    check(&card, Some("q1"), None);
    assert_eq!(left(&card), of_second);
    for seconds in [10.0, 75.0, 400.0] {
        let now = 1_000.0 + seconds * 1_000.0;
        assert_eq!(card.pace(now), second.pace(now), "after {seconds} s");
    }
    // The next card, and the same when the page is loaded again.
    let next = given(&card, Command::Turn { forward: true });
    assert_eq!(left(&next), of_second);
    let again = Tour::new(Some(wish("25", Some("q2"))));
    let again = again.resumed(next.kept(), 2_000.0).change(&read());
    assert_eq!(left(&again), of_second);
    let back = jump(&again, "second");
    check(&back, Some("second"), Some((2, 3)));
    assert_eq!(left(&back), None);
    // A card that no step was left for has the talk's time alone.
    let alone = Tour::new(Some(wish("25", Some("q1")))).change(&read());
    let alone = given(&alone, Command::Present);
    assert_eq!(left(&alone), None);
    let pace = alone.pace(31_000.0).unwrap();
    assert_eq!((pace.elapsed, pace.remaining, pace.step), (30, 120, None));
}

#[test]
fn who_presents_reads_type_of_a_desk_unless_another_was_chosen() {
    use lab::link::SizeOption::{Auto, Normal, Stage};

    let presented = given(&begun(), Command::Present);
    assert_eq!(begun().size(Auto), Auto);
    assert_eq!(
        (presented.size(Auto), presented.size(Stage)),
        (Normal, Stage)
    );
    assert_eq!(given(&presented, Command::Leave).size(Auto), Auto);
}

#[test]
fn the_time_goes_on_in_a_document_that_is_loaded_again() {
    let presented = given(&begun(), Command::Present);
    let kept = presented.kept();
    assert_eq!((kept.began, kept.presents), (Some(1_000.0), true));
    let text = serde_json::to_string(&kept).unwrap();
    let kept: Kept = serde_json::from_str(&text).unwrap();
    let again = |now: f64| {
        let again = Tour::new(Some(wish("25", Some("second"))));
        again.resumed(kept.clone(), now).change(&read())
    };
    let resumed = again(61_000.0);
    assert!(resumed.presents());
    check(&resumed, Some("second"), Some((2, 3)));
    assert_eq!(resumed.pace(61_000.0).unwrap().elapsed, 60);
    // Another day's, and one whose clock was put back.
    for now in [24.0 * 3_600_000.0, 0.0] {
        let anew = again(now);
        assert_eq!((anew.pace(now), anew.presents()), (None, false), "{now}");
    }
}

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
    assert_eq!(given_own.form_name(), Some(packed.clone()));
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
    assert_eq!(cut.turned().0.form, None);

    // A form of the Lab's, and the Lab's talk itself.
    let lab = back.change(&TourChange::Named(Some(wish("35", None))));
    assert_eq!(lab.coming(), Some(&Source::Lab));
    let lab = given(&back, Command::Talk { form: None }).change(&read());
    assert_eq!(
        (lab.is_own(), lab.form_name().as_deref()),
        (false, Some("25"))
    );

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
    assert_eq!(shown.turned().0.form.as_deref(), Some("talks/mine.md"));
    assert_eq!(shown.kept().file, None);
    let other = Tour::new(Some(wish("//host/a,35", None)));
    assert_eq!(other.coming(), Some(&at("//host/a")));
    let other = other.change(&read_at("//host/a"));
    assert_eq!(other.form_name().as_deref(), Some("//host/a,35"));
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

#[test]
fn words_numbers_and_places_find_steps_and_cards() {
    #[track_caller]
    fn check(text: &str, ids: &[&str]) {
        let script = script();
        let found = Found::all(&script, &script.forms[0], text);
        let found: Vec<&str> = found.iter().map(|found| found.step.id.as_str()).collect();
        assert_eq!(found, ids, "{text}");
    }
    check("", &["first", "second", "third", "q1", "q2"]);
    check("slide 24", &["third", "q1"]);
    check("diagram 1", &["second"]);
    check("2", &["second", "q2"]);
    check("section b", &["second", "third"]);
    check("questions how", &["q2"]);
    // A part of another number is none: the step on slide 24 is not found by a 4 in its name.
    check("slide 4", &[]);
    check("question 2", &["q2"]);
    check("nothing of it", &[]);
}

#[test]
fn words_that_a_speaker_types_find_the_question_that_is_meant() {
    #[track_caller]
    fn check(script: &Script, text: &str, id: &str) {
        for form in &script.forms {
            let found = Found::all(script, form, text);
            let ids: Vec<&str> = found.iter().map(|found| found.step.id.as_str()).collect();
            assert!(ids.contains(&id), "{text} in {}: {ids:?}", form.id);
        }
    }
    let script = crate::talk::script(&crate::talk::read().unwrap()).unwrap();
    for (text, id) in [
        ("testing", "410-question"),
        ("tests", "410-question"),
        ("timeout", "408-question"),
        ("timeouts", "408-question"),
        ("best batch size", "409-question"),
        ("mutex", "407-question"),
        ("mutexes", "407-question"),
        ("debugging", "406-question"),
        ("race", "406-question"),
        ("deadlock", "406-question"),
        ("goroutine cost", "405-question"),
        ("leak", "404-question"),
        ("leaking", "404-question"),
        ("buffered", "403-question"),
        ("errgroup", "402-question"),
        ("errors", "402-question"),
        ("WaitGroup", "401-question"),
        ("pool", "060-batches"),
    ] {
        check(&script, text, id);
    }
}

#[test]
fn a_diagrams_run_below_the_title_of_another_step_is_named() {
    let script = crate::talk::script(&crate::talk::read().unwrap()).unwrap();
    let step = script.steps.iter().find(|step| step.id == "060-batches");
    let step = step.unwrap();
    let check = |link: &str, expected: Option<u8>| {
        let scenario = lab::link::parse(link).scenario;
        let found = foreign_diagram(&script, step, &scenario);
        assert_eq!(found.map(|diagram| diagram.number), expected, "{link}");
    };
    for diagram in &script.diagrams {
        check(&diagram.link, Some(diagram.number));
    }
    check(&step.link, None);
    check("pattern=batched&tasks=77", None);
}

#[test]
fn every_place_of_the_documents_is_found_by_its_link_and_in_the_list() {
    let script = Rc::new(crate::talk::script(&crate::talk::read().unwrap()).unwrap());
    let read = TourChange::Read(Source::Lab, Ok(Rc::clone(&script)));
    for place in ::talk::Place::all().map(|place| place.to_string()) {
        let query = format!("?{}", place.replace(' ', "="));
        let step = lab::link::parse(&query).options.step;
        assert_eq!(step.as_deref(), Some(place.as_str()), "{query}");
        let wish = Stop {
            step,
            ..Stop::default()
        };
        let shown = Tour::new(Some(wish)).change(&read);
        assert_eq!(shown.fault(), None, "{query}");
        assert!(shown.step().unwrap().covers.contains(&place), "{query}");
        for form in &script.forms {
            let found = Found::all(&script, form, &place);
            let is_there = found.iter().any(|found| found.step.covers.contains(&place));
            assert!(is_there, "{place} in the form of {}", form.id);
        }
    }
}

#[test]
fn a_clickers_keys_turn_and_a_number_jumps() {
    let press = |key: &'static str, focus| Press {
        key,
        repeat: false,
        shift: false,
        modifier: Modifier::None,
        focus,
    };
    let mut digits = Digits::default();
    let mut check = |key, focus, expected: Option<Command>| {
        assert_eq!(
            digits.command(press(key, focus), false),
            expected,
            "{key} {focus:?}"
        );
    };
    check(
        "PageDown",
        Focus::Field,
        Some(Command::Turn { forward: true }),
    );
    check(
        "PageUp",
        Focus::Page,
        Some(Command::Turn { forward: false }),
    );
    check("PageDown", Focus::Dialog, None);
    check(".", Focus::Page, Some(Command::Black));
    check("b", Focus::Field, None);
    check("1", Focus::Page, None);
    check("2", Focus::Button, None);
    check(
        "Enter",
        Focus::Button,
        Some(Command::Jump {
            to: String::from("12"),
        }),
    );
    check("Enter", Focus::Page, None);
    check("7", Focus::Page, None);
    check("x", Focus::Page, None);
    check("Enter", Focus::Page, None);
    check("Escape", Focus::Page, None);
    assert_eq!(
        tour_answer(press("Escape", Focus::Page), true),
        Some(Command::Black)
    );
}
