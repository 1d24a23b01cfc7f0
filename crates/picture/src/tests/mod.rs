//! Laws that hold for every picture, whatever the run and the size.

mod columns;
mod crash;

use super::*;
use analysis::fixtures::{Script, millis, report, run};
use analysis::{Outcome, Report, TaskOutcome};
use goruntime::time::Time;
use proptest::prelude::*;

/// Every point that a shape covers; of a text only its anchor and the ends of its baseline.
fn corners(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Rect { area, .. } | Shape::Outline { area, .. } => {
            let far = Point {
                x: area.x + area.width,
                y: area.y + area.height,
            };
            vec![
                Point {
                    x: area.x,
                    y: area.y,
                },
                far,
            ]
        }
        Shape::Line { from, to, .. } => vec![*from, *to],
        Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => points.clone(),
        Shape::Cross {
            center: Point { x, y },
            radius,
            width,
            ..
        } => {
            // Its arms have round ends.
            let r = radius + width / 2.0;
            vec![Point { x: x - r, y: y - r }, Point { x: x + r, y: y + r }]
        }
        Shape::Text {
            at,
            anchor,
            role,
            text,
            ..
        } => {
            let width = role.width(text);
            let left = match anchor {
                Anchor::Start => at.x,
                Anchor::Middle => at.x - width / 2.0,
                Anchor::End => at.x - width,
            };
            let top = Point {
                x: left,
                y: at.y - role.size() * 0.8,
            };
            vec![
                top,
                Point {
                    x: left + width,
                    y: at.y,
                },
            ]
        }
    }
}

#[track_caller]
pub(crate) fn check_within(shapes: &[Shape], width: f32, height: f32) {
    for shape in shapes {
        for Point { x, y } in corners(shape) {
            let is_within = (-0.1..=width + 0.1).contains(&x) && (-0.1..=height + 0.1).contains(&y);
            assert!(is_within, "{shape:?} leaves {width} x {height}");
        }
    }
}

/// Texts do not touch, by their assumed widths.
#[track_caller]
pub(crate) fn check_texts_apart(shapes: &[Shape]) {
    let is_text = |shape: &&Shape| matches!(shape, Shape::Text { .. });
    let texts: Vec<&Shape> = shapes.iter().filter(is_text).collect();
    for (i, one) in texts.iter().enumerate() {
        for other in &texts[i + 1..] {
            let (a, b) = (corners(one), corners(other));
            let is_apart =
                a[1].x <= b[0].x || b[1].x <= a[0].x || a[1].y <= b[0].y || b[1].y <= a[0].y;
            assert!(is_apart, "{one:?} touches {other:?}");
        }
    }
}

fn frame(reports: &[&Report], width: f32, height: f32, large: bool) -> Frame {
    Frame {
        width,
        height,
        scale: Scale::shared(reports),
        large,
        chosen: None,
        lens: None,
    }
}

proptest! {
    #[test]
    fn pictures_keep_within_their_frame(
        report in run(),
        other in run(),
        width in 280..2_000_u16,
        height in 70..400_u16,
        large: bool,
    ) {
        let (width, height) = (f32::from(width), f32::from(height));
        let frame = frame(&[&report, &other], width, height, large);
        for report in [&report, &other] {
            let mut shapes = timeline(report, &frame);
            check_within(&shapes, width, height);
            prop_assert!(shapes.len() as f32 <= 6.0 * width + 40.0);
            shapes.extend(magnified(report, &frame));
            check_within(&shapes, width, height);
            if !large || width >= 600.0 {
                check_texts_apart(&shapes);
            }
        }
    }

    #[test]
    fn a_narrower_scale_cuts_the_picture(report in run(), end in 1..400_u64) {
        let mut frame = frame(&[&report], 640.0, 150.0, false);
        frame.scale.end = millis(end);
        check_within(&timeline(&report, &frame), 640.0, 150.0);
    }

    #[test]
    fn figures_keep_within_their_page(report in run(), width in 300..2_000_u16) {
        let runs = [("Unbounded", &report), ("Batched", &report)];
        let figure = figure("CI auto-trigger", "100 pipelines at once.", &runs, f32::from(width), FigureView::default());
        check_within(&figure.shapes, figure.width, figure.height);
    }
}

