//! The chosen goroutine: an edge around its row, and arrows for whom it started and woke, and who woke it.

use super::Layout;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Area, Point, Shape, within};
use analysis::{Flow, FlowKind, GoroutineId, GoroutineSpan, Report};

/// Arrows between the same rows that are closer than this share one, in pixels.
const APART: f32 = 6.0;
/// The least length of an arrow to the edge of a lens, in sizes of its head.
const LEAST: f32 = 3.0;
/// No picture has more arrows.
const MOST: usize = 300;

/// Draws the edge and the arrows of a goroutine.
pub(super) fn draw(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    chosen: GoroutineId,
    shapes: &mut Vec<Shape>,
) {
    let Some(span) = report.span(chosen).filter(|span| layout.has(span)) else {
        return;
    };
    let area = Area {
        x: 0.0,
        y: layout.row(span),
        width: plot.width,
        height: layout.pitch - 1.0,
    };
    shapes.push(Shape::Outline {
        area,
        width: 1.5,
        ink: Ink::Playhead,
    });
    let names = names(report, plot, layout);
    let mut drawn: Vec<(GoroutineId, GoroutineId, f32)> = Vec::new();
    for flow in report.flows_of(chosen) {
        let is_shown = flow.at >= plot.scale.from && flow.from_at <= plot.scale.end;
        let x = plot.x(flow.at);
        let is_close =
            |(from, to, at): &(_, _, f32)| (*from, *to) == (flow.from, flow.to) && x - at < APART;
        // They come in the order of time, so the newest are the nearest.
        if !is_shown || drawn.iter().rev().take(64).any(is_close) {
            continue;
        }
        drawn.push((flow.from, flow.to, x));
        arrow(report, plot, layout, (flow, &names), shapes);
        if drawn.len() == MOST {
            return;
        }
    }
}

/// Where names stand that arrows pass by: each row's band for words, and where its first name ends in it.
fn names(report: &Report, plot: &Plot, layout: &Layout) -> Vec<(f32, f32, f32)> {
    let mut bands: Vec<Option<(f32, f32, f32)>> = vec![None; layout.rows as usize];
    for span in super::visible(report, plot, layout) {
        let band = &mut bands[layout.place(span)];
        if band.is_none() && layout.names && !layout.is_compact() {
            let top = layout.row(span);
            let name = report.goroutine_name(span.id);
            *band = Some((top, top + layout.words, 4.0 + plot.label().width(&name)));
        }
    }
    bands.into_iter().flatten().collect()
}

/// The pieces of a line that cross no name.
fn clear_of(names: &[(f32, f32, f32)], (from, to): (Point, Point)) -> Vec<(Point, Point)> {
    let at = |y: f32| Point {
        x: from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y),
        y,
    };
    let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
    let mut pieces = Vec::new();
    let mut begin = top;
    for (y0, y1, right) in names {
        let crosses = *y1 > begin && *y0 < bottom && at(*y0).x.min(at(*y1).x) < *right;
        if crosses {
            pieces.push((begin, *y0));
            begin = *y1;
        }
    }
    pieces.push((begin, bottom));
    let pieces = pieces.into_iter().filter(|(y0, y1)| y1 - y0 > 0.5);
    pieces.map(|(y0, y1)| (at(y0), at(y1))).collect()
}

/// The colour of an arrow.
pub(crate) const fn flow_ink(kind: FlowKind) -> Ink {
    match kind {
        FlowKind::Go => Ink::Good,
        FlowKind::Send | FlowKind::Receive => Ink::Text,
        FlowKind::Close | FlowKind::Unlock | FlowKind::Done | FlowKind::Wake => Ink::Muted,
    }
}

/// Where an arrow begins or ends at a goroutine: its bar, or for one beside a lens the edge of the plot to which its row lies.
fn end_at(plot: &Plot, layout: &Layout, span: &GoroutineSpan) -> Area {
    if layout.has(span) {
        return layout.bar(span, plot);
    }
    let is_above = layout.first.is_some_and(|first| span.lane < first);
    let y = if is_above { plot.top } else { plot.bottom };
    Area {
        x: 0.0,
        y,
        width: plot.width,
        height: 0.0,
    }
}

/// An arrow from the bar of the goroutine that acts to that of the other. It crosses no name: where one stands before its tip, the
/// tip lies in the bar.
fn arrow(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    (flow, names): (&Flow, &[(f32, f32, f32)]),
    shapes: &mut Vec<Shape>,
) {
    // One who receives wakes the sender that waited: the value goes the other way.
    let ends = match flow.kind {
        FlowKind::Receive => [flow.to, flow.from],
        _ => [flow.from, flow.to],
    };
    let [Some(from), Some(to)] = ends.map(|id| report.span(id)) else {
        return;
    };
    if from.lane == to.lane {
        return;
    }
    let is_down = from.lane < to.lane;
    let [from, to] = [from, to].map(|span| end_at(plot, layout, span));
    let size = plot.label().size() * 0.4;
    let (begin, tip) = if is_down {
        (from.y + from.height, to.y)
    } else {
        (from.y, to.y + to.height)
    };
    let [x0, x1] =
        [flow.from_at, flow.at].map(|at| within(plot.x(at), size + 0.5, plot.width - size - 0.5));
    let colour = flow_ink(flow.kind);
    let is_named = |(_, y1, right): &(f32, f32, f32)| (tip - y1).abs() < 1.0 && x1 < *right;
    let tip = if is_down && names.iter().any(is_named) {
        tip + (size * 1.8).min(to.height)
    } else {
        tip
    };
    // Half of the head of a flat arrow lies below its tip.
    let tip = tip.min(plot.bottom - size);
    let (begin, tip) = long_enough((begin, tip), (from, to), (is_down, size * LEAST));
    let (from, to) = (Point { x: x0, y: begin }, Point { x: x1, y: tip });
    for (from, to) in clear_of(names, (from, to)) {
        shapes.push(Shape::Line {
            from,
            to,
            width: 1.25,
            dashed: false,
            ink: colour,
        });
    }
    let (dx, dy) = (x1 - x0, tip - begin);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    if length >= size * 1.8 {
        shapes.push(head(to, (dx / length, dy / length), size, colour));
    }
}

/// An arrow that begins or ends at the edge of a lens reaches into the bar, where the gap between them is too short to see it.
fn long_enough(
    (begin, tip): (f32, f32),
    (from, to): (Area, Area),
    (is_down, least): (bool, f32),
) -> (f32, f32) {
    let is_edge = |area: Area| area.height <= 0.0;
    match (is_edge(from), is_edge(to), is_down) {
        (true, _, true) => (begin, tip.max(begin + least)),
        (true, _, false) => (begin, tip.min(begin - least)),
        (_, true, true) => (begin.min(tip - least), tip),
        (_, true, false) => (begin.max(tip + least), tip),
        _ => (begin, tip),
    }
}

/// The head of an arrow that points in a direction of length 1.
pub(crate) fn head(tip: Point, (dx, dy): (f32, f32), size: f32, ink: Ink) -> Shape {
    let back = Point {
        x: tip.x - dx * size * 1.8,
        y: tip.y - dy * size * 1.8,
    };
    let corner = |sign: f32| Point {
        x: back.x - dy * size * 0.75 * sign,
        y: back.y + dx * size * 0.75 * sign,
    };
    Shape::Polygon {
        points: vec![tip, corner(1.0), corner(-1.0)],
        ink,
    }
}
