//! Badges, and the arrows between rows.

use super::*;

#[test]
fn a_badge_stands_at_its_moment_in_the_rows_of_both_goroutines() {
    let report = broker();
    let dropped = report
        .incidents()
        .iter()
        .find(|i| i.kind == IncidentKind::Drop);
    let dropped = dropped.expect("the second client is too slow");
    let shapes = timeline(&report, &frame(&report, 900.0, 400.0));
    let x = crate::x_of(dropped.at, report.total, 900.0);
    let badges = badges(&shapes, IncidentKind::Drop);
    let there: Vec<_> = badges.iter().filter(|at| (at.x - x).abs() < 2.0).collect();
    // That of main, which drops, and those of both clients.
    assert_eq!(there.len(), 3, "{badges:?}, {x}");
    let client = texts(&shapes)
        .into_iter()
        .find(|(text, _)| *text == "client 1");
    let row = client.expect("it has a name").1.y;
    let is_its = |badge: &&&Point| badge.y > row && badge.y < row + 60.0;
    assert_eq!(there.iter().filter(is_its).count(), 1);
}

#[test]
fn every_kind_of_incident_has_its_letter_and_is_in_the_legend() {
    let racy = report(async {
        let shared = Shared::new("x", 0);
        let other = shared.clone();
        go_named("writer", async move { other.set(1) });
        pause(2).await;
        shared.set(2);
    });
    let asleep = report(async {
        go_named("waiter", async {
            let _ = Chan::<u8>::new(0).receive().await;
        });
        pause(5).await;
        let _ = Chan::<u8>::new(0).receive().await;
    });
    for (report, kind) in [
        (&racy, IncidentKind::Race),
        (&asleep, IncidentKind::Deadlock),
        (&broker(), IncidentKind::Drop),
    ] {
        let shapes = timeline(report, &frame(report, 500.0, 300.0));
        assert_eq!(badges(&shapes, kind).len().min(2), 2, "{kind:?}");
        let entries = legend(&[report]);
        assert!(
            entries
                .iter()
                .any(|entry| entry.mark == LegendMark::Badge(kind)),
            "{kind:?}"
        );
    }
    let letters: Vec<_> = IncidentKind::ALL.map(badge_letter).to_vec();
    for (i, letter) in letters.iter().enumerate() {
        assert!(
            !letters[..i].contains(letter),
            "{letter} stands for two kinds"
        );
    }
}

/// A ring of locks, each taken after a pause and the next one after another; the end is the moment of the last one.
fn ring(locks: usize, pauses: Option<u64>) -> Report {
    report(async move {
        let all: Vec<Mutex> = (0..locks).map(|i| Mutex::new().named(("mu", i))).collect();
        for i in 0..locks {
            let (own, next) = (all[i].clone(), all[(i + 1) % locks].clone());
            go_named(("philosopher", i), async move {
                own.lock().await;
                match pauses {
                    Some(ms) => pause(ms).await,
                    None => gosched().await,
                }
                next.lock().await;
            });
        }
        let _ = Chan::<u8>::new(0).receive().await;
    })
}

/// Checks the ring of a deadlock in pictures of several sizes: an arrow for each goroutine of it, and no word over another.
#[track_caller]
fn check_ring(report: &Report, arrows: usize) {
    let is_arm = |shape: &&Shape| matches!(shape, Shape::Polyline { ink: Ink::Failed, points, .. } if points.len() == 4);
    for (width, height) in [(320.0, 260.0), (700.0, 400.0), (1_900.0, 700.0)] {
        let frame = frame(report, width, height);
        let shapes = timeline(report, &frame);
        assert_eq!(
            shapes.iter().filter(is_arm).count(),
            arrows,
            "on {width} px"
        );
        let before = layers(report, &frame);
        assert_eq!(before.lanes.iter().filter(is_arm).count(), 0);
        crate::tests::check_within(&shapes, width, height);
        crate::tests::check_texts_apart(&shapes);
    }
}

#[test]
fn a_ring_of_locks_is_drawn_with_an_arrow_for_each() {
    check_ring(&ring(2, Some(3)), 2);
    check_ring(&ring(3, Some(3)), 3);
    check_ring(&ring(2, None), 2);
    check_ring(&ring(5, None), 5);
}

