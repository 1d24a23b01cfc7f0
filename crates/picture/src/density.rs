//! More tasks than pixels: the lanes fold into one area. Failures are drawn over it, so that none is lost.

use super::drawn::Drawn;
use super::palette::Ink;
use super::plot::Plot;
use super::rows::{Rows, activity_ink};
use super::shape::{Area, Point, Shape, fill, within};
use super::step_curve::StepCurve;
use analysis::{Activity, Moment, Report, TaskOutcome};

/// The width of a mark of failures. Failures that are closer than this share a mark.
const MARK: f32 = 3.0;
/// Waves that are closer than this are not separated.
const LEAST_WAVE: f32 = 4.0;

/// A number of goroutines at a moment.
type Count = fn(&Moment) -> u32;

/// Draws the number of running tasks over time, filled in proportion to their helpers. Returns the upper edge of the lanes
/// in use at the end of the run.
pub(super) fn lanes(report: &Report, plot: &Plot, drawn: &mut Drawn) -> f32 {
    failures(report, plot, &mut drawn.incidents);
    let shapes = &mut drawn.shapes;
    let row = Rows::of(plot, report.lanes).height;
    let height = row * report.lanes as f32;
    let has_helpers = report.helpers_peak > 0;
    let tasks = |moment: &Moment| moment.tasks_running as f32;
    area(
        report,
        plot,
        activity_ink(Activity::Sleeping, has_helpers),
        row,
        &tasks,
        shapes,
    );
    // From below: blocked, runnable, running.
    let layers: [(Activity, Count); 3] = [
        (Activity::Running, |moment| moment.states.running),
        (Activity::Runnable, |moment| moment.states.runnable),
        (Activity::Blocked, |moment| {
            moment.states.blocked.saturating_sub(moment.helpers_blocked)
        }),
    ];
    for (place, (activity, count)) in layers.iter().enumerate() {
        // A state that only occurs at the last instant takes no time.
        let mut moments = report.moments().iter().rev().skip(1);
        if moments.any(|moment| count(moment) > 0) {
            let all = |moment: &Moment| {
                let below: u32 = layers[place..].iter().map(|layer| layer.1(moment)).sum();
                below.min(moment.tasks_running) as f32
            };
            let ink = activity_ink(*activity, has_helpers);
            area(report, plot, ink, row, &all, shapes);
        }
    }
    if has_helpers {
        let part = row / report.helpers_peak as f32;
        let within = move |helpers: u32, moment: &Moment| {
            // Helpers that outlive their task have no row of their own.
            (helpers as f32).min(moment.tasks_running as f32 * row / part)
        };
        if report
            .moments()
            .iter()
            .any(|moment| moment.helpers > moment.helpers_blocked)
        {
            area(
                report,
                plot,
                Ink::Working,
                part,
                &|moment| within(moment.helpers, moment),
                shapes,
            );
        }
        area(
            report,
            plot,
            Ink::Blocked,
            part,
            &|moment| within(moment.helpers_blocked, moment),
            shapes,
        );
    }
    barriers(report, plot, height, shapes);
    cut_off(report, plot, row, &mut drawn.result)
}

/// Draws a count over time as a filled area, `unit` pixels high for each.
fn area(
    report: &Report,
    plot: &Plot,
    ink: Ink,
    unit: f32,
    count: &dyn Fn(&Moment) -> f32,
    shapes: &mut Vec<Shape>,
) {
    let mut curve = StepCurve::from(plot.bottom);
    for moment in report.moments() {
        let y = plot.bottom - count(moment) * unit;
        curve.step(plot.x(moment.at), y, y);
    }
    let mut points = curve.finish(plot.x(report.total));
    let right = points.last().map_or(0.0, |point| point.x);
    points.push(Point {
        x: right,
        y: plot.bottom,
    });
    if points.len() > 3 {
        shapes.push(Shape::Polygon { points, ink });
    }
}

/// Draws a gap, as between blocks, where at least half of the running tasks end at once.
fn barriers(report: &Report, plot: &Plot, height: f32, shapes: &mut Vec<Shape>) {
    let mut free_from = 0.0;
    for pair in report.moments().windows(2) {
        let [before, after] = pair else { continue };
        let ended = after.tasks_ended - before.tasks_ended;
        let x = plot.x(after.at);
        if ended > 1 && 2 * ended >= before.tasks_running && x >= free_from {
            let area = Area {
                x: x - 1.0,
                y: plot.bottom - height,
                width: 1.0,
                height,
            };
            fill(shapes, area, Ink::Background);
            free_from = x + LEAST_WAVE;
        }
    }
}

/// Draws failed and cancelled tasks, each at its end: one mark for each column of pixels, its height by their number.
fn failures(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) {
    let unit = Rows::of(plot, report.lanes).height;
    let height = unit * report.lanes as f32;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a pixel column, not negative"
    )]
    let column_of = |x: f32| (x / MARK) as usize;
    let mut columns = vec![(0_u32, 0_u32); column_of(plot.width) + 1];
    for task in &report.tasks {
        let Some(end) = task.end.filter(|end| *end <= plot.scale.end) else {
            continue;
        };
        let (failed, cancelled) = &mut columns[column_of(plot.x(end))];
        match task.outcome {
            Some(TaskOutcome::Error) => *failed += 1,
            Some(TaskOutcome::Cancelled) => *cancelled += 1,
            Some(TaskOutcome::Ok) | None => {}
        }
    }
    for (i, (failed, cancelled)) in columns.into_iter().enumerate() {
        let x = (i as f32 * MARK).min(plot.width - MARK);
        for (count, ink, width) in [
            (cancelled, Ink::Cancelled, MARK - 1.0),
            (failed, Ink::Failed, MARK),
        ] {
            if count > 0 {
                let tall = within(count as f32 * unit, 6.0, height.max(6.0));
                let area = Area {
                    x,
                    y: plot.bottom - tall,
                    width,
                    height: tall,
                };
                fill(shapes, area, ink);
            }
        }
    }
}

/// Draws the edge of the tasks that the end of the run cut off, which is a part of its result. Returns its upper end.
fn cut_off(report: &Report, plot: &Plot, row: f32, result: &mut Vec<Shape>) -> f32 {
    let running = report.moment_at(report.total).tasks_running;
    if running == 0 || report.total > plot.scale.end {
        return plot.bottom;
    }
    let height = (running as f32 * row).max(2.0);
    let right = plot.x(report.total).max(2.0);
    let area = Area {
        x: right - 2.0,
        y: plot.bottom - height,
        width: 2.0,
        height,
    };
    fill(result, area, Ink::Failed);
    plot.bottom - height
}
