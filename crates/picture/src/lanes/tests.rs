//! What a person reads in the rows, of programs that run on the real runtime.

use super::*;
use crate::legend::{LegendMark, legend};
use crate::shape::{Point, TextRole};
use crate::{Frame, Ink, Layers, Scale, at_line, layers, timeline};
use analysis::{IncidentKind, analyse, stays};
use goruntime::go::{
    Chan, Mutex, Shared, WaitGroup, defer, go_named, select, select_default, sleep,
};
use goruntime::runtime::{Budget, Run, mark};
use goruntime::time::{Duration, Time};
use goruntime::trace::Trace;
use proptest::prelude::*;

fn report(main: impl Future<Output = ()> + 'static) -> Report {
    traced(main).1
}

fn traced(main: impl Future<Output = ()> + 'static) -> (Trace, Report) {
    let trace = Run::new(Budget::default(), 1, main).finish();
    let report = analyse(&trace);
    (trace, report)
}

fn pause(ms: u64) -> goruntime::go::Sleep {
    sleep(Duration::millis(ms))
}

fn at(ms: u64) -> Time {
    Time(ms * 1_000_000)
}

fn frame(report: &Report, width: f32, height: f32) -> Frame {
    Frame {
        width,
        height,
        scale: Scale::shared(&[report]),
        large: false,
        chosen: None,
    }
}

/// The texts of a picture with their places.
fn texts(shapes: &[Shape]) -> Vec<(&str, Point)> {
    let text = |shape| match shape {
        &Shape::Text { ref text, at, .. } => Some((text.as_str(), at)),
        _ => None,
    };
    shapes.iter().filter_map(text).collect()
}

/// A broker and two clients, of whom the second is too slow, and a lock.
fn broker() -> Report {
    report(async {
        let mu = Mutex::new().named("mu");
        let out: Vec<Chan<u8>> = (0..2)
            .map(|i| Chan::new(1).named(("outbound", i)))
            .collect();
        let wg = WaitGroup::new().named("wg");
        for (client, from) in out.iter().cloned().enumerate() {
            let (mu, wg) = (mu.clone(), wg.clone());
            wg.add(1);
            go_named(("client", client), async move {
                let _done = defer(|| wg.done());
                while from.receive().await.is_some() {
                    mu.lock().await;
                    pause(10 + 60 * client as u64).await;
                    mu.unlock().await;
                }
            });
        }
        for message in 0..4 {
            pause(20).await;
            for to in &out {
                select_default(&mut [&mut to.sending(message)]);
            }
        }
        out.iter().for_each(Chan::close);
        wg.wait().await;
    })
}

#[track_caller]
fn check_says(report: &Report, (width, height): (f32, f32), words: &[&str]) {
    let shapes = timeline(report, &frame(report, width, height));
    let said = texts(&shapes);
    for word in words {
        assert!(
            said.iter().any(|(text, _)| text == word),
            "{word:?} is not among {said:?}"
        );
    }
}

#[test]
fn rows_say_who_they_are_and_what_they_do() {
    let report = broker();
    let names = ["main", "client 0", "client 1", "sleep"];
    for size in [(900.0, 400.0), (360.0, 300.0), (360.0, 120.0)] {
        check_says(&report, size, &names);
    }
    let more = [
        "Mutex.Lock ← mu, held by client 1",
        "WaitGroup.Wait ← wg",
        "mu: at most 1 waiting",
        "outbound 1: at most 1 of 1",
    ];
    check_says(&report, (1_400.0, 500.0), &more);
}

/// Two goroutines at line 7, one after the other for 10 ms each, of a run of 40 ms. They pass line 9 in no time.
fn at_line_seven() -> (Trace, Report) {
    traced(async {
        for name in ["first", "second"] {
            mark(3);
            go_named(name, async {
                mark(7);
                pause(10).await;
                mark(9);
                mark(8);
                pause(5).await;
            });
            pause(20).await;
        }
    })
}

#[test]
fn a_line_is_edged_where_goroutines_are_there() {
    let (trace, report) = at_line_seven();
    let edges = |line| {
        let frame = frame(&report, 800.0, 200.0);
        let shapes = at_line(&report, &frame, line, &stays(&trace, line));
        let area = |shape| match shape {
            Shape::Outline { area, .. } => (area.x, area.width),
            other => panic!("{other:?}"),
        };
        shapes.into_iter().map(area).collect::<Vec<_>>()
    };
    let near = |found: &[(f32, f32)], expected: &[(f32, f32)]| {
        let same =
            |(a, b): (&(f32, f32), &(f32, f32))| (a.0 - b.0).abs() < 1.0 && (a.1 - b.1).abs() < 1.0;
        found.len() == expected.len() && found.iter().zip(expected).all(same)
    };
    assert!(
        near(&edges(7), &[(0.0, 200.0), (400.0, 200.0)]),
        "{:?}",
        edges(7)
    );
    assert!(
        near(&edges(8), &[(200.0, 100.0), (600.0, 100.0)]),
        "{:?}",
        edges(8)
    );
    assert!(
        near(&edges(9), &[(200.0, 7.0), (600.0, 7.0)]),
        "{:?}",
        edges(9)
    );
    assert_eq!(edges(99), []);
}

