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

/// A playback of a run of 100 ms, of which the part from 20 to 60 ms is shown.
fn of_part() -> Playback {
    let part = Part::of(Time(20_000_000), Time(60_000_000), Time(100_000_000));
    Playback::new(Time(100_000_000)).apply(&Motion::Part(part))
}

/// Plays until it stops, and says where.
fn play_out(playback: &mut Playback) -> Time {
    playback.play();
    while playback.playing() {
        playback.frame(20.0);
    }
    playback.at()
}

#[test]
fn what_is_shown_is_played_and_nothing_beyond_its_edge() {
    let mut playback = of_part();
    playback.play();
    assert_eq!(
        playback.at(),
        Time(20_000_000),
        "it begins at the left edge"
    );
    assert_eq!(play_out(&mut playback), Time(60_000_000));
    assert!(playback.at_last() && !playback.at_end());
    playback.play();
    assert_eq!(playback.at(), Time(20_000_000), "the part begins anew");
    playback.pause();
    let mut playback = playback.apply(&Motion::Part(None));
    assert_eq!(play_out(&mut playback), Time(100_000_000));
}

#[test]
fn a_part_that_is_chosen_while_it_plays_is_played() {
    let mut playback = Playback::new(Time(100_000_000));
    playback.play();
    let part = |from, to| Part::of(Time(from), Time(to), Time(100_000_000));
    let playback = playback.apply(&Motion::Part(part(30_000_000, 50_000_000)));
    assert_eq!(
        (playback.at(), playback.playing()),
        (Time(30_000_000), true)
    );
    let playback = playback.apply(&Motion::Part(part(0, 40_000_000)));
    assert_eq!(
        playback.at(),
        Time(30_000_000),
        "a part around it changes nothing"
    );
    let still = playback.apply(&Motion::Command(Command::Pause));
    let still = still.apply(&Motion::Part(part(60_000_000, 90_000_000)));
    assert_eq!(still.at(), Time(30_000_000), "what does not play stays");
}

#[test]
fn a_loop_repeats_the_part() {
    let options = Rc::new(lab::link::parse("?loop=1&autoplay=0").options);
    let opened = Motion::Opened {
        options,
        still: false,
    };
    let mut playback = of_part().apply(&opened);
    playback.play();
    let mut least = playback.at();
    for _ in 0..50 {
        playback.frame(15.0);
        least = least.min(playback.at());
        assert!(playback.playing() && playback.at() < Time(60_000_000));
    }
    assert_eq!(least, Time(20_000_000));
}

#[test]
fn moments_chosen_by_hand_are_counted() {
    let playback = of_part();
    let seek = Motion::Command(Command::Seek {
        at: Time(90_000_000),
    });
    let chosen = playback.clone().apply(&seek);
    assert_ne!(playback.chosen_moments(), chosen.chosen_moments());
    let mut played = chosen.clone();
    played.play();
    played.frame(20.0);
    assert_eq!(played.chosen_moments(), chosen.chosen_moments());
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

#[test]
fn a_program_that_took_no_time_is_seen_whole_when_it_is_edited() {
    let edit = || {
        Motion::Command(Command::Edit {
            source: String::from("package main"),
        })
    };
    let mut playback = Playback::new(Time::ZERO).apply(&edit());
    playback.set_end(Time(5_000));
    assert_eq!(playback.at(), Time(5_000));
    playback.seek(Time(1_000));
    let mut playback = playback.apply(&edit());
    playback.set_end(Time(7_000));
    assert_eq!((playback.at(), playback.revealed()), (Time(1_000), true));
}
