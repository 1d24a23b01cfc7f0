//! A very short run is drawn once more and wider, in the empty room to its right.

use super::marks;
use super::memory;
use super::palette::Ink;
use super::plot::{Frame, Plot};
use super::scale::Scale;
use super::shape::{Anchor, Area, Point, Shape};
use super::strips;
use super::timeline::lanes;
use analysis::{Report, fmt};
use goruntime::time::Time;

/// A run is magnified if it takes less than this part of the width.
const MOST_PART: f32 = 0.06;
/// The narrowest magnified picture.
const LEAST_WIDTH: f32 = 150.0;
/// The largest width, in heights of a label.
const MOST_WIDTH: f32 = 46.0;
/// A label to the right of it, for its width.
const LIMIT_LABEL: &str = "memory limit 512 MiB";

/// Shapes to draw over the timeline of a short run: the whole run on a time scale of its own, with a caption. Heights are
/// on the same scale as beside it. Empty if the run is long enough to see, or if there is no room.
#[must_use]
pub fn magnified(report: &Report, frame: &Frame) -> Vec<Shape> {
    let plot = Plot::of(frame);
    let end = plot.x(report.total);
    let role = plot.label();
    // The text of the run's end is to the left of the picture, the label of the limit to the right.
    let left = (end + 14.0 * role.size() + 24.0).round();
    let right = plot.width - role.width(LIMIT_LABEL) - 24.0;
    let width = (right - left).min(MOST_WIDTH * role.size());
    let inner = Plot {
        width,
        scale: Scale {
            end: report.total,
            ..plot.scale
        },
        ..plot
    };
    let is_short =
        report.total > Time::ZERO && end < plot.width * MOST_PART && report.total <= plot.scale.end;
    if !is_short || width < LEAST_WIDTH || plot.height() < 24.0 {
        return Vec::new();
    }
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
    let lanes_top = lanes(report, &inner, &mut shapes);
    if has_strip {
        memory::curve(report, &inner, &mut shapes);
    }
    strips::draw(report, &inner, &mut shapes);
    // The limits are labelled beside it already.
    shapes.retain(|shape| !matches!(shape, Shape::Text { .. }));
    let mark = marks::end(report, &inner, lanes_top).shapes;
    shapes.extend(
        mark.into_iter()
            .filter(|shape| matches!(shape, Shape::Cross { .. })),
    );
    let captions = captions(report, width / end.max(1.0));
    let fitting = captions.into_iter().find(|text| role.width(text) <= width);
    let at = Point {
        x: 0.0,
        y: plot.ceiling - 8.0,
    };
    if has_strip && let Some(text) = fitting {
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

/// The caption, long and short.
fn captions(report: &Report, times: f32) -> [String; 2] {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive factor"
    )]
    let times = times.round() as u64;
    let (end, times) = (fmt::length(report.total.elapsed()), fmt::grouped(times));
    [
        ["0 to ", &end, ", magnified ", &times, " times"].concat(),
        ["0 to ", &end, ", ×", &times].concat(),
    ]
}
