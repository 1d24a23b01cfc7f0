//! A run that is over in no time, drawn once more and wider, in the empty room to the right of it.

use super::marks;
use super::memory;
use super::palette::Ink;
use super::shape::{Anchor, Area, Point, Shape};
use super::timeline::{Frame, Plot, Scale, lanes};
use crate::analysis::{Report, words};
use crate::time::Time;

/// A run is magnified if it takes less than this part of the width.
const MOST_PART: f32 = 0.06;
/// The narrowest magnified picture.
const LEAST_WIDTH: f32 = 260.0;

/// What to draw over a run's timeline so that a short run can be seen: the whole run on a time scale of its own, with
/// a caption that says so. Heights mean the same as beside it. Empty if the run is long enough to be seen, or if there
/// is no room.
#[must_use]
pub fn magnified(report: &Report, frame: &Frame) -> Vec<Shape> {
    let plot = Plot::of(frame);
    let end = plot.x(report.total);
    let role = plot.label();
    // To the right of the run stand the words about its end.
    let words_end = end + 14.0 * role.size() + 24.0;
    let left = words_end.max(plot.width * 0.36).round();
    let inner = Plot {
        width: plot.width - left,
        scale: Scale {
            end: report.total,
            ..plot.scale
        },
        ..plot
    };
    let is_short =
        report.total > Time::ZERO && end < plot.width * MOST_PART && report.total <= plot.scale.end;
    if !is_short || inner.width < LEAST_WIDTH || plot.height() < 24.0 {
        return Vec::new();
    }
    let (width, has_strip) = (inner.width, plot.memory_floor > plot.ceiling);
    let ground = Area::between(0.0, width, plot.ceiling + 1.0, plot.bottom);
    let mut shapes = vec![Shape::Rect {
        area: ground,
        radius: 0.0,
        ink: Ink::Panel,
    }];
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
    let mark = marks::end(report, &inner, lanes_top).shapes;
    shapes.extend(
        mark.into_iter()
            .filter(|shape| matches!(shape, Shape::Cross { .. })),
    );
    let caption = caption(report, plot.width / end.max(1.0) * width / plot.width);
    let at = Point {
        x: 0.0,
        y: plot.ceiling - 8.0,
    };
    if has_strip && role.width(&caption) + role.width("memory limit 512 MiB") + 12.0 <= width {
        let (anchor, ink) = (Anchor::Start, Ink::Muted);
        shapes.push(Shape::Text {
            at,
            anchor,
            role,
            ink,
            text: caption,
        });
    }
    shapes
        .into_iter()
        .map(|shape| shape.moved(left, 0.0))
        .collect()
}

fn caption(report: &Report, times: f32) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive factor"
    )]
    let times = times.round() as u64;
    [
        "0 to ",
        &words::length(report.total.elapsed()),
        ", magnified ",
        &words::grouped(times),
        " times",
    ]
    .concat()
}
