//! The memory curve and its limit.

use super::inset::Inset;
use super::instant;
use super::marks::EndMark;
use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Anchor, Point, Shape};
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
    for moment in report.moments() {
        let (peak, after) = (
            plot.y_of_memory(moment.memory_peak),
            plot.y_of_memory(moment.memory),
        );
        curve.step(plot.x(moment.at), peak, after);
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

/// The peak in words, beside the run or above its curve, if there is room.
pub(super) fn peak(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) {
    let end = plot.x(report.total);
    let role = plot.label();
    let top = plot.y_of_memory(report.peak_memory.value);
    let text = String::from("peak ") + &fmt::bytes(report.peak_memory.value);
    let is_beside = end + 8.0 + role.width(&text) <= plot.width;
    let (x, y, anchor) = if is_beside {
        (end + 8.0, plot.memory_floor - 4.0, Anchor::Start)
    } else {
        (plot.width - 2.0, top - 5.0, Anchor::End)
    };
    let is_covered = Inset::of(report, plot).is_some_and(|inset| inset.is_tight);
    let has_room = report.peak_memory.value > 0 && y - role.size() >= plot.ceiling && !is_covered;
    if report.outcome == Outcome::Finished && has_room {
        shapes.push(Shape::Text {
            at: Point { x, y },
            anchor,
            role,
            ink: Ink::Muted,
            text,
        });
    }
}

/// The limit as a dashed line with its label above it, clear of the text of the end.
pub(super) fn limit(report: &Report, plot: &Plot, end: &EndMark, shapes: &mut Vec<Shape>) {
    let Some(limit) = report.memory_limit else {
        return;
    };
    let y = plot.y_of_memory(limit);
    let ink = match report.outcome {
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
    shapes.push(Shape::Line {
        from,
        to,
        width: 1.0,
        dashed: true,
        ink,
    });
    let role = plot.label();
    let size = fmt::bytes(limit);
    for text in [
        String::from("memory limit ") + &size,
        String::from("limit ") + &size,
        size,
    ] {
        let width = role.width(&text);
        let place = if end.top_from > width + 8.0 && end.top_from < plot.width {
            Some((Anchor::Start, 0.0))
        } else if end.top_to + width + 8.0 < plot.width {
            Some((Anchor::End, plot.width))
        } else {
            None
        };
        if let Some((anchor, x)) = place {
            shapes.push(Shape::Text {
                at: Point { x, y: y - 6.0 },
                anchor,
                role,
                ink,
                text,
            });
            return;
        }
    }
}
