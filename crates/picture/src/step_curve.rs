//! Step curves, reduced to what pixels can show.

use super::palette::Ink;
use super::shape::{Point, Shape};

/// A line of steps, reduced to what pixels can show: within a pixel the largest and the last value remain.
#[derive(Debug)]
pub(super) struct StepCurve {
    points: Vec<Point>,
    column: i32,
    first_x: f32,
    last_x: f32,
    before: f32,
    highest: f32,
    after: f32,
}

impl StepCurve {
    /// A curve that begins at `y`, at the left edge.
    pub(super) fn from(y: f32) -> StepCurve {
        let points = vec![Point { x: 0.0, y }];
        StepCurve {
            points,
            column: -1,
            first_x: 0.0,
            last_x: 0.0,
            before: y,
            highest: y,
            after: y,
        }
    }

    /// A step at `x`: the curve reaches `peak` and stays at `after`. Smaller is higher.
    pub(super) fn step(&mut self, x: f32, peak: f32, after: f32) {
        #[expect(clippy::cast_possible_truncation, reason = "a pixel column")]
        let column = x.floor() as i32;
        if column != self.column {
            self.flush();
            self.column = column;
            self.first_x = x;
            self.before = self.after;
            self.highest = self.after;
        }
        self.last_x = x;
        self.highest = self.highest.min(peak).min(after);
        self.after = after;
    }

    /// All steps of one column of pixels: from `first_x` to `last_x`, with the highest of them, the last of which stays at `after`.
    pub(super) fn column(&mut self, (first_x, last_x): (f32, f32), peak: f32, after: f32) {
        self.step(first_x, peak, after);
        self.step(last_x, peak, after);
    }

    /// The points up to `x`.
    pub(super) fn finish(mut self, x: f32) -> Vec<Point> {
        self.flush();
        self.push(x, self.after);
        self.points
    }

    /// The curve up to `x`, and the area between it and the floor.
    pub(super) fn fill(
        self,
        x: f32,
        floor: f32,
        (area, line): (Ink, Ink),
        width: f32,
        shapes: &mut Vec<Shape>,
    ) {
        let curve = self.finish(x);
        let mut points = curve.clone();
        points.push(Point { x, y: floor });
        if points.len() > 3 {
            shapes.push(Shape::Polygon { points, ink: area });
        }
        shapes.push(Shape::Polyline {
            points: curve,
            width,
            ink: line,
        });
    }

    fn flush(&mut self) {
        self.push(self.first_x, self.before);
        self.push(self.first_x, self.highest);
        if self.last_x > self.first_x {
            self.push(self.last_x, self.highest);
        }
        self.push(self.last_x, self.after);
    }

    /// Adds a point, and drops the previous one if it lies on the straight line to it.
    fn push(&mut self, x: f32, y: f32) {
        if let [.., a, b] = self.points[..] {
            let is_level = is_near(a.y, b.y) && is_near(b.y, y);
            let is_upright = is_near(a.x, b.x) && is_near(b.x, x) && (b.y - a.y) * (y - b.y) >= 0.0;
            if is_level || is_upright {
                self.points.pop();
            }
        }
        if !self
            .points
            .last()
            .is_some_and(|last| is_near(last.x, x) && is_near(last.y, y))
        {
            self.points.push(Point { x, y });
        }
    }
}

/// Whether two places look the same.
fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.005
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(steps: &[(f32, f32, f32)], end: f32, expected: &[(f32, f32)]) {
        let mut curve = StepCurve::from(10.0);
        for (x, peak, after) in steps {
            curve.step(*x, *peak, *after);
        }
        let points: Vec<_> = curve
            .finish(end)
            .into_iter()
            .map(|point| (point.x, point.y))
            .collect();
        assert_eq!(points, expected);
    }

    #[test]
    fn steps_are_kept_with_the_peaks_within_an_instant() {
        check(
            &[(2.0, 7.0, 7.0)],
            5.0,
            &[(0.0, 10.0), (2.0, 10.0), (2.0, 7.0), (5.0, 7.0)],
        );
        let spike = [(0.0, 10.0), (2.0, 10.0), (2.0, 3.0), (2.0, 7.0), (5.0, 7.0)];
        check(&[(2.0, 3.0, 7.0)], 5.0, &spike);
        check(&[], 5.0, &[(0.0, 10.0), (5.0, 10.0)]);
    }

    #[test]
    fn a_pixel_keeps_its_highest_and_its_last() {
        let steps = [
            (2.0, 8.0, 8.0),
            (2.3, 1.0, 9.0),
            (2.6, 9.0, 6.0),
            (4.0, 6.0, 6.0),
        ];
        let expected = [
            (0.0, 10.0),
            (2.0, 10.0),
            (2.0, 1.0),
            (2.6, 1.0),
            (2.6, 6.0),
            (5.0, 6.0),
        ];
        check(&steps, 5.0, &expected);
    }

    #[test]
    fn points_are_bounded_by_pixels() {
        let mut curve = StepCurve::from(10.0);
        for i in 0..50_000_u16 {
            let y = f32::from(i % 10);
            curve.step(f32::from(i) / 1_000.0, y, y + 0.5);
        }
        assert!(curve.finish(50.0).len() <= 4 * 51);
    }
}
