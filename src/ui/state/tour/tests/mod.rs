mod find;
mod own;

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
        talk: form.parse().unwrap(),
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
    assert_eq!((&turned.talk, &turned.link), (&None, &None));
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
fn the_audiences_window_takes_its_black_with_it_unless_it_is_loaded_again() {
    use Audience::{Again, Gone, There};

    #[track_caller]
    fn check(black_first: bool, heard: &[Audience], has_audience: bool, is_black: bool) {
        let alone = begun();
        let mut tour = alone.change(&TourChange::Audience(There));
        assert!(!alone.has_audience() && tour.has_audience() && !tour.is_black());
        if black_first {
            tour = given(&tour, Command::Black);
        }
        for audience in heard {
            tour = tour.change(&TourChange::Audience(*audience));
        }
        let state = (tour.has_audience(), tour.is_black());
        assert_eq!(state, (has_audience, is_black), "{heard:?}");
    }
    check(true, &[], true, true);
    check(true, &[There], true, true);
    check(true, &[Gone], false, false);
    check(true, &[Gone, There], true, false);
    check(true, &[Gone, Again], true, true);
    check(true, &[Gone, Gone, Again], true, true);
    check(true, &[Gone, There, Gone, Again], true, false);
    check(false, &[Gone, Again], true, false);

    // What is said in the meantime counts.
    let went = given(&begun(), Command::Black).change(&TourChange::Audience(There));
    let went = went.change(&TourChange::Audience(Gone));
    for command in [Command::Turn { forward: true }, Command::Leave] {
        let back = given(&went, command).change(&TourChange::Audience(Again));
        assert!(!back.is_black());
    }
    // Without a window for the audience, this one is black.
    let own = given(&went, Command::Black);
    assert!(own.is_black() && !own.has_audience());
    let opened = own.change(&TourChange::Audience(There));
    assert!(opened.is_black() && opened.has_audience());
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
    // Also where the script comes later than the word of it.
    let black = Tour::default().change(&follow(true)).change(&read());
    check(&black, Some("second"), Some((2, 3)));
    assert!(black.is_black());
    let asked = given(
        &given(&begun(), Command::Black),
        Command::TalkFile(Rc::default()),
    );
    assert!(!asked.is_black());
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
