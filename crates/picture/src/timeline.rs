//! The picture of one run.

use super::axis::{label_role, ticks, x_of};
use super::palette::Ink;
use super::rows::Rows;
use super::shape::{Point, Shape, TextRole, within};
use super::strips::{self, Extent};
use super::{density, goroutines, marks, memory, tasks};
use analysis::{Report, Resource};
use goruntime::time::Time;

/// A goroutine that is given a row of its own has at least so many pixels.
const LEAST_GOROUTINE_ROW: f32 = 3.0;
/// The memory strip's part of the height below the band for labels.
const MEMORY_PART: f32 = 0.32;
/// Between the memory strip and the lanes.
const MEMORY_GAP: f32 = 8.0;
/// A task that is given a row of its own has at least so many pixels.
const LEAST_TASK_ROW: f32 = 1.0;
/// And one in which helpers are to be seen so many.
const LEAST_HELPED_ROW: f32 = 4.0;

/// What compared runs share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// The moment at the right edge.
    pub end: Time,
    /// The memory at the upper edge of the memory strip, in bytes; 0 if no run comes near its limit, and then there is no
    /// strip.
    pub memory: u64,
    /// The most tasks at once in any of the runs.
    pub lanes: u32,
    /// The most goroutines alive at once in any of the runs, main among them; `None` if that is too many to draw.
    pub goroutines: Option<u32>,
    /// How much of each resource there is to show.
    pub resources: [Extent; Resource::ALL.len()],
}

impl Scale {
    /// The scale on which all these runs can be drawn: the longest run ends at the right edge, and the memory limit,
    /// or what passed it, lies at the upper edge of the memory strip.
    #[must_use]
    pub fn shared(reports: &[&Report]) -> Scale {
        let goroutines = reports.iter().map(|report| report.span_lanes());
        Scale {
            end: reports
                .iter()
                .map(|report| report.total)
                .max()
                .unwrap_or_default(),
            memory: memory::most(reports),
            lanes: reports.iter().map(|report| report.lanes).max().unwrap_or(0),
            goroutines: goroutines.reduce(|a, b| a?.max(b?).into()).flatten(),
            resources: Extent::shared(reports),
        }
    }
}

/// The room for the picture of a run, and what it shares with other runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// In pixels.
    pub width: f32,
    /// In pixels.
    pub height: f32,
    /// What compared runs share.
    pub scale: Scale,
    /// Whether labels are large, for a projector.
    pub large: bool,
}

/// The picture of one run: its tasks or goroutines as lanes, its memory against the limit, how it ended. Time 0 is at
/// the left edge and `scale.end` at the right one; nothing lies outside the frame. The number of shapes is bounded by
/// the frame's size, whatever the size of the run.
#[must_use]
pub fn timeline(report: &Report, frame: &Frame) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let plot = Plot::of(frame);
    if plot.width < 16.0 || plot.height() < 8.0 {
        return shapes;
    }
    grid(&plot, &mut shapes);
    let lanes_top = lanes(report, &plot, &mut shapes);
    let end = marks::end(report, &plot, lanes_top);
    if plot.memory_floor > plot.ceiling {
        memory::curve(report, &plot, &mut shapes);
        memory::peak(report, &plot, &mut shapes);
        memory::limit(report, &plot, &end, &mut shapes);
    }
    strips::draw(report, &plot, &mut shapes);
    shapes.extend(end.shapes);
    shapes
}

/// Draws the goroutines or the tasks as lanes, or folded, as there is room. Returns the upper edge of the lanes that
/// are in use when the run ends.
pub(super) fn lanes(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) -> f32 {
    if let Some(lanes) = plot.scale.goroutines
        && plot.height() >= LEAST_GOROUTINE_ROW * lanes as f32
        && goroutines::fit(report, plot)
    {
        return goroutines::lanes(report, plot, lanes, shapes);
    }
    let least = if report.helpers_peak > 0 {
        LEAST_HELPED_ROW
    } else {
        LEAST_TASK_ROW
    };
    if Rows::of(plot, report.lanes).height >= least && tasks::blocks_fit(report, plot) {
        tasks::lanes(report, plot, shapes)
    } else {
        density::lanes(report, plot, shapes)
    }
}

/// Where things lie in a frame: a band for labels, the memory strip, a gap, the lanes, the strips of the resources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) width: f32,
    /// The lower edge of the band for labels, and the upper one of the memory strip: where the limit lies.
    pub(super) ceiling: f32,
    /// The lower edge of the memory strip; the ceiling if there is none.
    pub(super) memory_floor: f32,
    /// The upper edge of the lanes.
    pub(super) top: f32,
    /// The lower edge of the lanes.
    pub(super) bottom: f32,
    /// The lower edge of the last strip; that of the lanes if there is none.
    pub(super) lowest: f32,
    pub(super) scale: Scale,
    pub(super) large: bool,
}

impl Plot {
    pub(super) fn of(frame: &Frame) -> Plot {
        let &Frame {
            width,
            height,
            scale,
            large,
        } = frame;
        let lowest = height - 1.0;
        let bottom = lowest - strips::room(frame);
        let ceiling = label_role(large).size() + 9.0;
        let strip = match scale.memory {
            0 => 0.0,
            _ => ((bottom - ceiling) * MEMORY_PART).min(if large { 110.0 } else { 72.0 }),
        };
        let memory_floor = ceiling + strip;
        Plot {
            width,
            ceiling,
            memory_floor,
            top: memory_floor + MEMORY_GAP,
            bottom,
            lowest,
            scale,
            large,
        }
    }

    /// The height of the lanes.
    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Where a moment lies; what is after the end of the scale lies at its end.
    pub(super) fn x(&self, at: Time) -> f32 {
        x_of(at.min(self.scale.end), self.scale.end, self.width)
    }

    /// Where an amount of memory lies.
    pub(super) fn y_of_memory(&self, bytes: u64) -> f32 {
        let part = if self.scale.memory == 0 {
            0.0
        } else {
            bytes as f32 / self.scale.memory as f32
        };
        self.memory_floor - part.min(1.0) * (self.memory_floor - self.ceiling)
    }

    pub(super) fn label(&self) -> TextRole {
        label_role(self.large)
    }
}

/// The moments of the axis as hairlines, and the ground.
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
    for tick in ticks(plot.scale.end, plot.width, plot.large) {
        let x = within(tick.x, 0.5, plot.width - 0.5);
        line(Point { x, y: plot.ceiling }, Point { x, y: plot.lowest });
    }
    let floors = [plot.memory_floor, plot.bottom].map(|y| y + 0.5);
    let has_strip = plot.memory_floor > plot.ceiling;
    for y in floors.into_iter().skip(usize::from(!has_strip)) {
        line(Point { x: 0.0, y }, Point { x: plot.width, y });
    }
}
