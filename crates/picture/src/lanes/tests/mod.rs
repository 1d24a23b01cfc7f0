//! What a person reads in the rows, of programs that run on the real runtime.

mod incidents;
mod laws;
mod lens;
mod line;

use super::*;
use crate::legend::{LegendMark, legend, legend_of_choices, legend_of_chosen};
use crate::shape::{Shape, TextRole};
use crate::{Frame, Ink, Layers, Scale, at_line, layers, timeline};
use analysis::{IncidentKind, analyse, stays};
use goruntime::go::{
    Chan, Mutex, Shared, WaitGroup, defer, go_named, gosched, select, select_default, sleep,
};
use goruntime::runtime::{Budget, Run, mark};
use goruntime::time::{Duration, Time};
use goruntime::trace::Trace;

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
        lens: None,
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

/// The badges of a kind in a picture: the middle of each.
fn badges(shapes: &[Shape], kind: IncidentKind) -> Vec<Point> {
    let said = texts(shapes).into_iter();
    let badges = said.filter(|(text, _)| *text == badge_letter(kind));
    badges.map(|(_, at)| at).collect()
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
    for height in [300.0, 84.0] {
        let (names, badges) = places(height);
        assert!(names.iter().all(Option::is_some), "{names:?} in {height}");
        assert!(names.is_sorted(), "{names:?} in {height}");
        assert!(badges > 0, "in {height}");
    }
    // A name as high as its row would hide the bar.
    for height in [76.0, 60.0] {
        let (names, badges) = places(height);
        assert!(names.iter().all(Option::is_none) && badges > 0, "{names:?}");
    }
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
        ..
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
fn badges_are_a_layer_that_is_seen_up_to_the_playhead() {
    let report = broker();
    let frame = frame(&report, 900.0, 300.0);
    let seen = layers(&report, &frame);
    assert!(!badges(&timeline(&report, &frame), IncidentKind::Drop).is_empty());
    assert!(!badges(&seen.incidents, IncidentKind::Drop).is_empty());
    for layer in [&seen.lanes, &seen.words, &seen.before] {
        assert!(badges(layer, IncidentKind::Drop).is_empty());
    }
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
    let strip = object_at(&report, &frame, below).expect("it is a strip");
    assert_eq!(report.object_name(strip), "outbound 1");
    assert_eq!(
        object_at(&report, &frame, Point { x: 10.0, y: 100.0 }),
        None
    );
    let edge = around_object(&report, &frame, strip);
    assert!(
        matches!(&edge[..], [Shape::Outline { area, .. }] if area.y < 395.0 && area.y + area.height > 395.0)
    );
}

#[test]
fn sleeping_is_in_the_legend_also_without_tasks() {
    let entries = legend(&[&broker()]);
    assert!(entries.iter().any(|entry| entry.ink == Ink::Working));
    // Main is in no count, but it has a row.
    let alone = report(async { pause(1).await });
    let entries: Vec<_> = legend(&[&alone]).iter().map(|entry| entry.text).collect();
    assert_eq!(entries, ["sleep or I/O"]);
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
