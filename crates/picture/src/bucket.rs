//! The level of a token bucket: it falls where tokens are taken, and rises at the limit's rate up to the burst.

use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Point, Shape, within};
use analysis::ResourceUse;
use goruntime::time::Time;

/// Points that are closer than this are one, in pixels.
const LEAST: f32 = 1.0;

/// Draws the level between two heights up to a run's end, with a dashed line where the bucket is empty: below it are those
/// who wait for tokens that are not there yet. Returns false, and draws nothing, if no tokens were recorded.
pub(super) fn draw(
    used: &ResourceUse,
    plot: &Plot,
    (ceiling, floor): (f32, f32),
    total: Time,
    shapes: &mut Vec<Shape>,
) -> bool {
    let steps = used.bucket();
    let Some(rate) = used.limit.rate.filter(|_| !steps.is_empty()) else {
        return false;
    };
    let lowest = steps.iter().map(|step| step.after).fold(0.0, f64::min);
    let (full, per_second) = (f64::from(rate.burst), f64::from(rate.per_second.get()));
    let unit = f64::from(floor - ceiling) / (full - lowest).max(1.0);
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
    let y = |tokens: f64| within(floor - ((tokens - lowest) * unit) as f32, ceiling, floor);
    let mut points = vec![Point { x: 0.0, y: y(full) }];
    let rise = |points: &mut Vec<Point>, after: f64, since: Time, until: Time, before: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive number of nanoseconds"
        )]
        let filled = Time(
            since
                .0
                .saturating_add((1e9 * (full - after) / per_second) as u64),
        );
        if before >= full && filled < until {
            points.push(Point {
                x: plot.x(filled),
                y: y(full),
            });
        }
        points.push(Point {
            x: plot.x(until),
            y: y(before),
        });
    };
    let mut before = (Time::ZERO, full);
    for step in &steps {
        let x = plot.x(step.at);
        let is_close = points.last().is_some_and(|point| x - point.x < LEAST);
        if !is_close {
            rise(&mut points, before.1, before.0, step.at, step.before);
        }
        points.push(Point {
            x,
            y: y(step.after),
        });
        before = (step.at, step.after);
    }
    let end = used.tokens_at(total).unwrap_or(full);
    rise(&mut points, before.1, before.0, total, end);
    points.dedup();
    let zero = y(0.0);
    shapes.push(Shape::Polyline {
        points,
        width: 1.5,
        ink: Ink::Memory,
    });
    shapes.push(Shape::Line {
        from: Point { x: 0.0, y: zero },
        to: Point {
            x: plot.width,
            y: zero,
        },
        width: 1.0,
        dashed: true,
        ink: Ink::Limit,
    });
    true
}

#[cfg(test)]
mod tests {
    use crate::{Frame, Ink, Scale, Shape, strip_label, timeline};
    use analysis::{Report, Resource, analyse};
    use goruntime::go::rate::Limiter;
    use goruntime::go::{context, sleep};
    use goruntime::runtime::{Budget, Run};
    use goruntime::time::{Duration, Time};
    use goruntime::trace::{Limit, Limits, Rate};
    use std::num::NonZeroU32;

    /// Three tokens are taken at once of a bucket of two, which gets ten a second, and another after 400 ms.
    fn limited() -> Report {
        let rate = NonZeroU32::new(10).map(|per_second| Rate {
            per_second,
            burst: 2,
        });
        let mut limits = Limits::default();
        limits[Resource::Token as usize] = Limit {
            rate,
            ..Limit::default()
        };
        let budget = Budget {
            limits,
            ..Budget::default()
        };
        let main = async {
            let (limiter, ctx) = (Limiter::new(10.0, 2).recorded(), context::background());
            for pause in [0, 0, 300, 100] {
                limiter.wait(&ctx).await.expect("no deadline");
                sleep(Duration::millis(pause)).await;
            }
        };
        analyse(&Run::new(budget, 1, main).finish())
    }

    #[test]
    fn the_level_is_that_of_the_limiter() {
        let report = limited();
        let used = &report.resources[0];
        let steps = used.bucket();
        let said: Vec<String> = steps
            .iter()
            .map(|step| {
                format!(
                    "{}: {:.1} {:.1}",
                    step.at.0 / 1_000_000,
                    step.before,
                    step.after
                )
            })
            .collect();
        assert_eq!(said, ["0: 2.0 -1.0", "400: 2.0 1.0"]);
        let label = |ms: u64| strip_label(&report, Resource::Token, Some(Time(ms * 1_000_000)));
        assert_eq!(label(50), "token bucket: 0 of 2, 1 owed");
        assert_eq!(label(250), "token bucket: 1 of 2");
        assert_eq!(label(399), "token bucket: 2 of 2");
        let whole = strip_label(&report, Resource::Token, None);
        assert_eq!(whole, "token bucket: 0 of 2, 1 owed");
    }

    #[test]
    fn the_level_has_a_strip() {
        let report = limited();
        let frame = Frame {
            width: 500.0,
            height: 200.0,
            scale: Scale::shared(&[&report]),
            large: false,
            chosen: None,
            lens: None,
        };
        let shapes = timeline(&report, &frame);
        crate::tests::check_within(&shapes, 500.0, 200.0);
        let curve = shapes.iter().find_map(|shape| match shape {
            Shape::Polyline {
                points,
                ink: Ink::Memory,
                ..
            } => Some(points),
            _ => None,
        });
        let curve = curve.expect("a curve");
        // It falls at 0 s, is full at 300 ms of 500 ms, and falls again at 400 ms.
        let full = curve[0].y;
        assert!(curve[1].y > full);
        assert!(
            (curve[2].x - 300.0).abs() < 1.0 && (curve[2].y - full).abs() < 0.1,
            "{curve:?}"
        );
    }
}
