//! Where the goroutines of a run are at a line of its source, over time.

use super::lanes;
use super::palette::Ink;
use super::plot::{Frame, Plot};
use super::shape::{Anchor, Point, Shape};
use super::step_curve::StepCurve;
use analysis::fmt::counted;
use analysis::{Report, Stay};
use goruntime::time::Time;

/// The height of the curve, as a part of the lanes' height.
const PART: f32 = 0.4;

/// What lies over a run's [`crate::timeline()`] while a line of the source is selected: all goroutines that are, were and will be
/// there, from [`analysis::stays`]. In rows each has an edge around its bar for that time; where they are folded, a curve shows how many they are.
#[must_use]
pub fn at_line(report: &Report, frame: &Frame, line: u32, stays: &[Stay]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let plot = Plot::of(frame);
    if plot.width < 16.0 || plot.height() < 8.0 {
        return shapes;
    }
    if !lanes::line::draw(report, &plot, stays, &mut shapes) {
        curve(report, &plot, line, &mut shapes);
    }
    shapes
}

/// Draws the number of goroutines at the line over time, at the foot of the lanes.
fn curve(report: &Report, plot: &Plot, line: u32, shapes: &mut Vec<Shape>) {
    let most = report
        .line_steps(line)
        .map(|step| step.1)
        .max()
        .unwrap_or_default();
    if most == 0 {
        return;
    }
    let y_of = |count: u32| plot.bottom - plot.height() * PART * count as f32 / most as f32;
    let at_left: Time = plot.scale.from;
    let before = report.line_steps(line).take_while(|(at, _)| *at <= at_left);
    let mut curve = StepCurve::from(y_of(before.last().map_or(0, |step| step.1)));
    let end = report.total.min(plot.scale.end);
    for (at, count) in report.line_steps(line) {
        if at > at_left && at <= end {
            let y = y_of(count);
            curve.step(plot.x(at), y, y);
        }
    }
    shapes.push(Shape::Polyline {
        points: curve.finish(plot.x(end)),
        width: 2.5,
        ink: Ink::Playhead,
    });
    let text = format!(
        "at most {} at line {line}",
        counted(most.into(), "goroutine", "goroutines")
    );
    let role = plot.label();
    let y = y_of(most) - 4.0;
    shapes.push(Shape::Text {
        at: Point { x: 4.0, y },
        anchor: Anchor::Start,
        role,
        ink: Ink::Playhead,
        text,
    });
}
