//! Curves over hundreds of thousands of instants are drawn by columns of pixels. The picture is the same as with a step for
//! each instant.

use super::frame;
use crate::drawn::Drawn;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::rows::Rows;
use crate::scale::folded_lanes;
use crate::shape::{Area, Point, Shape};
use crate::step_curve::StepCurve;
use crate::{density, memory, strips};
use analysis::fixtures::{millis, run};
use analysis::{Level, Most, Report, ResourceUse};
use proptest::prelude::*;

/// A curve with a step for each of these moments: where it is, and the counts there.
fn curve(floor: f32, steps: impl Iterator<Item = (f32, f32, f32)>, right: f32) -> Vec<Point> {
    let mut curve = StepCurve::from(floor);
    for (x, peak, after) in steps {
        curve.step(x, peak, after);
    }
    curve.finish(right)
}

/// The upper edges of the areas of the folded lanes that are drawn of every run.
fn edges(report: &Report, plot: &Plot) -> Vec<Vec<Point>> {
    let row = Rows::of(plot, folded_lanes(report)).height;
    let part = row / report.helpers_peak as f32;
    let of = |count: fn(&Most) -> u32, unit: f32| {
        let steps = plot.moments(report).map(|place| {
            let y = plot.bottom - count(&report.most(place..place + 1)) as f32 * unit;
            (plot.x(report.moments()[place].at), y, y)
        });
        let right = plot.x(report.total);
        let mut points = curve(plot.bottom, steps, right);
        points.push(Point {
            x: right,
            y: plot.bottom,
        });
        points
    };
    let mut edges = vec![of(|most| most.in_lanes, row)];
    for count in [
        |most: &Most| most.awake,
        |most: &Most| most.held_up,
        |most: &Most| most.blocked,
    ] {
        edges.push(of(count, row));
    }
    if report.helpers_peak > 0 {
        edges.push(of(|most| most.helpers, part));
        edges.push(of(|most| most.helpers_held_up, part));
    }
    edges
}

/// Where at least half of the running tasks end at once, and more than one.
fn barriers(report: &Report, plot: &Plot) -> Vec<f32> {
    let mut places: Vec<f32> = Vec::new();
    for pair in report.moments()[plot.moments(report)].windows(2) {
        let ended = pair[1].tasks_ended - pair[0].tasks_ended;
        let x = plot.x(pair[1].at);
        let is_free = places.last().is_none_or(|last| x >= last + 4.0);
        if ended > 1 && 2 * ended >= pair[0].tasks_running && is_free {
            places.push(x);
        }
    }
    places.into_iter().map(|x| x - 1.0).collect()
}

fn memory_curve(report: &Report, plot: &Plot) -> Vec<Point> {
    let steps = report.moments()[plot.moments(report)].iter().map(|moment| {
        let peak = if moment.at < plot.scale.from {
            moment.memory
        } else {
            moment.memory_peak
        };
        let y = |bytes| plot.y_of_memory(bytes);
        (plot.x(moment.at), y(peak), y(moment.memory))
    });
    curve(plot.memory_floor, steps, plot.x(report.total))
}

/// The marks of a resource's refusals: where each is and for how many.
fn refusals(used: &ResourceUse, plot: &Plot) -> Vec<(f32, u64)> {
    let mut marks = vec![(0.0, 0)];
    let mut before = 0;
    for level in &used.levels {
        let count = level.refused - std::mem::replace(&mut before, level.refused);
        if !(plot.scale.from..=plot.scale.end).contains(&level.at) {
            continue;
        }
        let x = plot.x(level.at).min(plot.width - 3.0);
        match marks.last_mut() {
            Some((left, marked)) if x - *left < 3.0 => *marked += count,
            _ => marks.push((x, count)),
        }
    }
    marks.retain(|(_, count)| *count > 0);
    marks
}

fn rects(shapes: &[Shape], ink: Ink) -> Vec<Area> {
    let of = |shape: &Shape| match shape {
        Shape::Rect { area, ink: of, .. } if *of == ink => Some(*area),
        _ => None,
    };
    shapes.iter().filter_map(of).collect()
}

/// The curves and the marks of a resource.
#[track_caller]
fn check_strip(used: &ResourceUse, plot: &Plot) {
    let (ceiling, floor, right) = (20.0, 60.0, plot.width);
    let mut drawn = Drawn::default();
    strips::strip(used, plot, (ceiling, floor), (right, 0.0), &mut drawn);
    let extent = plot.scale.resources[used.resource as usize];
    let part = if extent.queue > 0 { 0.6 } else { 1.0 };
    let brim = floor - (floor - ceiling) * part;
    let unit = (floor - brim) / extent.in_use.max(1) as f32;
    let each = (brim - ceiling) / extent.queue.max(1) as f32;
    let of = |floor: f32, unit: f32, count: fn(&Level) -> u64| {
        let steps = used.levels.iter().map(|level| {
            let y = floor - count(level) as f32 * unit;
            (plot.x(level.at), y, y)
        });
        curve(floor, steps, right)
    };
    let mut expected = vec![of(floor, unit, |level| level.in_use)];
    if used.peak_queue.value > 0 {
        expected.push(of(brim, each, |level| level.queued));
    }
    let curves = drawn.shapes.iter().filter_map(|shape| match shape {
        Shape::Polyline { points, .. } => Some(points.clone()),
        _ => None,
    });
    assert_eq!(curves.collect::<Vec<_>>(), expected);
    let marks = rects(&drawn.incidents, Ink::Failed);
    let marks = marks.iter().map(|area| (area.x, area.height));
    let height = |count: u64| (count as f32 * unit).max(6.0).min(floor - ceiling);
    let expected = refusals(used, plot)
        .into_iter()
        .map(|(x, count)| (x, height(count)));
    assert_eq!(marks.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn what_is_drawn_by_columns_is_drawn_by_instants(
        report in run(),
        width in 16..500_u16,
        (from, to) in (0..300_u64, 1..300_u64),
        is_part: bool,
    ) {
        let mut frame = frame(&[&report], width.into(), 300.0, false);
        if is_part {
            frame.scale = frame.scale.zoomed(millis(from), millis(from + to));
        }
        prop_assume!(frame.scale.end > frame.scale.from);
        let plot = Plot::of(&frame);

        let mut drawn = Drawn::default();
        density::lanes(&report, &plot, &mut drawn);
        let mut edges = edges(&report, &plot).into_iter();
        for shape in &drawn.shapes {
            if let Shape::Polygon { points, .. } = shape {
                // Of an area that would show nothing there is no shape.
                prop_assert!(edges.any(|edge| edge == *points));
            }
        }
        let gaps = rects(&drawn.shapes, Ink::Background).into_iter().map(|area| area.x);
        prop_assert_eq!(gaps.collect::<Vec<_>>(), barriers(&report, &plot));

        let mut shapes = Vec::new();
        memory::curve(&report, &plot, &mut shapes);
        for shape in &shapes {
            if let Shape::Polyline { points, .. } = shape {
                prop_assert_eq!(points, &memory_curve(&report, &plot));
            }
        }
        for used in &report.resources {
            check_strip(used, &plot);
        }
    }
}