#[test]
fn without_rows_a_curve_counts_who_is_at_a_line() {
    let report = report(async {
        for worker in 0..9 {
            go_named(("worker", worker), async {
                mark(7);
                pause(10).await;
            });
        }
        pause(20).await;
    });
    let shapes = |line| at_line(&report, &frame(&report, 800.0, 44.0), line, &[]);
    assert_eq!(texts(&shapes(7))[0].0, "at most 9 goroutines at line 7");
    assert_eq!(shapes(99), []);
}

#[test]
fn low_pictures_keep_the_order_the_badges_and_where_it_goes_the_names() {
    let report = broker();
    let places = |height: f32| {
        let shapes = timeline(&report, &frame(&report, 900.0, height));
        let said = texts(&shapes);
        let of = |name: &str| {
            said.iter()
                .find(|(text, _)| *text == name)
                .map(|said| said.1.y)
        };
        let names = ["main", "client 0", "client 1"].map(of);
        (names, badges(&shapes, IncidentKind::Drop).len())
    };
    for height in [300.0, 84.0, 76.0] {
        let (names, badges) = places(height);
        assert!(names.iter().all(Option::is_some), "{names:?} in {height}");
        assert!(names.is_sorted(), "{names:?} in {height}");
        assert!(badges > 0, "in {height}");
    }
    let (names, badges) = places(60.0);
    assert!(names.iter().all(Option::is_none) && badges > 0, "{names:?}");
    // The first row is main's, with and without names.
    for height in [300.0, 76.0, 60.0] {
        let frame = frame(&report, 900.0, height);
        let found = goroutine_at(&report, &frame, Point { x: 400.0, y: 34.0 });
        assert_eq!(found, Some(GoroutineId::MAIN), "in {height}");
    }
}

#[test]
fn what_came_of_a_run_is_a_layer_of_its_own() {
    let asleep = report(async {
        go_named("waiter", async {
            let _ = Chan::<u8>::new(0).receive().await;
        });
        pause(5).await;
        let _ = Chan::<u8>::new(0).receive().await;
    });
    let frame = frame(&asleep, 700.0, 300.0);
    let Layers {
        lanes,
        words,
        result,
    } = layers(&asleep, &frame);
    let tells = |shapes: &[Shape]| {
        texts(shapes)
            .iter()
            .any(|(text, _)| text.contains("deadlock"))
    };
    assert_eq!(
        [&lanes, &words, &result].map(|layer| tells(layer)),
        [false, false, true]
    );
    assert!(texts(&words).iter().any(|(text, _)| *text == "waiter"));
    // Each row has its badge, and no cross stands in that of main.
    let is_cross = |shape: &Shape| matches!(shape, Shape::Cross { .. });
    assert!(!timeline(&asleep, &frame).iter().any(is_cross));
    assert_eq!(
        badges(&timeline(&asleep, &frame), IncidentKind::Deadlock).len(),
        2
    );
}

#[test]
fn the_rows_use_the_height() {
    let report = broker();
    for height in [160.0, 300.0, 600.0] {
        let shapes = timeline(&report, &frame(&report, 900.0, height));
        let lowest = texts(&shapes)
            .into_iter()
            .map(|(_, at)| at.y)
            .fold(0.0, f32::max);
        assert!(lowest > height * 0.6, "{lowest} of {height}");
    }
}

#[test]
fn the_goroutine_of_a_row_is_found_at_its_name() {
    let report = broker();
    let frame = frame(&report, 900.0, 400.0);
    let shapes = timeline(&report, &frame);
    for (name, id) in [("main", 1), ("client 0", 2), ("client 1", 3)] {
        let said = texts(&shapes).into_iter().find(|(text, _)| *text == name);
        let at = said.expect("it has a name").1;
        let found = goroutine_at(&report, &frame, at);
        assert_eq!(found, Some(GoroutineId(id)), "{name}");
    }
    let below = Point { x: 10.0, y: 395.0 };
    assert_eq!(
        goroutine_at(&report, &frame, below),
        None,
        "a strip is no row"
    );
}

/// The badges of a kind in a picture: the middle of each.
fn badges(shapes: &[Shape], kind: IncidentKind) -> Vec<Point> {
    let said = texts(shapes).into_iter();
    let badges = said.filter(|(text, _)| *text == badge_letter(kind));
    badges.map(|(_, at)| at).collect()
}

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

#[test]
fn sleeping_is_in_the_legend_also_without_tasks() {
    let entries = legend(&[&broker()]);
    assert!(entries.iter().any(|entry| entry.ink == Ink::Working));
}

