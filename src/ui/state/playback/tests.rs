//! How a moment moves.

use super::*;

#[test]
fn real_time_at_speed_one() {
    let mut playback = Playback::new(Time(10_000_000_000));
    assert_eq!(playback.speed().label(), "1×");
    playback.play();
    assert!(playback.frame(16.5));
    assert_eq!(playback.at(), Time(16_500_000));
    playback.frame(1e9);
    assert_eq!(
        playback.at(),
        Time(116_500_000),
        "a long frame does not leap"
    );
}

#[test]
fn a_second_frame_of_the_same_time_stamp_is_a_frame_too() {
    let mut playback = Playback::new(Time(10_000_000_000));
    playback.play();
    let first = playback.apply(&Motion::Frame(20.0));
    assert_ne!(
        first,
        first.clone().apply(&Motion::Frame(20.0)),
        "it asks for the next"
    );
}

#[test]
fn stops_at_the_end_and_starts_again() {
    let mut playback = Playback::new(Time(1_000));
    playback.play();
    playback.frame(50.0);
    assert!(playback.at_end() && !playback.playing());
    playback.toggle();
    assert_eq!((playback.at(), playback.playing()), (Time::ZERO, true));
}

#[track_caller]
fn check_opened(query: &str, still: bool, expected: (u64, bool, u64)) {
    let options = Rc::new(lab::link::parse(query).options);
    let playback = Playback::new(Time(10_000_000_000));
    let opened = playback.apply(&Motion::Opened { options, still });
    let got = (opened.at.0 / 1_000_000, opened.playing, opened.speed.0);
    assert_eq!(got, expected, "{query}, still: {still}");
}

#[test]
fn a_link_says_how_it_begins() {
    check_opened("", false, (0, true, 1_000));
    check_opened("", true, (10_000, false, 1_000));
    check_opened("?at=1.2s", false, (1_200, true, 1_000));
    check_opened("?at=1.2s", true, (1_200, false, 1_000));
    check_opened("?autoplay=0", false, (0, false, 1_000));
    check_opened("?autoplay=1&speed=0.05", true, (0, true, 50));
    // A guess comes first, whatever else the link says.
    for query in ["?predict", "?predict&at=1.2s&autoplay=1", "?predict&spoil"] {
        check_opened(query, false, (0, false, 1_000));
        check_opened(query, true, (0, false, 1_000));
    }
}

#[test]
fn it_stops_where_the_link_says_and_begins_anew() {
    let options = Rc::new(lab::link::parse("?pause-at=30ms,70ms&loop=1").options);
    let mut playback = Playback::new(Time(100_000_000)).apply(&Motion::Opened {
        options,
        still: false,
    });
    let mut stops = Vec::new();
    for _ in 0..4 {
        while playback.playing() && stops.len() < 3 {
            playback.frame(20.0);
            if playback.at() == Time::ZERO {
                stops.push(0);
            }
        }
        if !playback.playing() {
            stops.push(playback.at().0 / 1_000_000);
            playback.play();
        }
    }
    assert_eq!(stops[..3], [30, 70, 0]);
}

/// A playback of a run of ten seconds, with a stretch of 100 ms that is too short to see.
fn with_detail(query: &str) -> Playback {
    let options = Rc::new(lab::link::parse(query).options);
    let runs = Motion::Runs {
        end: Time(10_000_000_000),
        detail: Time(100_000_000),
    };
    let opened = Motion::Opened {
        options,
        still: false,
    };
    Playback::new(Time::ZERO).apply(&runs).apply(&opened)
}

#[test]
fn a_story_takes_its_time_where_little_can_be_seen() {
    let mut playback = with_detail("?pace=story");
    let (mut slow, mut quick) = (0, 0);
    while playback.playing() {
        if playback.slow_until().is_some() {
            slow += 1;
            assert!(playback.at() == Time::ZERO || playback.shows_detail());
        } else {
            quick += 1;
            assert!(!playback.shows_detail());
        }
        playback.frame(20.0);
    }
    assert_eq!((slow, quick), (500, 200), "frames of 20 ms");
    playback.set_speed(Speed(1_000));
    assert_eq!(playback.story(), Some(false));
}

#[test]
fn a_detail_opens_where_the_playhead_rests_and_does_not_flash() {
    let mut playback = with_detail("");
    playback.frame(20.0);
    assert!(!playback.shows_detail(), "a tenth of a second");
    playback.pause();
    assert!(playback.shows_detail());
    playback.seek(Time(100_000_001));
    assert!(!playback.shows_detail());
    playback.seek(Time::ZERO);
    assert!(!playback.shows_detail(), "nothing has happened");
    let mut slow = with_detail("?speed=0.05");
    slow.frame(20.0);
    assert!(slow.shows_detail());
    assert_eq!(Playback::new(Time(5)).story(), None);
}

#[test]
fn a_change_reveals_results() {
    let playback = Playback::new(Time(1_000));
    assert!(!playback.revealed());
    let slide = Command::Slide {
        parameter: None,
        steps: 1,
    };
    let changed = playback.apply(&Motion::Command(slide));
    assert!(changed.revealed());
    assert!(!changed.apply(&Motion::Command(Command::Restart)).revealed());
}

#[test]
fn whoever_saw_everything_still_does() {
    let mut playback = Playback::new(Time(1_000));
    playback.seek(Time(1_000));
    playback.set_end(Time(5_000));
    assert_eq!(playback.at(), Time(5_000));
    playback.seek(Time(4_000));
    playback.set_end(Time(2_000));
    assert_eq!(playback.at(), Time(2_000));
}