#[test]
fn rows_of_a_run_that_takes_no_time_say_who_waits_for_what() {
    let report = ring(2, None);
    assert_eq!(report.total, Time::ZERO);
    let shapes = timeline(&report, &frame(&report, 700.0, 300.0));
    let said: Vec<&str> = texts(&shapes).iter().map(|(text, _)| *text).collect();
    for expected in [
        "main",
        "philosopher 0",
        "waits ← mu 1, held by philosopher 1",
        "waits ← mu 0, held by philosopher 0",
    ] {
        assert!(said.contains(&expected), "{expected} in {said:?}");
    }
    assert_eq!(badges(&shapes, IncidentKind::Deadlock).len(), 3);
}

#[test]
fn goroutines_are_found_where_a_run_that_takes_no_time_has_rows() {
    let report = ring(29, None);
    let found = |height: f32| {
        let frame = frame(&report, 700.0, height);
        let shapes = timeline(&report, &frame);
        let has_names = texts(&shapes).iter().any(|(text, _)| *text == "main");
        let place = Point { x: 10.0, y: 100.0 };
        (has_names, goroutine_at(&report, &frame, place).is_some())
    };
    assert_eq!(found(900.0), (true, true));
    // A column by states, in no order of goroutines.
    assert_eq!(found(150.0), (false, false));
}

#[test]
fn locks_have_strips_and_an_entry_in_the_legend_where_a_run_takes_time() {
    let held = |report: &Report| {
        let entries = legend(&[report]);
        let has_entry = entries.iter().any(|entry| entry.text.contains("held"));
        let shapes = timeline(report, &frame(report, 700.0, 400.0));
        let has_strip = texts(&shapes)
            .iter()
            .any(|(text, _)| text.starts_with("mu 0: "));
        (has_entry, has_strip)
    };
    let [lasting, instant] = [Some(3), None].map(|pauses| ring(2, pauses));
    assert_eq!(held(&lasting), (true, true));
    assert_eq!(held(&instant), (false, false));
    let height = |report: &Report| lanes_height(&[report], false);
    assert!(height(&instant) < height(&lasting), "no room is kept");
}

#[test]
fn the_chosen_goroutine_has_an_edge_and_arrows() {
    let report = broker();
    let plain = timeline(&report, &frame(&report, 900.0, 400.0));
    let chosen = Frame {
        chosen: Some(GoroutineId(3)),
        ..frame(&report, 900.0, 400.0)
    };
    let shapes = timeline(&report, &chosen);
    let edges = |shapes: &[Shape]| {
        let is_edge = |shape: &&Shape| {
            matches!(
                shape,
                Shape::Outline {
                    ink: Ink::Playhead,
                    ..
                }
            )
        };
        shapes.iter().filter(is_edge).count()
    };
    assert_eq!((edges(&plain), edges(&shapes)), (0, 1));
    assert!(shapes.len() > plain.len() + 3, "there are arrows");
}

/// The legend of a chosen goroutine names the colours that its choice adds to the picture, and no other.
#[track_caller]
fn check_legend_of_chosen(report: &Report, frame: Frame, chosen: u32) {
    let chosen = GoroutineId(chosen);
    let plain = timeline(report, &frame);
    let with = Frame {
        chosen: Some(chosen),
        ..frame
    };
    let is_added = |shape: &&Shape| !plain.contains(shape);
    let all = timeline(report, &with);
    let added = all.iter().filter(is_added);
    let heads = added
        .clone()
        .filter(|shape| matches!(shape, Shape::Polygon { .. }));
    let has_lens = frame.lens.is_some();
    let entries = legend_of_chosen(report, chosen, &frame.scale, has_lens);
    let all = legend_of_choices(&[report], &frame.scale, has_lens);
    assert!(
        entries.iter().all(|entry| all.contains(entry)),
        "they have their room"
    );
    let named = |is: fn(LegendMark) -> bool| {
        let named = entries.iter().filter(|entry| is(entry.mark));
        sorted(named.map(|entry| entry.ink))
    };
    assert_eq!(named(|_| true), sorted(added.map(Shape::ink)));
    assert_eq!(
        named(|mark| mark == LegendMark::Arrow),
        sorted(heads.map(Shape::ink))
    );
}