#[test]
fn a_ring_of_locks_is_drawn_with_an_arrow_for_each() {
    let ring = report(async {
        let locks: Vec<Mutex> = (0..3).map(|i| Mutex::new().named(("mu", i))).collect();
        for i in 0..3 {
            let (own, next) = (locks[i].clone(), locks[(i + 1) % 3].clone());
            go_named(("philosopher", i), async move {
                own.lock().await;
                pause(1).await;
                next.lock().await;
            });
        }
        pause(5).await;
        locks[0].lock().await;
    });
    let shapes = timeline(&ring, &frame(&ring, 700.0, 400.0));
    let is_arm = |shape: &&Shape| matches!(shape, Shape::Polyline { ink: Ink::Failed, points, .. } if points.len() == 4);
    assert_eq!(shapes.iter().filter(is_arm).count(), 3);
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
fn a_part_of_a_run_shows_that_part() {
    let report = broker();
    let mut frame = frame(&report, 900.0, 400.0);
    frame.scale = frame.scale.zoomed(at(60), at(80));
    let shapes = timeline(&report, &frame);
    let said = texts(&shapes);
    assert!(said.iter().any(|(text, _)| *text == "client 1"), "{said:?}");
    // Nothing was dropped before.
    frame.scale = Scale::shared(&[&report]).zoomed(at(0), at(30));
    assert_eq!(badges(&timeline(&report, &frame), IncidentKind::Drop), []);
}

#[test]
fn many_states_cost_no_more_than_pixels_can_show() {
    let report = report(async {
        for worker in 0..8 {
            go_named(("worker", worker), async move {
                for turn in 0..5_000 {
                    pause(1 + (turn + worker as u64) % 3).await;
                }
            });
        }
        pause(20_000).await;
    });
    assert!(report.spans().is_some());
    for width in [320.0, 1_400.0] {
        let shapes = timeline(&report, &frame(&report, width, 400.0));
        assert!(
            shapes.len() as f32 <= 8.0 * width / 2.0,
            "{} shapes",
            shapes.len()
        );
        let part = Frame {
            scale: frame(&report, width, 400.0)
                .scale
                .zoomed(at(1_000), at(1_020)),
            ..frame(&report, width, 400.0)
        };
        let words = texts(&timeline(&report, &part)).len();
        assert!(words > 8, "a part has words: {words}");
    }
}

/// A step of a goroutine of a random program.
#[derive(Clone, Copy, Debug)]
enum Step {
    Sleep(u64),
    Send(usize),
    Receive(usize),
    Either(usize),
    Try(usize),
    Lock(u64),
}

fn program() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        (0..90_u64).prop_map(Step::Sleep),
        (0..3_usize).prop_map(Step::Send),
        (0..3_usize).prop_map(Step::Receive),
        (0..3_usize).prop_map(Step::Either),
        (0..3_usize).prop_map(Step::Try),
        (0..90_u64).prop_map(Step::Lock),
    ];
    prop::collection::vec(prop::collection::vec(step, 0..12), 0..30)
}

fn execute(program: Vec<Vec<Step>>) -> Report {
    report(async move {
        let chans: Vec<Chan<u8>> = (0..3).map(|i| Chan::new(i).named(("ch", i))).collect();
        let mu = Mutex::new().named("mu");
        for (i, steps) in program.into_iter().enumerate() {
            let (chans, mu) = (chans.clone(), mu.clone());
            go_named(("goroutine with a long name", i), async move {
                for step in steps {
                    match step {
                        Step::Sleep(ms) => pause(ms).await,
                        Step::Send(i) => chans[i].send(0).await,
                        Step::Receive(i) => drop(chans[i].receive().await),
                        Step::Either(i) => {
                            let next = &chans[(i + 1) % 3];
                            let (mut a, mut b) = (chans[i].receiving(), next.sending(1));
                            select(&mut [&mut a, &mut b]).await;
                        }
                        Step::Try(i) => {
                            select_default(&mut [&mut chans[i].sending(2)]);
                        }
                        Step::Lock(ms) => {
                            mu.lock().await;
                            pause(ms).await;
                            mu.unlock().await;
                        }
                    }
                }
            });
        }
        pause(400).await;
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_keep_within_their_frame_and_texts_apart(
        program in program(),
        width in 280..2_000_u16,
        height in 70..900_u16,
        large: bool,
        chosen in 0..20_u32,
        part in (0..400_u64, 1..200_u64),
    ) {
        let report = execute(program);
        let (width, height) = (f32::from(width), f32::from(height));
        let whole = Scale::shared(&[&report]);
        for scale in [whole, whole.zoomed(at(part.0), at(part.0 + part.1))] {
            let chosen = Some(GoroutineId(chosen));
            let frame = Frame { width, height, scale, large, chosen };
            let shapes = timeline(&report, &frame);
            crate::tests::check_within(&shapes, width, height);
            crate::tests::check_texts_apart(&shapes);
            let bound = width * 8.0 + height * width / TextRole::Label.size();
            prop_assert!(shapes.len() as f32 <= bound, "{} shapes", shapes.len());
        }
    }
}
