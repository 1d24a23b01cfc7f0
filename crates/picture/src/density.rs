//! More tasks than pixels: the lanes fold into one area, as do the goroutines of a program without tasks. Failures are drawn over
//! it, so that none is lost.

use super::drawn::Drawn;
use super::palette::Ink;
use super::plot::{Plot, end_of};
use super::rows::{Rows, activity_ink};
use super::scale::folded_lanes;
use super::shape::{Area, Point, Shape, fill, within};
use super::step_curve::StepCurve;
use analysis::{Activity, Most, Report, TaskOutcome};

/// The width of a mark of failures. Failures that are closer than this share a mark.
const MARK: f32 = 3.0;
/// Waves that are closer than this are not separated.
const LEAST_WAVE: f32 = 4.0;

/// A count over time, drawn as a filled area from the floor of the lanes.
struct Layer<'a> {
    ink: Ink,
    /// The height in pixels.
    height: Box<dyn Fn(&Most) -> f32 + 'a>,
    /// Whether there is anything of what the area shows: without, it is not drawn. `None` draws it in any case.
    shows: Option<fn(&Most) -> bool>,
}

/// Draws the number of running tasks, or of goroutines, over time, filled in proportion to their helpers. Returns the upper edge of the lanes
/// in use at the end of the run.
pub(super) fn lanes(report: &Report, plot: &Plot, drawn: &mut Drawn) -> f32 {
    failures(report, plot, &mut drawn.incidents);
    let shapes = &mut drawn.shapes;
    let lanes = folded_lanes(report);
    let row = Rows::of(plot, lanes).height;
    let mut layers = Vec::from(states(report, row));
    if report.helpers_peak > 0 {
        layers.extend(helpers(report, row));
    }
    areas(report, plot, &layers, shapes);
    barriers(report, plot, row * lanes as f32, shapes);
    cut_off(report, plot, row, &mut drawn.result)
}

/// All in lanes, and over them those that run or less, are runnable or less, are blocked: `row` pixels for each.
fn states(report: &Report, row: f32) -> [Layer<'_>; 4] {
    let layer = |activity, shows, count: fn(&Most) -> u32| Layer {
        ink: activity_ink(activity, report.helpers_peak > 0),
        height: Box::new(move |most| count(most) as f32 * row),
        shows,
    };
    [
        layer(Activity::Sleeping, None, |most| most.in_lanes),
        layer(
            Activity::Running,
            Some(|most| most.states.running > 0),
            |most| most.awake,
        ),
        layer(
            Activity::Runnable,
            Some(|most| most.states.runnable > 0),
            |most| most.held_up,
        ),
        layer(
            Activity::Blocked,
            Some(|most| most.blocked_alone > 0),
            |most| most.blocked,
        ),
    ]
}

/// The helpers, and over them those that are blocked: the most of them fill a row of `row` pixels.
fn helpers(report: &Report, row: f32) -> [Layer<'_>; 2] {
    let part = row / report.helpers_peak as f32;
    let layer = |ink, shows, count: fn(&Most) -> u32| Layer {
        ink,
        height: Box::new(move |most| count(most) as f32 * part),
        shows,
    };
    [
        layer(
            Ink::Working,
            Some(|most| most.helpers_working > 0),
            |most| most.helpers,
        ),
        layer(Ink::Blocked, None, |most| most.helpers_held_up),
    ]
}

/// Draws the layers in one pass over the columns of pixels: a run has up to some hundred thousand moments.
fn areas(report: &Report, plot: &Plot, layers: &[Layer], shapes: &mut Vec<Shape>) {
    let mut curves: Vec<_> = layers
        .iter()
        .map(|_| StepCurve::from(plot.bottom))
        .collect();
    let (moments, places) = (report.moments(), plot.moments(report));
    for column in plot.columns(places.clone(), |place| moments[place].at) {
        let after = report.most(column.last());
        let most = report.most(column.places);
        for (layer, curve) in layers.iter().zip(&mut curves) {
            let y = |most| plot.bottom - (layer.height)(most);
            curve.column(column.x, y(&most), y(&after));
        }
    }
    // What only occurs at the end takes no time.
    let lasting = moments.partition_point(|moment| moment.at < report.total);
    let seen = report.most(places.start..places.end.min(lasting));
    let right = plot.x(report.total);
    for (layer, curve) in layers.iter().zip(curves) {
        let mut points = curve.finish(right);
        points.push(Point {
            x: right,
            y: plot.bottom,
        });
        let is_seen = layer.shows.is_none_or(|shows| shows(&seen));
        if is_seen && points.len() > 3 {
            let ink = layer.ink;
            shapes.push(Shape::Polygon { points, ink });
        }
    }
}

/// Draws a gap, as between blocks, where at least half of the running tasks end at once.
fn barriers(report: &Report, plot: &Plot, height: f32, shapes: &mut Vec<Shape>) {
    let (moments, mut places) = (report.moments(), plot.moments(report));
    places.start += 1;
    while let Some(barrier) = report.first_barrier(places.clone()) {
        let x = plot.x(moments[barrier].at);
        let area = Area {
            x: x - 1.0,
            y: plot.bottom - height,
            width: 1.0,
            height,
        };
        fill(shapes, area, Ink::Background);
        let free_from = x + LEAST_WAVE;
        places.start = end_of(barrier..places.end, |place| {
            plot.x(moments[place].at) < free_from
        });
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
    let end = report.moments().len();
    let running = report.most(end.saturating_sub(1)..end).in_lanes;
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