#[test]
fn more_lanes_are_never_lower_in_any_picture() {
    for height in [90.0, 200.0, 600.0] {
        for most in [2, 8, 17, 100] {
            let tall = |lanes: u64| {
                let [own, other] = [lanes, most].map(|lanes| {
                    report(
                        &many(lanes, |_| Script::new(0, 100, 0)),
                        Outcome::Finished,
                        100,
                    )
                });
                let frame = frame(&[&own, &other], 900.0, height, false);
                let plot = plot::Plot::of(&frame);
                rows::Rows::of(&plot, own.lanes).height * own.lanes as f32
            };
            let heights: Vec<f32> = (1..=most).map(tall).collect();
            assert!(heights.is_sorted(), "{most} in {height}: {heights:?}");
        }
    }
}

fn many(count: u64, each: impl Fn(u64) -> Script) -> Vec<Script> {
    (0..count).map(each).collect()
}

#[track_caller]
fn check_bounded(scripts: &[Script], end: u64) {
    let report = report(scripts, Outcome::Finished, end);
    for width in [320.0, 960.0, 1_900.0] {
        let count = timeline(&report, &frame(&[&report], width, 160.0, false)).len();
        assert!(count as f32 <= 6.0 * width, "{count} shapes on {width} px");
    }
}

#[test]
fn shapes_are_bounded_by_pixels() {
    check_bounded(&many(100_000, |i| Script::new(i, i + 1, 0)), 100_000);
    check_bounded(&many(100_000, |i| Script::new(0, 1 + i % 100, 0)), 100);
    check_bounded(&many(100_000, |i| Script::new(i / 5, i / 5 + 1, 1)), 20_000);
    let failing = |i: u64| {
        let outcome = TaskOutcome::ALL[usize::try_from(i % 3).unwrap()];
        Script {
            outcome,
            ..Script::new(i / 3, i / 3 + 1, 2)
        }
    };
    check_bounded(&many(100_000, failing), 33_334);
    check_bounded(&many(3_000, failing), 1_000);
}

/// Every failed task has a mark, folded or not.
#[track_caller]
fn check_failures_shown(count: u64, lanes: u64, failed: &[u64]) {
    let scripts = many(count, |i| {
        let outcome = if failed.contains(&i) {
            TaskOutcome::Error
        } else {
            TaskOutcome::Ok
        };
        Script {
            outcome,
            ..Script::new(10 * (i / lanes), 10 * (i / lanes + 1), 0)
        }
    });
    let end = 10 * count.div_ceil(lanes);
    let report = report(&scripts, Outcome::Finished, end);
    for (width, height) in [(320.0, 90.0), (960.0, 150.0), (1_900.0, 240.0)] {
        let frame = frame(&[&report], width, height, false);
        let shapes = timeline(&report, &frame);
        for i in failed {
            let task = &report.tasks[usize::try_from(*i).unwrap()];
            let (from, to) = (task.start.unwrap(), task.end.unwrap());
            let (left, right) = (
                x_of(from, frame.scale.end, width) - 8.0,
                x_of(to, frame.scale.end, width) + 8.0,
            );
            let is_mark = |shape: &Shape| match shape {
                Shape::Rect {
                    area,
                    ink: Ink::Failed,
                    ..
                } => (left..=right).contains(&area.x),
                Shape::Cross {
                    center,
                    ink: Ink::Failed,
                    ..
                } => (left..=right).contains(&center.x),
                Shape::Rect { .. }
                | Shape::Outline { .. }
                | Shape::Line { .. }
                | Shape::Polyline { .. }
                | Shape::Polygon { .. }
                | Shape::Cross { .. }
                | Shape::Text { .. } => false,
            };
            assert!(
                shapes.iter().any(is_mark),
                "task {i} of {count} failed unseen on {width} px"
            );
        }
    }
}

#[test]
fn no_failure_is_lost() {
    check_failures_shown(20, 5, &[0, 7, 19]);
    check_failures_shown(1_000, 1, &[0, 333, 999]);
    check_failures_shown(1_000, 5, &[3, 500]);
    check_failures_shown(30_000, 300, &[12_345, 29_999]);
    check_failures_shown(30_000, 2, &[1, 29_998]);
}

