//! Labels that cover neither each other nor the line.

use super::super::palette::Ink;
use super::super::shape::{Anchor, Area, Point, Shape, within};
use super::Chart;

/// A chart below this height, in pixels, lies around the slider's handle.
const LOW: f32 = 40.0;

impl Chart<'_> {
    /// Puts a label beside a point or above it, where it covers no label and not the line. False if there is no room.
    pub(super) fn label(&mut self, at: Point, ink: Ink, text: &str) -> bool {
        let (wide, high) = (self.room(text), self.role.size());
        let last = self.frame.width - wide;
        let above = at.y - high - 5.0;
        // The slider's handle reaches into a low chart.
        let aside = if self.frame.height < LOW {
            self.frame.inset + 4.0
        } else {
            8.0
        };
        for (x, y) in [
            (at.x + aside, above),
            (at.x - wide - aside, above),
            (at.x - wide - aside, at.y + 4.0),
            (at.x + aside, at.y + 4.0),
        ] {
            if self.is_free(x, y, wide) && self.put(x, y, ink, text) {
                return true;
            }
        }
        let mut y = above;
        while y > 0.0 {
            y -= 6.0;
            for x in [at.x - wide / 2.0, at.x + 4.0, at.x - wide - 4.0] {
                let x = within(x, 0.0, last);
                if self.is_free(x, y, wide) && self.put(x, y, ink, text) {
                    return true;
                }
            }
        }
        false
    }

    /// The width for a label, with one wide letter to spare, as nothing may be cut off here.
    pub(super) fn room(&self, text: &str) -> f32 {
        self.role.width(text) * 1.15
    }

    /// Whether a label here would cover neither the line nor the background of failing values.
    fn is_free(&self, x: f32, y: f32, wide: f32) -> bool {
        let (right, floor) = (x + wide + 3.0, y + self.role.size() + 3.0);
        let hides = |line: &[Point]| {
            let &[p, q] = line else { return false };
            if q.x < x || p.x > right {
                return false;
            }
            let y_at = |x: f32| p.y + (q.y - p.y) * (x - p.x) / (q.x - p.x).max(0.01);
            let (from, to) = (y_at(x.max(p.x)), y_at(right.min(q.x)));
            from.min(to) < floor && from.max(to) > y
        };
        let covers = |shape: &Shape| match shape {
            Shape::Polyline { points, .. } => points.windows(2).any(hides),
            Shape::Rect {
                area,
                ink: Ink::FailedGround,
                ..
            } => area.x < right && area.x + area.width > x,
            _ => false,
        };
        !self.shapes.iter().any(covers)
    }

    /// Puts a label with its upper left corner here, if there is room.
    pub(super) fn put(&mut self, x: f32, y: f32, ink: Ink, text: &str) -> bool {
        let (wide, high) = (self.room(text), self.role.size());
        let area = Area::between(x, x + wide, y, y + high + 2.0);
        let is_inside = x >= 0.0 && x + wide <= self.frame.width && y >= 0.0;
        let meets = |other: &Area| {
            x < other.x + other.width + 6.0
                && other.x < x + wide + 6.0
                && y < other.y + other.height
                && other.y < y + high + 2.0
        };
        if !is_inside || y + high + 2.0 > self.frame.height || self.taken.iter().any(meets) {
            return false;
        }
        self.taken.push(area);
        self.shapes.push(Shape::Text {
            at: Point {
                x,
                y: y + high * 0.85,
            },
            anchor: Anchor::Start,
            role: self.role,
            ink,
            text: String::from(text),
        });
        true
    }
}
