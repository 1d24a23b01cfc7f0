//! The memory curve and its limit.

use super::drawn::Drawn;
use super::instant;
use super::marks::EndMark;
use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Anchor, Area, Point, Shape, fill};
use super::step_curve::StepCurve;
use analysis::{Outcome, Report, fmt};
use goruntime::time::Time;

/// The memory in use over time.
pub(super) fn curve(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) {
    let has_length = report.total > Time::ZERO || instant::is_all(plot);
    if report.peak_memory.value == 0 || !has_length {
        return;
    }
    let floor = plot.memory_floor;
    let mut curve = StepCurve::from(floor);
    let mut places = plot.moments(report);
    let moments = report.moments();
    // Of what was before the part that is shown, only what was left is in use in it.
    if let Some(before) = moments[places.clone()]
        .first()
        .filter(|moment| moment.at < plot.scale.from)
    {
        let y = plot.y_of_memory(before.memory);
        curve.step(plot.x(before.at), y, y);
        places.start += 1;
    }
    for column in plot.columns(places, |place| moments[place].at) {
        let after = moments[column.last().start].memory;
        let peak = report.most(column.places).memory;
        let (peak, after) = (plot.y_of_memory(peak), plot.y_of_memory(after));
        curve.column(column.x, peak, after);
    }
    let width = if plot.large { 2.0 } else { 1.25 };
    let inks = (Ink::MemorySoft, Ink::Memory);
    curve.fill(
        instant::until(plot, report.total),
        floor,
        inks,
        width,
        shapes,
    );
}

/// The ground of the strip, which says how high it is where nothing is in use.
pub(super) fn ground(plot: &Plot, shapes: &mut Vec<Shape>) {
    let area = Area::between(0.0, plot.width, plot.ceiling, plot.memory_floor);
    fill(shapes, area, Ink::Panel);
}

/// The limit as a dashed line. Above it, and clear of the text of the end, is said once how much was in use of how much;
/// before the end, the limit alone.
pub(super) fn limit(report: &Report, plot: &Plot, end: &EndMark, drawn: &mut Drawn) {
    let Some(limit) = report.memory_limit else {
        return;
    };
    let y = plot.y_of_memory(limit);
    let after = match report.outcome {
        Outcome::OutOfMemory => Ink::Failed,
        Outcome::Finished
        | Outcome::MainReturnedEarly
        | Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::Exited
        | Outcome::BudgetExceeded
        | Outcome::Cancelled => Ink::Limit,
    };
    let (from, to) = (Point { x: 0.0, y }, Point { x: plot.width, y });
    let line = |ink: Ink| Shape::Line {
        from,
        to,
        width: 1.0,
        dashed: true,
        ink,
    };
    drawn.shapes.push(line(Ink::Limit));
    if after != Ink::Limit {
        drawn.result.push(line(after));
    }
    let label = |of_limit: String, ink: Ink| {
        let texts = [
            String::from("memory ") + &of_limit,
            of_limit,
            fmt::bytes(limit),
        ];
        texts
            .into_iter()
            .find_map(|text| label(text, (y - 6.0, ink), plot, end))
    };
    let (before, after) = (
        label(words(limit, limit), Ink::Limit),
        label(words(report.peak_memory.value, limit), after),
    );
    if before == after {
        drawn.shapes.extend(after);
    } else {
        drawn.before.extend(before);
        drawn.result.extend(after);
    }
}

/// A text at the right edge, or at the left one if the text of the end stands there; `None` if neither has room.
fn label(text: String, (y, ink): (f32, Ink), plot: &Plot, end: &EndMark) -> Option<Shape> {
    let role = plot.label();
    let width = role.width(&text);
    let (anchor, x) = if end.top_from > width + 8.0 && end.top_from < plot.width {
        (Anchor::Start, 0.0)
    } else if end.top_to + width + 8.0 < plot.label_right() {
        (Anchor::End, plot.label_right())
    } else {
        return None;
    };
    Some(Shape::Text {
        at: Point { x, y },
        anchor,
        role,
        ink,
        text,
    })
}

/// The most in use and the limit, in bytes: `6.5 of 512 MiB`; `limit 512 MiB` once that is reached.
fn words(peak: u64, limit: u64) -> String {
    let (most, all) = (fmt::bytes(peak), fmt::bytes(limit));
    if peak >= limit || most == all {
        return String::from("limit ") + &all;
    }
    let unit = |text: &str| text.find(' ').unwrap_or(text.len());
    let number = if most[unit(&most)..] == all[unit(&all)..] {
        &most[..unit(&most)]
    } else {
        &*most
    };
    [number, " of ", &all].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Frame;
    use crate::scale::Scale;
    use analysis::fixtures::{HELD, Script, millis, report};

    /// The most memory in the curve of a part of a run, in bytes of its scale: one task all the time, and a second at 50 ms that
    /// takes no time.
    #[track_caller]
    fn check_most(from: u64, expected: u64) {
        let scripts = [Script::new(0, 100, 0), Script::new(50, 50, 0)];
        let report = report(&scripts, Outcome::Finished, 100);
        let plot = Plot::of(&Frame {
            width: 640.0,
            height: 200.0,
            scale: Scale::shared(&[&report]).zoomed(millis(from), millis(90)),
            large: false,
            chosen: None,
            lens: None,
        });
        let mut shapes = Vec::new();
        curve(&report, &plot, &mut shapes);
        let points = shapes.iter().flat_map(|shape| match shape {
            Shape::Polyline { points, .. } => &**points,
            _ => &[],
        });
        let top = points.map(|point| point.y).fold(f32::MAX, f32::min);
        assert!((top - plot.y_of_memory(expected)).abs() < 0.01, "{from}");
    }

    #[test]
    fn a_peak_is_in_the_part_in_which_it_was() {
        check_most(40, 2 * HELD);
        check_most(50, 2 * HELD);
        check_most(60, HELD);
    }

    #[track_caller]
    fn check(peak: u64, limit: u64, expected: &str) {
        assert_eq!(words(peak, limit), expected);
    }

    #[test]
    fn what_was_in_use_is_said_once() {
        const MIB: u64 = 1 << 20;
        check(13 * MIB / 2, 512 * MIB, "6.5 of 512 MiB");
        check(33 * MIB, 512 * MIB, "33 of 512 MiB");
        check(640 << 10, 512 * MIB, "640 KiB of 512 MiB");
        check(0, 512 * MIB, "0 B of 512 MiB");
        check(512 * MIB, 512 * MIB, "limit 512 MiB");
        check(600 * MIB, 512 * MIB, "limit 512 MiB");
    }
}
