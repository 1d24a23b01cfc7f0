//! The time axis that compared runs share.

use super::palette::Ink;
use super::shape::{Anchor, Point, Shape, TextRole, within};
use analysis::fmt;
use goruntime::time::Time;

const MINUTE: u64 = 60_000_000_000;

/// A marked moment of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The moment.
    pub at: Time,
    /// Its place.
    pub x: f32,
    /// Its label.
    pub label: String,
}

/// The place of a moment on an axis from 0 to `end` that is `width` pixels long.
#[must_use]
pub fn x_of(at: Time, end: Time, width: f32) -> f32 {
    if end == Time::ZERO {
        return 0.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a pixel needs no more precision"
    )]
    let part = (at.0 as f64 / end.0 as f64) as f32;
    part * width
}

/// The moment at a place of the axis, within its ends; the inverse of [`x_of`].
#[must_use]
pub fn time_at(x: f32, end: Time, width: f32) -> Time {
    let part = if width > 0.0 {
        f64::from(x / width).clamp(0.0, 1.0)
    } else {
        0.0
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and `end`"
    )]
    let at = (part * end.0 as f64).round() as u64;
    Time(at.min(end.0))
}

/// The height of the axis in pixels.
#[must_use]
pub fn axis_height(large: bool) -> f32 {
    label_role(large).size() + 11.0
}

/// The moments to mark between two moments: round steps of 1, 2 or 5 times a unit, without touching labels. On an axis that
/// begins at 0, the first is at 0.
#[must_use]
pub fn ticks(from: Time, end: Time, width: f32, large: bool) -> Vec<Tick> {
    let mut ticks = Vec::new();
    if from == Time::ZERO {
        ticks.push(Tick {
            at: Time::ZERO,
            x: 0.0,
            label: String::from("0"),
        });
    }
    if end <= from || width <= 0.0 {
        return ticks;
    }
    let ends = (from, end);
    let step = step(ends, width, large);
    let mut at = Time((from.0 / step + 1) * step);
    if from.0.is_multiple_of(step) && from > Time::ZERO {
        at = from;
    }
    while at <= end && ticks.len() < 200 {
        ticks.push(Tick {
            at,
            x: x_between(at, ends, width),
            label: label(at, step, ends),
        });
        let Some(next) = at.0.checked_add(step) else {
            break;
        };
        at = Time(next);
    }
    // A part may be so narrow that one label is all it has room for.
    if from > Time::ZERO && step >= end.since(from).0 {
        ticks.truncate(1);
    }
    ticks
}

/// The axis between two moments: its labels, and a short line at each of them.
#[must_use]
pub fn axis(from: Time, end: Time, width: f32, large: bool) -> Vec<Shape> {
    let role = label_role(large);
    let height = axis_height(large);
    let mut shapes = Vec::new();
    for tick in ticks(from, end, width, large) {
        let from = Point {
            x: within(tick.x, 0.5, width - 0.5),
            y: height - 5.0,
        };
        let to = Point {
            x: from.x,
            y: height,
        };
        shapes.push(Shape::Line {
            from,
            to,
            width: 1.0,
            dashed: false,
            ink: Ink::Muted,
        });
        // Labels at the ends are shifted into the picture.
        let half = role.width(&tick.label) / 2.0;
        let (anchor, x) = if tick.x - half < 0.0 {
            (Anchor::Start, 0.0)
        } else if tick.x + half > width {
            (Anchor::End, width)
        } else {
            (Anchor::Middle, tick.x)
        };
        let at = Point { x, y: height - 9.0 };
        shapes.push(Shape::Text {
            at,
            anchor,
            role,
            ink: Ink::Muted,
            text: tick.label,
        });
    }
    shapes
}

/// The size of labels in a picture.
pub(super) const fn label_role(large: bool) -> TextRole {
    if large {
        TextRole::LargeLabel
    } else {
        TextRole::Label
    }
}

