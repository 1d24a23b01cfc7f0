//! Runs of which none took any time: all that happened is at one instant, and the axis has no length.

use super::palette::Ink;
use super::plot::Plot;
use super::rows::{Rows, activity_ink};
use super::shape::{Area, Shape, fill};
use analysis::{Activity, Outcome, Report};
use goruntime::time::Time;

/// The width of the instant in pixels.
pub(super) const WIDTH: f32 = 24.0;
/// With lower rows all goroutines are one column.
const LEAST_ROW: f32 = 3.0;

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

/// Draws the goroutines, as many as there were at once, by their states at the end; softer if all had ended by then. Each has
/// a row, or all are a column. Returns its upper edge.
pub(super) fn lanes(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) -> f32 {
    let peak = u32::try_from(report.peak_goroutines.value).unwrap_or(u32::MAX);
    // Main alone is a row, too.
    let count = peak.max(report.lanes).max(1);
    let column = Column {
        rows: Rows::of(plot, count),
        width: until(plot, report.total),
    };
    let states = report.state_counts_at(report.total);
    let mut marks = Vec::new();
    let mut top = 0;
    for (ink, goroutines) in [
        (activity_ink(Activity::Running, false), states.running),
        (activity_ink(Activity::Sleeping, false), states.sleeping),
        (activity_ink(Activity::Blocked, false), states.blocked),
        (activity_ink(Activity::Runnable, false), states.runnable),
        (Ink::WorkingSoft, if states.live() == 0 { count } else { 0 }),
    ] {
        for area in column.areas(top, goroutines) {
            fill(shapes, area, ink);
            if report.outcome != Outcome::Finished && states.live() > 0 {
                let edge = Area {
                    x: area.width - 2.0,
                    width: 2.0,
                    ..area
                };
                fill(&mut marks, edge, Ink::Failed);
            }
        }
        top += goroutines;
    }
    shapes.extend(marks);
    column.rows.row(top.saturating_sub(1)).0
}

/// The place of the instant.
struct Column {
    rows: Rows,
    width: f32,
}

impl Column {
    /// The areas of some goroutines above the lowest `below`.
    fn areas(&self, below: u32, goroutines: u32) -> Vec<Area> {
        let area = |y, height| Area {
            x: 0.0,
            y,
            width: self.width,
            height,
        };
        if goroutines == 0 {
            return Vec::new();
        }
        if self.rows.height >= LEAST_ROW {
            let rows = (below..below + goroutines).map(|lane| self.rows.row(lane));
            return rows.map(|(y, height)| area(y, height)).collect();
        }
        let (top, _) = self.rows.row(below + goroutines - 1);
        vec![area(top, (self.rows.height * goroutines as f32).max(1.0))]
    }
}
