//! The ring of a deadlock: who waits for whom.

use super::{Layout, arrows, bar_of};
use crate::instant;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Point, Shape, within};
use analysis::Report;

/// The distance of an arrow from the edge from which it comes, and from one arrow to the next, in sizes of a label.
const REACH: (f32, f32) = (0.8, 0.7);

/// How far the arrows of a ring reach, in pixels; 0 without one.
pub(super) fn reach(report: &Report, plot: &Plot) -> f32 {
    match report.ring().len() {
        0 => 0.0,
        arrows => plot.label().size() * (1.0 + REACH.0 + REACH.1 * arrows as f32),
    }
}

/// From each goroutine of the ring an arrow to the one that it waits for: to the left of the badges at the end, which reach so far
/// with their words, or to the right of a run that takes no time.
pub(super) fn draw(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    badges: f32,
    shapes: &mut Vec<Shape>,
) {
    if report.total > plot.scale.end || report.total < plot.scale.from {
        return;
    }
    let ring = report.ring();
    let size = plot.label().size();
    let (edge, way) = if instant::is_all(plot) {
        (instant::WIDTH + size * 0.4, 1.0)
    } else {
        let end = within(plot.x(report.total), 0.0, plot.width - 2.0);
        (end - size * 0.9 - badges, -1.0)
    };
    for (place, id) in ring.iter().enumerate() {
        let next = ring[(place + 1) % ring.len()];
        let bars = [*id, next].map(|id| bar_of(report, plot, layout, id));
        let far = edge + way * size * (REACH.0 + place as f32 * REACH.1);
        let ([Some(from), Some(to)], true) = (bars, far >= 2.0 && far <= plot.width - 2.0) else {
            continue;
        };
        let (from, to) = (
            from.y + from.height / 2.0 + 2.0,
            to.y + to.height / 2.0 - 2.0,
        );
        let points = [(edge, from), (far, from), (far, to), (edge, to)];
        shapes.push(Shape::Polyline {
            points: points.map(|(x, y)| Point { x, y }).to_vec(),
            width: 2.0,
            ink: Ink::Failed,
        });
        let tip = Point { x: edge, y: to };
        shapes.push(arrows::head(tip, (-way, 0.0), size * 0.5, Ink::Failed));
    }
}
