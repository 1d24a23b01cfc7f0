//! Runs of which none took any time: all that happened is at one instant, and the axis has no length.

use super::palette::Ink;
use super::plot::Plot;
use super::rows::{Rows, activity_ink};
use super::shape::{Area, Shape, fill};
use analysis::{Activity, Outcome, Report};
use goruntime::time::Time;

/// The width of the instant in pixels.
const WIDTH: f32 = 24.0;

/// Whether the axis has no length.
pub(super) fn is_all(plot: &Plot) -> bool {
    plot.scale.end == Time::ZERO
}

/// The right edge of what ends at a moment.
pub(super) fn until(plot: &Plot, at: Time) -> f32 {
    if is_all(plot) {
        WIDTH.min(plot.width)
    } else {
        plot.x(at)
    }
}

/// Draws the goroutines as a column, as high as there were goroutines at once, by their states at the end; softer if all had
/// ended by then. Returns its upper edge.
pub(super) fn lanes(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) -> f32 {
    let peak = u32::try_from(report.peak_goroutines.value).unwrap_or(u32::MAX);
    // Main alone is a row, too.
    let rows = peak.max(report.lanes).max(1);
    let height = (Rows::of(plot, rows).height * rows as f32).max(2.0);
    let column = |y: f32, height: f32| Area {
        x: 0.0,
        y,
        width: until(plot, report.total),
        height,
    };
    let states = report.state_counts_at(report.total);
    let top = plot.bottom - height;
    if states.live() == 0 {
        fill(shapes, column(top, height), Ink::WorkingSoft);
        return top;
    }
    let mut y = plot.bottom;
    for (activity, count) in [
        (Activity::Running, states.running),
        (Activity::Sleeping, states.sleeping),
        (Activity::Blocked, states.blocked),
        (Activity::Runnable, states.runnable),
    ] {
        let part = height * count as f32 / rows as f32;
        if part > 0.0 {
            y -= part;
            fill(shapes, column(y, part), activity_ink(activity, false));
        }
    }
    if report.outcome != Outcome::Finished {
        let cut_off = Area {
            x: until(plot, report.total) - 2.0,
            width: 2.0,
            ..column(y, plot.bottom - y)
        };
        fill(shapes, cut_off, Ink::Failed);
    }
    y
}
