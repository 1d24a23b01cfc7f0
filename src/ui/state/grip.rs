//! A part of the time axis that a pointer holds.

use super::part::Part;
use goruntime::time::Time;

/// A part of the axis in the grip of a pointer, which moves it. Places are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// The part when the pointer came down.
    part: Part,
    /// The end of the whole axis.
    end: Time,
    /// Where the pointer came down.
    x: f64,
    /// By how many nanoseconds a pixel to the right moves the part.
    each: f64,
}

impl Grip {
    /// The grip on a picture of the part: the moment under the pointer stays there. `width` is the picture's.
    #[must_use]
    pub fn on_picture(part: Part, end: Time, x: f64, width: f64) -> Grip {
        let each = -(part.to.since(part.from).0 as f64) / width.max(1.0);
        Grip { part, end, x, each }
    }

    /// The grip on the part in a bar that is the whole axis: the part goes with the pointer. `width` is the bar's.
    #[must_use]
    pub fn in_whole(part: Part, end: Time, x: f64, width: f64) -> Grip {
        let each = end.0 as f64 / width.max(1.0);
        Grip { part, end, x, each }
    }

    /// The part once the pointer is at a place. It stops at the ends of the axis.
    #[must_use]
    pub fn moved(self, x: f64) -> Part {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most the axis, in nanoseconds; more saturates"
        )]
        let by = ((x - self.x) * self.each).round() as i64;
        self.part.moved(self.end, by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(grip: Grip, x: f64, from: u64, to: u64) {
        let (from, to) = (Time(from), Time(to));
        assert_eq!(grip.moved(x), Part { from, to }, "{x}");
    }

    const PART: Part = Part {
        from: Time(400),
        to: Time(600),
    };

    #[test]
    fn a_picture_follows_the_pointer() {
        let grip = Grip::on_picture(PART, Time(1_000), 50.0, 100.0);
        check(grip, 50.0, 400, 600);
        // What is under the pointer goes to the right with it, so that earlier moments come into view.
        check(grip, 60.0, 380, 580);
        check(grip, 0.0, 500, 700);
        check(grip, 900.0, 0, 200);
        check(grip, -900.0, 800, 1_000);
    }

    #[test]
    fn the_part_in_the_bar_follows_the_pointer() {
        let grip = Grip::in_whole(PART, Time(1_000), 50.0, 100.0);
        check(grip, 60.0, 500, 700);
        check(grip, 0.0, 0, 200);
        check(grip, 300.0, 800, 1_000);
    }
}
