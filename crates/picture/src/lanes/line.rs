//! The goroutines at a line of the source: an edge around their bars for as long as they are there.

use super::Layout;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Area, Shape};
use analysis::{GoroutineSpan, Report, Stay};

/// Stays that are narrower than this, in pixels, are drawn this wide: most lines are passed in no time.
const LEAST: f32 = 7.0;

/// Draws the edges. Returns false, and draws nothing, if the goroutines have no rows.
pub(crate) fn draw(report: &Report, plot: &Plot, stays: &[Stay], shapes: &mut Vec<Shape>) -> bool {
    let Some(layout) = Layout::drawn(report, plot) else {
        return false;
    };
    for span in super::visible(report, plot, &layout) {
        let first = stays.partition_point(|stay| stay.goroutine < span.id);
        let own = stays[first..].iter();
        edges(
            plot,
            &layout,
            span,
            own.take_while(|stay| stay.goroutine == span.id),
            shapes,
        );
    }
    true
}

/// Draws the edges around one bar. Stays that touch on the screen have one edge.
fn edges<'s>(
    plot: &Plot,
    layout: &Layout,
    span: &GoroutineSpan,
    stays: impl Iterator<Item = &'s Stay>,
    shapes: &mut Vec<Shape>,
) {
    let bar = layout.bar(span, plot);
    let mut open: Option<(f32, f32)> = None;
    let mut close = |stay: Option<(f32, f32)>| {
        if let Some((from, to)) = stay {
            let width = (to - from).max(LEAST);
            let area = Area {
                x: from.min(plot.width - width),
                width,
                ..bar
            };
            shapes.push(Shape::Outline {
                area,
                width: 2.0,
                ink: Ink::Playhead,
            });
        }
    };
    for stay in stays {
        if stay.to < plot.scale.from || stay.from > plot.scale.end {
            continue;
        }
        let (from, to) = (plot.x(stay.from), plot.x(stay.to));
        match &mut open {
            Some((left, right)) if from <= right.max(*left + LEAST) + 2.0 => *right = to,
            Some(_) | None => close(open.replace((from, to))),
        }
    }
    close(open);
}