#[test]
fn a_kill_is_marked_at_every_size() {
    let killed = report(
        &many(100, |_| Script::new(0, 100, 50)),
        Outcome::OutOfMemory,
        78,
    );
    let slow = report(
        &many(100, |i| Script::new(100 * i, 100 * (i + 1), 50)),
        Outcome::Finished,
        10_000,
    );
    for reports in [vec![&killed], vec![&killed, &slow]] {
        for (width, height) in [
            (320.0, 90.0),
            (360.0, 130.0),
            (940.0, 150.0),
            (1_900.0, 240.0),
        ] {
            let shapes = timeline(&killed, &frame(&reports, width, height, false));
            let says = |what: &str| {
                let is_it = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text.contains(what));
                shapes.iter().any(is_it)
            };
            assert!(says("killed at 78 ms, exit 137"), "{width} x {height}");
            assert!(says("512 MiB"), "{width} x {height}");
            check_texts_apart(&shapes);
        }
    }
}

/// The pictures of a run that takes no time, alone and beside one that takes some.
#[track_caller]
fn check_instant(report: &Report, says: &str, height_of: f32) {
    for (width, height) in [(320.0, 90.0), (960.0, 150.0), (1_900.0, 240.0)] {
        let shapes = timeline(report, &frame(&[report], width, height, false));
        check_within(&shapes, width, height);
        check_texts_apart(&shapes);
        let is_wide =
            |shape: &&Shape| matches!(shape, Shape::Rect { area, .. } if area.width >= 20.0);
        let tops = shapes.iter().filter(is_wide).flat_map(corners);
        let top = tops.map(|corner| corner.y).fold(height, f32::min);
        let share = (height - top) / height;
        assert!(share >= height_of, "{share} of {width} x {height}");
        let has = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text.contains(says));
        let has_text = says.is_empty() || shapes.iter().any(has);
        assert!(has_text, "{says:?} on {width} x {height}");
    }
}

#[test]
fn a_run_of_one_instant_shows_how_much_there_was() {
    let killed = |tasks| {
        let scripts = many(tasks, |_| Script::new(0, 100, 0));
        report(&scripts, Outcome::OutOfMemory, 0)
    };
    check_instant(&killed(10_000), "killed at 0 s with 10,000 goroutines", 0.3);
    check_instant(&killed(3), "killed at 0 s with 3 goroutines", 0.2);
    let finished = report(&many(200, |_| Script::new(0, 0, 0)), Outcome::Finished, 0);
    check_instant(&finished, "", 0.3);
}

/// Failed and cancelled tasks look like others in what is seen before they fail, folded or not.
#[track_caller]
fn check_unspoiled(count: u64, lanes: u64) {
    let scripts = many(count, |i| Script {
        outcome: TaskOutcome::ALL[usize::try_from(i % 3).unwrap()],
        ..Script::new(10 * (i / lanes), 10 * (i / lanes + 1), 0)
    });
    let report = report(&scripts, Outcome::Finished, 10 * count.div_ceil(lanes));
    for (width, height) in [(320.0, 90.0), (960.0, 150.0), (1_900.0, 400.0)] {
        let layers = layers(&report, &frame(&[&report], width, height, false));
        let shapes = layers.lanes.iter().chain(&layers.words);
        let spoils = |ink: Ink| matches!(ink, Ink::Failed | Ink::FailedSoft | Ink::Cancelled);
        for shape in shapes {
            assert!(!spoils(shape.ink()), "{shape:?} on {width} px");
        }
        let later = layers.incidents.iter().chain(&layers.result);
        assert!(later.map(Shape::ink).any(spoils), "on {width} px");
    }
}

#[test]
fn no_failure_is_seen_before_it_happens() {
    check_unspoiled(12, 4);
    check_unspoiled(1_000, 5);
    check_unspoiled(30_000, 300);
}

#[test]
fn the_legend_knows_when_something_first_failed() {
    let mut scripts = many(4, |i| Script::new(0, 100 * (i + 1), 0));
    scripts[2].outcome = TaskOutcome::Error;
    let report = report(&scripts, Outcome::Finished, 400);
    let legend = legend(&[&report]);
    let from = |mark: LegendMark| {
        legend
            .iter()
            .find(|entry| entry.mark == mark)
            .map(|entry| entry.from)
    };
    assert_eq!(from(LegendMark::Cross), Some(millis(300)));
    assert_eq!(from(LegendMark::Block), Some(Time::ZERO));
}
