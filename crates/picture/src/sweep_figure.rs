//! A sweep as one standalone picture.

use super::palette::Ink;
use super::shape::{Anchor, Figure, Point, Shape, TextRole};
use super::sweep_chart::{SweepFrame, sweep_chart, sweep_words};

const MARGIN: f32 = 20.0;
/// The heights above and below the chart.
const ABOVE: f32 = 92.0;
const BELOW: f32 = 62.0;

/// The chart with its title, its axis of marked values and its content in words. The frame's size is that of the picture.
#[must_use]
pub fn sweep_figure(title: &str, axis: &str, marks: &[u64], frame: &SweepFrame<'_>) -> Figure {
    let (width, height) = (frame.width, frame.height);
    let words = (frame.say)(&sweep_words(frame.curve, frame.show));
    let floor = height - BELOW;
    let chart = SweepFrame {
        width: width - 2.0 * MARGIN,
        height: floor - ABOVE,
        ..*frame
    };
    let mut shapes = sweep_chart(&chart);
    for shape in &mut shapes {
        *shape = shape.clone().moved(MARGIN, ABOVE);
    }
    let mut text = |x, y, anchor, role, ink, text: &str| {
        shapes.push(Shape::Text {
            at: Point { x, y },
            anchor,
            role,
            ink,
            text: String::from(text),
        });
    };
    text(
        MARGIN,
        44.0,
        Anchor::Start,
        TextRole::Title,
        Ink::Text,
        title,
    );
    text(
        MARGIN,
        70.0,
        Anchor::Start,
        TextRole::Body,
        Ink::Muted,
        &words,
    );
    let (middle, label) = (Anchor::Middle, TextRole::Label);
    text(width / 2.0, height - 14.0, middle, label, Ink::Text, axis);
    let (left, right) = (MARGIN + frame.inset, width - MARGIN - frame.inset);
    let place = |value: u64| {
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
        let part = (frame.place)(value) as f32;
        left + part * (right - left)
    };
    for mark in marks {
        let name = (frame.show)(*mark);
        text(place(*mark), floor + 22.0, middle, label, Ink::Muted, &name);
    }
    let mut line = |x0: f32, x1: f32, y1: f32| {
        shapes.push(Shape::Line {
            from: Point { x: x0, y: floor },
            to: Point { x: x1, y: y1 },
            width: 1.0,
            dashed: false,
            ink: Ink::Muted,
        });
    };
    line(left, right, floor);
    for mark in marks {
        line(place(*mark), place(*mark), floor + 5.0);
    }
    Figure {
        title: String::from(title),
        description: words,
        width,
        height,
        shapes,
    }
}
