//! The lens on runs with more goroutines than rows.

use super::{at, frame, pause, report, texts};
use crate::shape::Shape;
use crate::{Frame, Ink, Lens, Point, Scale, goroutine_at, lens, row_at, timeline};
use analysis::{GoroutineId, Report};
use goruntime::go::{WaitGroup, go_named};
use proptest::prelude::*;

/// `workers` at once, each for a second.
fn many(workers: u32) -> Report {
    report(async move {
        let wg = WaitGroup::new();
        for worker in 0..workers {
            wg.add(1);
            let wg = wg.clone();
            go_named(("worker", worker as usize), async move {
                pause(1_000).await;
                wg.done();
            });
        }
        wg.wait().await;
    })
}

fn seen(report: &Report, height: f32, first: u32) -> (Lens, Frame) {
    let frame = Frame {
        lens: Some(first),
        ..frame(report, 700.0, height)
    };
    (lens(report, &frame).unwrap(), frame)
}

/// The names of workers in the picture, from the top.
fn names(report: &Report, frame: &Frame) -> Vec<String> {
    let shapes = timeline(report, frame);
    let mut said: Vec<(String, f32)> = texts(&shapes)
        .into_iter()
        .filter(|(text, _)| text.starts_with("worker ") || *text == "main")
        .map(|(text, at)| (String::from(text), at.y))
        .collect();
    said.sort_by(|a, b| a.1.total_cmp(&b.1));
    said.into_iter().map(|(text, _)| text).collect()
}

#[test]
fn many_goroutines_have_no_names_but_those_in_the_lens_do() {
    let report = many(500);
    assert!(names(&report, &frame(&report, 700.0, 120.0)).is_empty());
    let (lens, through) = seen(&report, 120.0, 200);
    assert!(lens.rows >= 4, "{lens:?}");
    assert_eq!((lens.first, lens.all), (200, 501));
    let names = names(&report, &through);
    assert_eq!(names.len(), lens.rows as usize, "{names:?}");
    // Row 0 is main's.
    assert_eq!(names[0], report.goroutine_name(GoroutineId(201)));
}

/// They belong to no task, and are an area all the same, which is as high as they are many.
#[test]
fn many_goroutines_of_a_program_without_tasks_are_an_area() {
    let (few, most) = (many(50), many(500));
    let highest = |report: &Report, scale: Scale| {
        let frame = Frame {
            scale,
            ..frame(report, 700.0, 120.0)
        };
        let areas = timeline(report, &frame).into_iter();
        let tops = areas.filter_map(|shape| match shape {
            Shape::Polygon {
                points,
                ink: Ink::Working,
            } => points.iter().map(|point| point.y).reduce(f32::min),
            _ => None,
        });
        tops.reduce(f32::min).expect("they sleep")
    };
    let scale = Scale::shared(&[&few, &most]);
    assert!(highest(&most, scale) < 40.0);
    assert!((40.0..100.0).contains(&highest(&few, scale)));
}

#[test]
fn the_last_rows_are_the_end_of_the_lens() {
    let report = many(500);
    let (lens, _) = seen(&report, 120.0, 9_999);
    assert_eq!(lens.first + lens.rows, lens.all);
    let few = many(3);
    let (lens, _) = seen(&few, 400.0, 2);
    assert_eq!((lens.first, lens.rows, lens.all), (0, 4, 4));
}

#[test]
fn a_tap_in_the_lens_is_on_the_goroutine_that_is_seen_there() {
    let report = many(500);
    let (lens, through) = seen(&report, 200.0, 100);
    let shapes = timeline(&report, &through);
    let name = report.goroutine_name(GoroutineId(103));
    let (_, place) = texts(&shapes)
        .into_iter()
        .find(|(text, _)| *text == name)
        .unwrap();
    let on = Point { x: 300.0, ..place };
    assert_eq!(goroutine_at(&report, &through, on), Some(GoroutineId(103)));
    assert_eq!(lens.around(102), 100, "it is in the lens");
    assert_eq!(lens.around(300), 300 - lens.rows / 2);
}

#[test]
fn a_place_of_folded_rows_is_near_those_that_live_there() {
    let report = many(500);
    let folded = frame(&report, 700.0, 120.0);
    let row = |y: f32| row_at(&report, &folded, Point { x: 350.0, y }).unwrap();
    assert_eq!(row(0.0), 0);
    assert_eq!(row(120.0), 500);
    assert!((150..350).contains(&row(70.0)), "{}", row(70.0));
    assert_eq!(report.total, at(1_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_lens_shows_a_row_when_it_goes_there(
        workers in 1..200_u32, height in 60..900_u16, first in 0..300_u32, row in 0..200_u32,
    ) {
        let report = many(workers);
        let height = f32::from(height);
        let (lens, _) = seen(&report, height, first);
        let row = row.min(lens.all - 1);
        let (there, frame) = seen(&report, height, lens.around(row));
        prop_assert!((there.first..there.first + there.rows).contains(&row));
        prop_assert!(there.first + there.rows <= there.all);
        crate::tests::check_within(&timeline(&report, &frame), 700.0, height);
    }
}
