//! The picture of one run.

use super::axis::ticks;
use super::drawn::Drawn;
use super::palette::Ink;
use super::plot::{Frame, LEAST_HEIGHT, Plot};
use super::rows::Rows;
use super::shape::{Point, Shape, within};
use super::{density, instant, lanes as named, lessons, marks, memory, strips, tasks};
use analysis::Report;

/// The least height of a task's row, in pixels.
const LEAST_TASK_ROW: f32 = 1.0;
/// The least height of a task's row with visible helpers, in pixels.
const LEAST_HELPED_ROW: f32 = 4.0;

/// The picture of one run: tasks or goroutines as lanes, memory with its limit, and the end. Time 0 is at the left edge and
/// `scale.end` at the right one; nothing lies outside the frame. The number of shapes is bounded by the frame's size,
/// whatever the size of the run.
#[must_use]
pub fn timeline(report: &Report, frame: &Frame) -> Vec<Shape> {
    let mut shapes = drawn(report, frame).all();
    // No line crosses a word: the painters leave a gap around words in what lies below them.
    shapes.sort_by_key(|shape| matches!(shape, Shape::Text { .. }));
    shapes
}

/// The shapes of a picture.
pub(super) fn drawn(report: &Report, frame: &Frame) -> Drawn {
    let mut drawn = Drawn::default();
    let plot = Plot::of(frame);
    if plot.width < 16.0 || plot.height() < LEAST_HEIGHT {
        return drawn;
    }
    let has_memory = plot.memory_floor > plot.ceiling;
    if has_memory {
        memory::ground(&plot, &mut drawn.shapes);
    }
    marks::aftermath(report, &plot, &mut drawn.ground);
    grid(&plot, &mut drawn.shapes);
    lessons::strips(report, &plot, &mut drawn);
    let lanes_top = lanes(report, &plot, &mut drawn);
    named::rail(report, &plot, &mut drawn.shapes);
    lessons::departure(report, &plot, &mut drawn.shapes);
    let end = marks::end(report, &plot, lanes_top);
    if has_memory {
        memory::curve(report, &plot, &mut drawn.shapes);
        memory::limit(report, &plot, &end, &mut drawn);
    }
    strips::draw(report, &plot, &mut drawn);
    drawn.result.extend(end.shapes);
    drawn
}

/// Draws goroutines or tasks as lanes or folded, depending on the room. Returns the upper edge of the lanes in use at the
/// end of the run; `None` where each row says how it ended.
pub(super) fn lanes(report: &Report, plot: &Plot, drawn: &mut Drawn) -> Option<f32> {
    if named::draw(report, plot, drawn) {
        return None;
    }
    if instant::is_all(plot) {
        return Some(instant::lanes(report, plot, &mut drawn.shapes));
    }
    Some(folded(report, plot, drawn))
}

/// The same where goroutines have no room for rows of their own.
fn folded(report: &Report, plot: &Plot, drawn: &mut Drawn) -> f32 {
    let least = if report.helpers_peak > 0 {
        LEAST_HELPED_ROW
    } else {
        LEAST_TASK_ROW
    };
    let are_high = Rows::of(plot, report.lanes).height >= least;
    if !report.tasks.is_empty() && are_high && tasks::blocks_fit(report, plot) {
        tasks::lanes(report, plot, drawn)
    } else {
        density::lanes(report, plot, drawn)
    }
}

/// Draws the moments of the axis as hairlines, and the background.
fn grid(plot: &Plot, shapes: &mut Vec<Shape>) {
    let mut line = |from, to| {
        shapes.push(Shape::Line {
            from,
            to,
            width: 1.0,
            dashed: false,
            ink: Ink::Line,
        });
    };
    for tick in ticks(plot.scale.from, plot.scale.end, plot.width, plot.large) {
        let x = within(tick.x, 0.5, plot.width - 0.5);
        line(Point { x, y: plot.ceiling }, Point { x, y: plot.lowest });
    }
    let floors = [plot.memory_floor, plot.bottom].map(|y| y + 0.5);
    let has_strip = plot.memory_floor > plot.ceiling;
    for y in floors.into_iter().skip(usize::from(!has_strip)) {
        line(Point { x: 0.0, y }, Point { x: plot.width, y });
    }
}
