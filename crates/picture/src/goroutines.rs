//! Goroutines as lanes, one each, where there is room. Main is the lowest.

use super::palette::Ink;
use super::plot::Plot;
use super::rows::{Rows, activity_ink, idle, merged, processor, thinned};
use super::shape::{Area, Point, Shape, fill, within};
use analysis::{Activity, GoroutineSpan, GoroutineState, Report, Segment, TaskOutcome};

/// The least width of a segment. Narrower ones join their neighbour or grow to this.
const LEAST_SEGMENT: f32 = 1.5;

/// Whether the goroutines' lives were kept and have no more segments than the width can show.
pub(super) fn fit(report: &Report, plot: &Plot) -> bool {
    let Some(spans) = report.spans() else {
        return false;
    };
    let parts = spans
        .iter()
        .map(|span| merged(report.segments(span)).count());
    let parts: usize = parts.sum();
    parts as f32 <= 3.0 * plot.width && report.tasks.len() as f32 <= plot.width
}

/// Draws the goroutines. `lanes` is the largest number of rows of all compared runs, so that rows have equal heights.
/// Returns the upper edge of the lanes in use at the end of the run.
pub(super) fn lanes(report: &Report, plot: &Plot, lanes: u32, shapes: &mut Vec<Shape>) -> f32 {
    let tall: f32 = if plot.large { 22.0 } else { 16.0 };
    let rows = Rows::with_height(plot, tall.min(plot.height() / lanes.max(1) as f32));
    let mut marks = Vec::new();
    let mut top = plot.bottom;
    for span in report.spans().unwrap_or_default() {
        let (y, height) = rows.row(span.lane);
        let row = Area {
            x: 0.0,
            y,
            width: 0.0,
            height,
        };
        segments(report, plot, span, row, shapes);
        let x = plot.x(span.end);
        match span.fate {
            GoroutineState::Killed | GoroutineState::Leaked if span.end <= plot.scale.end => {
                let from = plot.x(span.created).min(x - 2.0).max(0.0);
                let area = Area {
                    x: (x - 2.0).max(from),
                    width: 2.0_f32.min(plot.width),
                    ..row
                };
                fill(&mut marks, area, Ink::Failed);
                top = top.min(y);
            }
            GoroutineState::Killed
            | GoroutineState::Leaked
            | GoroutineState::Done
            | GoroutineState::Runnable
            | GoroutineState::Running(_)
            | GoroutineState::Sleeping
            | GoroutineState::Blocked(_) => {}
        }
    }
    task_marks(report, plot, rows, &mut marks);
    shapes.extend(marks);
    top
}

/// Draws the states of one goroutine. Those too narrow to see are joined to the previous one.
fn segments(
    report: &Report,
    plot: &Plot,
    span: &GoroutineSpan,
    row: Area,
    shapes: &mut Vec<Shape>,
) {
    let mut open: Option<(f32, f32, Activity, GoroutineState)> = None;
    for segment in merged(report.segments(span)) {
        let Segment {
            from, to, state, ..
        } = segment;
        if from > plot.scale.end {
            break;
        }
        let Some(what) = Activity::of(state) else {
            continue;
        };
        let (x0, x1) = (plot.x(from), plot.x(to));
        match &mut open {
            Some((_, right, was, before))
                if *was == what && (what != Activity::Running || *before == state)
                    || x1 - x0 < LEAST_SEGMENT =>
            {
                *right = x1;
            }
            Some(_) | None => {
                push(open.replace((x0, x1, what, state)), row, plot, shapes);
            }
        }
    }
    push(open, row, plot, shapes);
}

fn push(
    open: Option<(f32, f32, Activity, GoroutineState)>,
    row: Area,
    plot: &Plot,
    shapes: &mut Vec<Shape>,
) {
    let Some((from, to, what, state)) = open else {
        return;
    };
    let width = (to - from).max(1.0);
    let area = thinned(
        Area {
            x: from.min(plot.width - width),
            width,
            ..row
        },
        what,
    );
    shapes.push(Shape::Rect {
        area,
        radius: 0.0,
        ink: activity_ink(what, false),
    });
    shapes.extend(processor(state, area, plot.label()));
}

/// Marks the ends of tasks within their goroutines' lanes: a notch, or a cross for a failure.
fn task_marks(report: &Report, plot: &Plot, rows: Rows, marks: &mut Vec<Shape>) {
    let spans = report.spans().unwrap_or_default();
    let in_lane = plot.width / 3.0;
    let has_room = (report.tasks.len() as f32) < in_lane * report.lanes.max(1) as f32;
    for task in &report.tasks {
        let (Some(id), Some(end)) = (task.goroutine, task.end) else {
            continue;
        };
        if end > plot.scale.end {
            continue;
        }
        let Some(span) = (id.0 as usize).checked_sub(1).and_then(|i| spans.get(i)) else {
            continue;
        };
        let (y, height) = rows.row(span.lane);
        let x = plot.x(end);
        if has_room {
            let area = Area {
                x: (x - 1.0).max(0.0),
                y,
                width: 1.0,
                height,
            };
            fill(marks, area, Ink::Background);
        }
        if let Some(until) = report.idle_until(task).filter(|_| span.end == end) {
            let width = plot.x(until) - x - 3.0;
            let x = x + 1.0;
            let area = Area {
                x,
                y,
                width,
                height,
            };
            marks.extend(idle(area, plot.label()));
        }
        let radius = (height * 0.35).clamp(2.0, 5.0);
        let center = Point {
            x: within(x - radius, radius, plot.width - radius),
            y: y + height / 2.0,
        };
        match task.outcome {
            Some(TaskOutcome::Error) => {
                marks.push(Shape::Cross {
                    center,
                    radius,
                    width: radius / 2.0,
                    ink: Ink::Failed,
                });
            }
            Some(TaskOutcome::Cancelled) => {
                let area = Area {
                    x: center.x - radius,
                    y,
                    width: 2.0 * radius,
                    height,
                };
                marks.push(Shape::Outline {
                    area,
                    width: 1.0,
                    ink: Ink::Cancelled,
                });
            }
            Some(TaskOutcome::Ok) | None => {}
        }
    }
}
