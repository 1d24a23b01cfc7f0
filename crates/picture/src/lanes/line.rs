//! The goroutines at a line of the source: an edge around their bars for as long as they are there.

use super::Layout;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Area, Shape};
use analysis::{GoroutineSpan, Report};

/// Stays that are narrower than this, in pixels, are drawn this wide.
const LEAST: f32 = 2.0;

/// Draws the edges. Returns false, and draws nothing, if the goroutines have no rows with names.
pub(crate) fn draw(report: &Report, plot: &Plot, line: u32, shapes: &mut Vec<Shape>) -> bool {
    let rows = plot
        .scale
        .goroutines
        .filter(|_| super::has_room(report, plot));
    let Some(layout) = rows.and_then(|rows| Layout::of(report, plot, rows)) else {
        return false;
    };
    for span in super::visible(report, plot) {
        edges(report, plot, &layout, span, line, shapes);
    }
    true
}

/// Draws the edges around one bar. Stays that touch on the screen have one edge.
fn edges(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    span: &GoroutineSpan,
    line: u32,
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
    let segments = report
        .segments(span)
        .iter()
        .filter(|segment| segment.line == line);
    for segment in segments {
        if segment.to < plot.scale.from || segment.from > plot.scale.end {
            continue;
        }
        let (from, to) = (plot.x(segment.from), plot.x(segment.to));
        match &mut open {
            Some((_, right)) if from <= *right + LEAST => *right = to,
            Some(_) | None => close(open.replace((from, to))),
        }
    }
    close(open);
}
