//! Helpers within the block of their task: their number over time as a wedge. It fills the block when it reaches the peak
//! of the run.

use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Area, Point, Shape, within};
use analysis::{HelperStep, Report, TaskSpan};
use goruntime::time::Time;

/// Draws the helpers of a task into its block: those that work, in front of those that wait.
pub(super) fn wedge(
    report: &Report,
    plot: &Plot,
    task: &TaskSpan,
    block: Area,
    shapes: &mut Vec<Shape>,
) {
    let steps = report.helper_steps(task);
    if steps.is_empty() {
        shapes.extend(ramp(report, plot, task, block));
        return;
    }
    let one = block.height / report.helpers_peak.max(1) as f32;
    if steps.iter().any(|step| step.live > step.blocked) {
        let points = staircase(steps, plot, block, one, |step| step.live);
        shapes.push(Shape::Polygon {
            points,
            ink: Ink::Working,
        });
    }
    if steps.iter().any(|step| step.blocked > 0) {
        let points = staircase(steps, plot, block, one, |step| step.blocked);
        shapes.push(Shape::Polygon {
            points,
            ink: Ink::Blocked,
        });
    }
}

/// The average filling of a task's block by helpers, from 0 to 1.
pub(super) fn mean(report: &Report, task: &TaskSpan) -> f32 {
    let (Some(start), Some(first)) = (task.start, task.first_helper) else {
        return 0.0;
    };
    let end = task.end.unwrap_or(report.total);
    let rising = task.helpers_peak_at.since(first).as_secs_f64() / 2.0;
    let level = end.since(task.helpers_peak_at).as_secs_f64();
    let part = (rising + level) / end.since(start).as_secs_f64().max(1e-9);
    #[expect(clippy::cast_possible_truncation, reason = "a part of a row's height")]
    let part = part.min(1.0) as f32;
    part * task.helpers_peak as f32 / report.helpers_peak.max(1) as f32
}

/// The colour for helpers that are too small to show their states: whether those of the run mostly wait or mostly work.
pub(super) fn ink(report: &Report) -> Ink {
    let moment = report.moment_at(report.peak_goroutines.at);
    if 2 * moment.helpers_blocked >= moment.helpers {
        Ink::Blocked
    } else {
        Ink::Working
    }
}

fn staircase(
    steps: &[HelperStep],
    plot: &Plot,
    block: Area,
    one: f32,
    count: fn(&HelperStep) -> u32,
) -> Vec<Point> {
    let (right, floor) = (block.x + block.width, block.y + block.height);
    let mut points = Vec::with_capacity(2 * steps.len().min(64) + 2);
    let mut level = floor;
    let mut last_x = f32::MIN;
    for step in steps {
        let x = within(plot.x(step.at), block.x, right);
        if x >= right {
            break;
        }
        let next = floor - count(step) as f32 * one;
        if x - last_x < 1.0 && next <= level {
            // Steps that are narrower than a pixel join the previous one.
            if let Some(top) = points.last_mut() {
                *top = Point { x: last_x, y: next };
            }
        } else {
            points.push(Point { x, y: level });
            points.push(Point { x, y: next });
            last_x = x;
        }
        level = next;
    }
    points.push(Point { x: right, y: level });
    points.push(Point { x: right, y: floor });
    points
}

/// The number of helpers if the steps were not kept: a rise to the peak, then level.
fn ramp(report: &Report, plot: &Plot, task: &TaskSpan, block: Area) -> Option<Shape> {
    let first = task.first_helper?;
    let (right, floor) = (block.x + block.width, block.y + block.height);
    let y = floor - block.height * task.helpers_peak as f32 / report.helpers_peak.max(1) as f32;
    let place = |at: Time| within(plot.x(at), block.x, right);
    let (from, peak) = (place(first), place(task.helpers_peak_at));
    let corners = [(from, floor), (peak, y), (right, y), (right, floor)];
    let points = corners.map(|(x, y)| Point { x, y }).to_vec();
    Some(Shape::Polygon {
        points,
        ink: ink(report),
    })
}
