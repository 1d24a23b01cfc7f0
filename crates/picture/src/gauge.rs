//! A figure of a run over time, as a small curve.

use super::axis::x_of;
use super::palette::Ink;
use super::rows::state_ink;
use super::scale::Scale;
use super::shape::Shape;
use super::step_curve::StepCurve;
use analysis::{Gauge, GoroutineState};
use goruntime::time::Time;

/// The curve of a figure whose values hold from the given moments on, in order, until `end`. The largest of them is at the upper
/// edge of a picture of this size, in pixels, and time is that of the scale. Within a pixel the largest value remains.
#[must_use]
pub fn gauge_curve(
    gauge: Gauge,
    steps: impl Iterator<Item = (Time, u64)> + Clone,
    end: Time,
    scale: &Scale,
    (width, height): (f32, f32),
) -> Vec<Shape> {
    let most = steps
        .clone()
        .map(|step| step.1)
        .max()
        .unwrap_or_default()
        .max(1);
    let (floor, room) = (height - 1.0, height - 3.0);
    let y_of = |value: u64| floor - room * (value as f32 / most as f32);
    let x = |at: Time| {
        let since = at.min(scale.end).since(scale.from);
        x_of(Time(since.0), Time(scale.end.since(scale.from).0), width)
    };
    let before = steps.clone().take_while(|step| step.0 <= scale.from).last();
    // The area begins at the floor, wherever the curve does.
    let mut curve = StepCurve::from(floor);
    let y = y_of(before.map_or(0, |step| step.1));
    curve.step(0.0, y, y);
    let until = end.min(scale.end);
    for (at, value) in steps {
        if at > scale.from && at <= until {
            let y = y_of(value);
            curve.step(x(at), y, y);
        }
    }
    let mut shapes = Vec::new();
    let inks = inks(gauge);
    curve.fill(x(until), floor, inks, 1.5, &mut shapes);
    shapes
}

/// The colours of a figure: that of the area, and that of the curve.
const fn inks(gauge: Gauge) -> (Ink, Ink) {
    match gauge {
        Gauge::Alive | Gauge::TasksRunning => (Ink::Panel, Ink::Text),
        Gauge::Running => (Ink::Panel, state_ink(GoroutineState::Running(0))),
        Gauge::Runnable => (Ink::Panel, state_ink(GoroutineState::Runnable)),
        Gauge::Sleeping => (Ink::Panel, state_ink(GoroutineState::Sleeping)),
        Gauge::Blocked | Gauge::BlockedBy(_) => (Ink::Panel, Ink::Blocked),
        Gauge::InUse(_) | Gauge::Memory => (Ink::MemorySoft, Ink::Memory),
        Gauge::Done => (Ink::Panel, Ink::Good),
        Gauge::Failed => (Ink::FailedSoft, Ink::Failed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::Gauges;
    use analysis::fixtures::run;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn curves_lie_in_their_pictures(report in run(), width in 20.0..900.0_f32, zoom in 1..9_u64) {
            let gauges = Gauges::of(&report);
            let scale = Scale::shared(&[&report]);
            let end = Time(scale.end.0 / zoom);
            let scale = if end > Time::ZERO { scale.zoomed(Time(end.0 / 3), end) } else { scale };
            for gauge in &gauges.list {
                let steps: Vec<_> = gauges.steps(&report, *gauge).collect();
                let shapes = gauge_curve(*gauge, steps.into_iter(), report.total, &scale, (width, 30.0));
                let points = shapes.iter().flat_map(|shape| match shape {
                    Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => points.clone(),
                    other => panic!("{other:?}"),
                });
                for point in points {
                    prop_assert!((0.0..=width).contains(&point.x) && (0.0..=30.0).contains(&point.y), "{point:?}");
                }
            }
        }
    }
}
