//! A frame that is hidden, a page that is shown again, and two windows in step.

use super::*;

const END: Time = Time(1_000_000_000);

fn opened(link: &str) -> Playback {
    let options = Rc::new(lab::link::parse(link).options);
    let opened = Motion::Opened {
        options,
        still: false,
    };
    Playback::new(END).apply(&opened)
}

fn after(playback: &Playback, motions: &[Motion]) -> Playback {
    let start = playback.clone();
    motions.iter().fold(start, Playback::apply)
}

const HIDDEN: Motion = Motion::Sight(Sight::Seen(false));
const SEEN: Motion = Motion::Sight(Sight::Seen(true));
const STOP: Motion = Motion::Sight(Sight::Slide(false));
const START: Motion = Motion::Sight(Sight::Slide(true));
const OPAQUE: Motion = Motion::Sight(Sight::Style(true));
const FADED: Motion = Motion::Sight(Sight::Style(false));

#[track_caller]
fn check(link: &str, motions: &[Motion], playing: bool, wants_to_play: bool) {
    let hidden = Playback::new(END).apply(&HIDDEN);
    let options = Rc::new(lab::link::parse(link).options);
    let first = Motion::Opened {
        options,
        still: false,
    };
    let now = after(&hidden.apply(&first), motions);
    let is = (now.playing(), now.wants_to_play());
    assert_eq!(is, (playing, wants_to_play), "{link} {motions:?}");
}

#[test]
fn a_hidden_frame_begins_when_it_is_seen() {
    let command = Motion::Command;
    check("", &[], false, true);
    check("", &[Motion::Frame(0.0), Motion::Frame(50.0)], false, true);
    check("", &[SEEN], true, true);
    check("", &[SEEN, HIDDEN], false, true);
    check("", &[SEEN, STOP], false, true);
    check("", &[STOP, SEEN], false, true);
    check("", &[STOP, SEEN, START], true, true);
    check("", &[SEEN, FADED, START], false, true);
    check("", &[SEEN, FADED, START, OPAQUE], true, true);
    // A slide that fades out can still be seen when the deck stops it.
    check("", &[SEEN, FADED, START, STOP, OPAQUE], false, true);
    check("?autoplay=0", &[SEEN, START], false, false);
    // Who paused comes back to what was paused.
    check(
        "",
        &[SEEN, command(Command::Pause), STOP, START],
        false,
        false,
    );
    check("", &[command(Command::Toggle), SEEN], false, false);
    check("?autoplay=0", &[command(Command::Play), SEEN], true, true);
    check("?loop=1", &[SEEN, STOP, START], true, true);
}

#[test]
fn a_hidden_frame_stays_at_its_beginning() {
    let hidden = opened("").apply(&HIDDEN);
    let later = after(&hidden, &[Motion::Frame(0.0), Motion::Frame(90.0)]);
    assert_eq!(later.at(), Time::ZERO);
    let seen = after(&later, &[SEEN, Motion::Frame(100.0), Motion::Frame(150.0)]);
    assert_eq!(seen.at(), Time(50_000_000));
}

/// What is shown of a link after some commands.
fn shown(link: &str, commands: &[Command], playback: &Playback) -> Shown {
    let session = commands
        .iter()
        .fold(session(link), |session, command| session.apply(command));
    let view = commands.iter().fold(View::default(), View::apply);
    Shown::new(&session, view, playback)
}

#[test]
fn what_is_shown_can_be_shown_again() {
    let part = Command::Fit {
        from: Time(5),
        to: Time(9),
    };
    let commands = [
        Command::Keep,
        set("8"),
        part,
        Command::Choose {
            pattern: pattern("sequential"),
        },
        Command::Select { goroutine: Some(3) },
        Command::Line { line: Some(4) },
        Command::Size { stage: true },
        Command::Pace { story: true },
    ];
    let playback = after(
        &opened(""),
        &[
            Motion::Command(Command::Seek { at: Time(7) }),
            Motion::Command(Command::Pace { story: true }),
        ],
    );
    let before = shown("", &commands, &playback);
    assert_eq!(
        before.link,
        "?scenario=ci-auto-trigger&batch=8&from=5ns&to=9ns&sel=3&pace=story&size=stage"
    );

    let text = serde_json::to_string(&before).unwrap();
    let read: Shown = serde_json::from_str(&text).unwrap();
    let session = session("?pattern=leak").change(&read.change());
    let view = read.commands().iter().fold(View::default(), View::apply);
    let playback = opened("").apply(&Motion::Shown(read));
    assert_eq!(Shown::new(&session, view, &playback), before);
    assert_eq!(session.opened(), 0, "it is no step of the history");
}

#[test]
fn a_speed_that_was_not_chosen_fits_other_runs_also_after_it_was_shown_again() {
    let again = opened("").apply(&Motion::Shown(shown("", &[], &opened(""))));
    let longer = again.clone().apply(&Motion::Runs {
        end: Time(40 * END.0),
        detail: Time::ZERO,
    });
    assert!(longer.speed().0 > again.speed().0);
    let faster = Motion::Command(Command::Speed {
        thousandths: Speed(7),
    });
    let chosen = shown("", &[], &opened("").apply(&faster));
    let again = opened("").apply(&Motion::Shown(chosen));
    let longer = again.clone().apply(&Motion::Runs {
        end: Time(40 * END.0),
        detail: Time::ZERO,
    });
    assert_eq!(longer.speed(), again.speed());
}

#[test]
fn an_audience_moves_with_the_presenter_alone() {
    let mut shows = shown("", &[], &opened(""));
    shows.at = Time(300_000_000);
    let follow = Motion::Follow(shows.clone());
    let frames = [Motion::Frame(0.0), Motion::Frame(60.0)];
    let audience = after(&after(&opened(""), &[follow]), &frames);
    assert_eq!((audience.at(), audience.playing()), (shows.at, true));
    assert!(!audience.moves());

    // The presenter's runs are longer, and the audience's are still on their way.
    shows.at = Time(2 * END.0);
    let early = audience.apply(&Motion::Follow(shows.clone()));
    assert_eq!(early.at(), END);
    let late = early.apply(&Motion::Runs {
        end: Time(3 * END.0),
        detail: Time::ZERO,
    });
    assert_eq!(late.at(), shows.at);
}

#[test]
fn a_moment_of_runs_to_come_is_waited_for_also_while_it_plays() {
    let wanted = Shown {
        at: Time(3 * END.0),
        playing: true,
        ..shown("", &[], &opened(""))
    };
    let waiting = opened("").apply(&Motion::Shown(wanted));
    let longer = waiting.apply(&Motion::Runs {
        end: Time(5 * END.0),
        detail: Time::ZERO,
    });
    assert_eq!((longer.at(), longer.playing()), (Time(3 * END.0), true));
}