/// Colours by their names, each once.
fn sorted(inks: impl Iterator<Item = Ink>) -> Vec<String> {
    let names: std::collections::BTreeSet<String> = inks.map(|ink| format!("{ink:?}")).collect();
    names.into_iter().collect()
}

#[test]
fn the_legend_of_a_chosen_goroutine_names_its_arrows() {
    for report in [broker(), ring(3, Some(3))] {
        for chosen in 1..=3 {
            check_legend_of_chosen(&report, frame(&report, 900.0, 600.0), chosen);
        }
        // A lens of one row: all arrows lead out of it.
        let lens = |row| Frame {
            lens: Some(row),
            ..frame(&report, 900.0, 40.0)
        };
        for row in 0..3 {
            assert_eq!(
                crate::lens(&report, &lens(row)).map(|lens| lens.rows),
                Some(1)
            );
            check_legend_of_chosen(&report, lens(row), row + 1);
        }
    }
    // In a run that takes no time, and in a part in which nothing goes from one to another, there are none.
    let instant = ring(3, None);
    let scale = Scale::shared(&[&instant]);
    let instant = legend_of_chosen(&instant, GoroutineId(2), &scale, false);
    assert_eq!(instant, []);
    let broker = broker();
    let part = Scale::shared(&[&broker]).zoomed(at(1), at(2));
    let quiet = legend_of_chosen(&broker, GoroutineId(3), &part, false);
    let marks: Vec<_> = quiet.iter().map(|entry| entry.mark).collect();
    assert_eq!(marks, [LegendMark::Outline]);
}

#[test]
fn a_ring_is_in_the_legend_from_its_end_on() {
    let report = ring(3, Some(3));
    let entries = legend(&[&report]);
    let arrow = entries.iter().find(|entry| entry.mark == LegendMark::Arrow);
    assert_eq!(arrow.map(|arrow| arrow.from), Some(report.total));
    let is_arrow = |entry: &crate::LegendEntry| entry.mark == LegendMark::Arrow;
    assert!(!legend(&[&broker()]).iter().any(is_arrow));
}

#[test]
fn arrows_cross_no_name() {
    let report = broker();
    for chosen in 1..=3 {
        let frame = Frame {
            chosen: Some(GoroutineId(chosen)),
            ..frame(&report, 500.0, 400.0)
        };
        let shapes = timeline(&report, &frame);
        let names = ["main", "client 0", "client 1"];
        let said = texts(&shapes);
        let place = |name| said.iter().find(|(text, _)| *text == name);
        let places = names.map(|name| place(name).expect("it has a name"));
        for shape in &shapes {
            let Shape::Line {
                from,
                to,
                width: 1.25,
                ..
            } = shape
            else {
                continue;
            };
            for (name, at) in places {
                let right = at.x + TextRole::Label.width(name);
                // The band from the name's upper edge to its baseline.
                let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
                let passes = top < at.y - 1.0 && bottom > at.y - 8.0;
                let is_left = from.x.min(to.x) < right;
                assert!(!(passes && is_left), "{shape:?} crosses {name} of {chosen}");
            }
        }
    }
}

#[test]
fn a_badge_has_its_word_beside_it_where_there_is_room() {
    let report = report(async {
        let out: Chan<u8> = Chan::new(1).named("outbound");
        let from = out.clone();
        go_named("client", async move {
            pause(600).await;
            while from.receive().await.is_some() {}
        });
        pause(200).await;
        for message in 0..2 {
            select_default(&mut [&mut out.sending(message)]);
        }
        pause(800).await;
    });
    let layers = |width, height| layers(&report, &frame(&report, width, height));
    let has = |shapes: &[Shape], word: &str| texts(shapes).iter().any(|(text, _)| *text == word);
    let wide = layers(900.0, 300.0);
    assert!(has(&wide.incidents, "drops"));
    assert!(
        has(&wide.result, "leaked"),
        "what is left is known at the end"
    );
    assert!(!has(&wide.incidents, "leaked") && !has(&wide.incidents, "L"));
    // The bars are lower than a word.
    let low = layers(900.0, 60.0);
    assert!(!has(&low.incidents, "drops") && has(&low.incidents, "D"));
    for width in [120.0, 200.0, 320.0, 900.0] {
        crate::tests::check_texts_apart(&timeline(&report, &frame(&report, width, 300.0)));
    }
}