/// The smallest round step whose labels have room: 1, 2 or 5 times a power of ten of nanoseconds up to 20 seconds, then of
/// minutes.
fn step(ends: (Time, Time), width: f32, large: bool) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if step >= ends.1.since(ends.0).0 || is_wide_enough(step, ends, width, large) {
                return step;
            }
            if step == 20_000_000_000 {
                power = MINUTE / 10;
                break;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The label of a tick on an axis between two moments.
fn label(at: Time, step: u64, (from, end): (Time, Time)) -> String {
    if step.is_multiple_of(MINUTE) {
        return fmt::grouped(at.0 / MINUTE) + " min";
    }
    if from == Time::ZERO {
        return fmt::length(at.elapsed());
    }
    // The neighbours of a tick may differ from it in the last nanosecond only.
    let units = [
        (1_000_000_000, " s"),
        (1_000_000, " ms"),
        (1_000, " µs"),
        (1, " ns"),
    ];
    let unit = units.into_iter().find(|(unit, _)| end.0 >= *unit);
    let (unit, name) = unit.unwrap_or((1, " ns"));
    let mut text = fmt::grouped(at.0 / unit);
    let (mut rest, mut digit) = (at.0 % unit, unit / 10);
    if step < unit {
        text.push('.');
    }
    while digit > 0 && digit * 10 > step {
        text += &(rest / digit).to_string();
        (rest, digit) = (rest % digit, digit / 10);
    }
    text + name
}

/// The place of a moment on an axis between two moments.
fn x_between(at: Time, (from, end): (Time, Time), width: f32) -> f32 {
    let since = |at: Time| Time(at.since(from).0);
    x_of(since(at), since(end), width)
}

/// Whether labels `step` apart leave room between them. An end label is shifted inwards by half its width.
fn is_wide_enough(step: u64, ends: (Time, Time), width: f32, large: bool) -> bool {
    let role = label_role(large);
    let (from, end) = ends;
    let last = Time(end.0 / step * step);
    let before = Time(last.0.saturating_sub(step));
    let first = Time((from.0 / step + 1).saturating_mul(step));
    let widest = [first, before, last]
        .map(|at| role.width(&label(at, step, ends)))
        .into_iter();
    let widest = widest.fold(0.0, f32::max);
    let step = x_of(Time(step), Time(end.since(from).0), width);
    step >= (1.5 * widest + 14.0).max(56.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(end_ms: u64, width: f32, expected: &[&str]) {
        let ticks = ticks(Time::ZERO, Time(end_ms * 1_000_000), width, false);
        let labels: Vec<_> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn ticks_are_nice() {
        check(
            10_000,
            640.0,
            &[
                "0", "1 s", "2 s", "3 s", "4 s", "5 s", "6 s", "7 s", "8 s", "9 s", "10 s",
            ],
        );
        check(10_000, 320.0, &["0", "2 s", "4 s", "6 s", "8 s", "10 s"]);
        check(
            100,
            480.0,
            &["0", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"],
        );
        check(2_000, 320.0, &["0", "500 ms", "1 s", "1.5 s", "2 s"]);
        check(1_000_000, 320.0, &["0", "5 min", "10 min", "15 min"]);
        check(0, 320.0, &["0"]);
    }

    #[test]
    fn a_part_has_labels_down_to_nanoseconds() {
        let labels = |from, to| -> Vec<String> {
            let ticks = ticks(Time(from), Time(to), 480.0, false);
            ticks.into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(
            labels(400_000_000, 1_150_000_000),
            ["0.4 s", "0.6 s", "0.8 s", "1.0 s"]
        );
        assert_eq!(
            labels(78_000_001, 78_000_004),
            [
                "78.000001 ms",
                "78.000002 ms",
                "78.000003 ms",
                "78.000004 ms"
            ]
        );
        assert_eq!(labels(2, 5), ["2 ns", "3 ns", "4 ns", "5 ns"]);
    }

    #[test]
    fn labels_never_touch() {
        for end in [
            1,
            7,
            999,
            12_345,
            78_400_000,
            2_000_000_000,
            59_999_999_999,
            200_000_000_000,
            3_600_000_000_000,
        ] {
            for width in [60_u16, 320, 390, 640, 960, 1_500, 1_920] {
                for large in [false, true] {
                    check_apart(Time::ZERO, Time(end), f32::from(width), large);
                    check_apart(Time(end / 3), Time(end), f32::from(width), large);
                    check_apart(Time(end - end / 1_000), Time(end), f32::from(width), large);
                }
            }
        }
    }

    #[track_caller]
    fn check_apart(from: Time, end: Time, width: f32, large: bool) {
        let mut free_from = f32::MIN;
        for shape in axis(from, end, width, large) {
            if let Shape::Text {
                at,
                anchor,
                role,
                text,
                ..
            } = shape
            {
                let long = role.width(&text);
                let from = match anchor {
                    Anchor::Start => at.x,
                    Anchor::Middle => at.x - long / 2.0,
                    Anchor::End => at.x - long,
                };
                assert!(
                    from >= free_from,
                    "{text:?} touches its neighbour: {end} on {width} px, large {large}"
                );
                assert!(
                    width < 100.0 || from + long <= width + 0.1,
                    "{text:?} leaves the picture"
                );
                free_from = from + long + 4.0;
            }
        }
    }

    #[test]
    fn a_place_and_its_moment_agree() {
        let end = Time(10_000_000_000);
        assert_eq!(
            time_at(x_of(Time(2_500_000_000), end, 800.0), end, 800.0),
            Time(2_500_000_000)
        );
        assert_eq!(time_at(-3.0, end, 800.0), Time::ZERO);
        assert_eq!(time_at(900.0, end, 800.0), end);
        assert_eq!(time_at(5.0, Time::ZERO, 0.0), Time::ZERO);
    }
}
