//! A very short run is drawn once more and wider, in the empty room to its right.

use super::drawn::Drawn;
use super::inset::Inset;
use super::marks;
use super::memory;
use super::palette::Ink;
use super::plot::{Frame, Plot};
use super::shape::{Anchor, Area, Point, Shape};
use super::strips;
use super::timeline::lanes;
use analysis::Report;
use goruntime::time::Time;

/// Shapes to draw over the timeline of a short run: the whole run on a second time scale, with a caption. All short runs of
/// a comparison share that scale, and heights are on the same scale as beside it. Empty if the run is long enough to see,
/// or if there is no room.
#[must_use]
pub fn magnified(report: &Report, frame: &Frame) -> Vec<Shape> {
    let plot = Plot::of(frame);
    let Some(inset) = Inset::of(report, &plot) else {
        return Vec::new();
    };
    let Inset {
        left,
        width,
        is_tight,
    } = inset;
    let (end, role) = (plot.x(report.total), plot.label());
    let scale = plot.scale.zoomed(Time::ZERO, plot.scale.short);
    let inner = Plot {
        width,
        scale,
        ..plot
    };
    let has_strip = plot.memory_floor > plot.ceiling;
    let ground = Area::between(0.0, width, plot.ceiling + 1.0, plot.lowest);
    // A beam connects the run with its magnified picture.
    let (from, middle) = (end - left + 2.0, f32::midpoint(plot.top, plot.bottom));
    let beam = [
        (from, middle - 4.0),
        (0.0, plot.top),
        (0.0, plot.bottom),
        (from, middle + 4.0),
    ];
    let mut shapes = vec![
        Shape::Polygon {
            points: beam.map(|(x, y)| Point { x, y }).to_vec(),
            ink: Ink::Panel,
        },
        Shape::Rect {
            area: ground,
            radius: 0.0,
            ink: Ink::Panel,
        },
    ];
    for x in [0.5, width - 0.5] {
        let (from, to) = (Point { x, y: plot.ceiling }, Point { x, y: plot.bottom });
        shapes.push(Shape::Line {
            from,
            to,
            width: 1.0,
            dashed: false,
            ink: Ink::Muted,
        });
    }
    let mut drawn = Drawn::default();
    let lanes_top = lanes(report, &inner, &mut drawn);
    if has_strip {
        memory::curve(report, &inner, &mut drawn.shapes);
    }
    strips::draw(report, &inner, &mut drawn);
    shapes.extend(drawn.all());
    // The limits are labelled beside it already.
    shapes.retain(|shape| !matches!(shape, Shape::Text { .. }));
    let mark = marks::end(report, &inner, lanes_top).shapes;
    shapes.extend(
        mark.into_iter()
            .filter(|shape| matches!(shape, Shape::Cross { .. }) && !is_tight),
    );
    // The text of the end holds the caption where it stands above.
    let is_said = is_tight && marks::has_text(report);
    let fitting = inset.caption(&plot);
    let at = Point {
        x: 0.0,
        y: plot.ceiling - 8.0,
    };
    if has_strip
        && !is_said
        && let Some(text) = fitting
    {
        let (anchor, ink) = (Anchor::Start, Ink::Muted);
        shapes.push(Shape::Text {
            at,
            anchor,
            role,
            ink,
            text,
        });
    }
    shapes
        .into_iter()
        .map(|shape| shape.moved(left, 0.0))
        .collect()
}
