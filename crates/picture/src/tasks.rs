//! Tasks as lanes: a row for each task that runs at the same time, with the number of its helpers inside its block.

use super::drawn::Drawn;
use super::helpers;
use super::palette::Ink;
use super::plot::Plot;
use super::rows::{COLUMN, Rows, activity_ink, columns, idle, merged, processor, thinned};
use super::shape::{Area, Point, Shape, fill, within};
use analysis::{Activity, Report, Segment, TaskOutcome, TaskSpan};

/// A narrower block joins its neighbour.
const LEAST_BLOCK: f32 = 2.0;
/// A narrower block has no mark at its end.
const LEAST_DETAILED: f32 = 6.0;
/// The least distance between marks of failures.
const MARK: f32 = 3.0;
/// The least width of joined blocks.
const LEAST_STEP: f32 = 1.5;
/// With more blocks per pixel of width than this, they are drawn folded.
const BLOCKS_PER_PIXEL: f32 = 2.0;

/// Whether there are few enough tasks to draw their blocks one by one.
pub(super) fn blocks_fit(report: &Report, plot: &Plot) -> bool {
    let room = plot.width * BLOCKS_PER_PIXEL;
    let in_lane = plot.width / LEAST_STEP;
    (report.tasks.len() as f32).min(report.lanes as f32 * in_lane) <= room
}

/// Draws the tasks. Returns the upper edge of the lanes in use at the end of the run.
pub(super) fn lanes(report: &Report, plot: &Plot, drawn: &mut Drawn) -> f32 {
    let mut painter = Painter {
        report,
        plot,
        rows: Rows::of(plot, report.lanes).crisp(plot),
        layers: Layers::default(),
    };
    let mut open: Option<Merged> = None;
    let mut top = plot.bottom;
    for task in by_lane(report, plot).into_iter().flatten() {
        let block = painter.block(task);
        if task.end.is_none() {
            top = top.min(block.y);
        }
        if block.width >= LEAST_BLOCK - 0.5 || task.outcome.is_none() {
            painter.flush(open.take());
            painter.task(task, block);
        } else {
            painter.narrow(task, block, &mut open);
        }
    }
    painter.flush(open);
    let Layers {
        blocks,
        wedges,
        marks,
        incidents,
        result,
    } = painter.layers;
    drawn.shapes.extend(blocks);
    drawn.shapes.extend(wedges);
    drawn.shapes.extend(marks);
    drawn.incidents.extend(incidents);
    drawn.result.extend(result);
    top
}

/// The visible tasks, lane by lane, in the order of time.
fn by_lane<'r>(report: &'r Report, plot: &Plot) -> Vec<Vec<&'r TaskSpan>> {
    let mut lanes: Vec<Vec<&TaskSpan>> = Vec::new();
    lanes.resize_with(report.lanes as usize, Vec::new);
    for task in &report.tasks {
        if task.start.is_some_and(|start| start <= plot.scale.end)
            && let Some(lane) = lanes.get_mut(task.lane as usize)
        {
            // Most tasks start in the order of their numbers, so that this is mostly the end.
            let place = lane.partition_point(|other| other.start <= task.start);
            lane.insert(place, task);
        }
    }
    lanes
}

/// Neighbours in a lane that are too narrow to be separated.
#[derive(Clone, Copy, Debug)]
struct Merged {
    lane: u32,
    area: Area,
    ink: Ink,
    /// The area that helpers fill, as parts of the row's height.
    filled: f32,
    /// The right edge of the last mark of a failure.
    marked: f32,
}

impl Merged {
    /// Whether the block would extend this one, or lies too close to be seen on its own.
    fn takes(&self, lane: u32, block: &Area, ink: Ink) -> bool {
        let gap = block.x - self.right();
        let more = block.x + block.width - self.right();
        self.lane == lane && gap < LEAST_STEP && (self.ink == ink || more < LEAST_STEP)
    }

    fn right(&self) -> f32 {
        self.area.x + self.area.width
    }
}

/// Shapes by layer. Within a layer there are few inks, which paints faster.
#[derive(Debug, Default)]
struct Layers {
    blocks: Vec<Shape>,
    wedges: Vec<Shape>,
    marks: Vec<Shape>,
    /// Where tasks failed, at that moment.
    incidents: Vec<Shape>,
    /// What came of whole blocks.
    result: Vec<Shape>,
}

struct Painter<'r> {
    report: &'r Report,
    plot: &'r Plot,
    rows: Rows,
    layers: Layers,
}

impl Painter<'_> {
    /// The area of a task's block. A gap separates it from the next one.
    fn block(&self, task: &TaskSpan) -> Area {
        let (y, height) = self.rows.row(task.lane);
        let from = self.plot.x(task.start.unwrap_or_default());
        let to = self.plot.x(task.end.unwrap_or(self.report.total));
        let gap = match to - from {
            24.0.. => 2.0,
            3.0.. => 1.0,
            LEAST_BLOCK.. => 0.5,
            _ => 0.0,
        };
        let width = (to - from - gap)
            .max(1.0)
            .min(self.plot.width - from.min(self.plot.width - 1.0));
        Area {
            x: from.min(self.plot.width - width),
            y,
            width,
            height,
        }
    }

    fn ink(&self, task: &TaskSpan) -> Ink {
        activity_ink(task.mostly(), self.report.helpers_peak > 0)
    }

    /// Draws a task whose block is too narrow to be seen on its own. A failure gets a mark.
    fn narrow(&mut self, task: &TaskSpan, block: Area, open: &mut Option<Merged>) {
        let ink = self.ink(task);
        let filled = helpers::mean(self.report, task) * block.width;
        if !open
            .as_ref()
            .is_some_and(|open| open.takes(task.lane, &block, ink))
        {
            self.flush(open.take());
        }
        let start = Merged {
            lane: task.lane,
            area: block,
            ink,
            filled: 0.0,
            marked: f32::MIN,
        };
        let open = open.get_or_insert(start);
        open.area.width = (block.x + block.width).max(open.right()) - open.area.x;
        open.filled += filled;
        let mark = match task.outcome {
            Some(TaskOutcome::Error) => Ink::Failed,
            Some(TaskOutcome::Cancelled) => Ink::Cancelled,
            Some(TaskOutcome::Ok) | None => return,
        };
        if block.x >= open.marked {
            let area = Area {
                width: 2.0,
                x: block.x.min(self.plot.width - 2.0),
                ..block
            };
            fill(&mut self.layers.incidents, area, mark);
            open.marked = block.x + MARK;
        }
    }

    fn task(&mut self, task: &TaskSpan, block: Area) {
        if let Some(until) = self.report.idle_until(task) {
            let x = block.x + block.width + 1.0;
            let width = self.plot.x(until) - 2.0 - x;
            self.layers
                .wedges
                .extend(idle(Area { x, width, ..block }, self.plot.label()));
        }
        let radius = if block.width >= 6.0 && block.height >= 6.0 {
            2.0
        } else {
            0.0
        };
        self.states(task, block, radius);
        // Of many small blocks that are drawn over in the end, less is drawn before.
        let is_small = block.width < LEAST_DETAILED;
        let is_ok = matches!(task.outcome, Some(TaskOutcome::Ok) | None);
        if is_ok || !is_small {
            helpers::wedge(self.report, self.plot, task, block, &mut self.layers.wedges);
        }
        match task.outcome {
            Some(TaskOutcome::Error) => self.failed(block, Ink::FailedSoft, Ink::Failed),
            Some(TaskOutcome::Cancelled) => self.failed(block, Ink::Background, Ink::Cancelled),
            Some(TaskOutcome::Ok) | None => {}
        }
        self.end_mark(task, block);
    }

    /// Draws the end of a failed or cancelled task, and in the result its whole block: what it did is then less important.
    fn failed(&mut self, block: Area, ground: Ink, ink: Ink) {
        if block.width >= LEAST_DETAILED {
            let end = Area {
                x: block.x + block.width - 2.0,
                width: 2.0,
                ..block
            };
            fill(&mut self.layers.incidents, end, ink);
        }
        fill(&mut self.layers.result, block, ground);
        self.layers.result.push(Shape::Outline {
            area: block,
            width: 1.0,
            ink,
        });
    }

    /// Draws the block by the states of the task's own goroutine.
    fn states(&mut self, task: &TaskSpan, block: Area, radius: f32) {
        let segments: Vec<Segment> = merged(segments(self.report, task)).collect();
        let has_helpers = self.report.helpers_peak > 0;
        if segments.len() < 2 || block.width < 6.0 {
            let ink = self.ink(task);
            self.layers.blocks.push(Shape::Rect {
                area: block,
                radius,
                ink,
            });
            return;
        }
        let (start, end) = (
            task.start.unwrap_or_default(),
            task.end.unwrap_or(self.report.total),
        );
        if segments.len() as f32 > block.width / COLUMN {
            self.columns(task, block);
            return;
        }
        for segment in segments {
            let Some(activity) = Activity::of(segment.state) else {
                continue;
            };
            let [x0, x1] = [segment.from.max(start), segment.to.min(end)]
                .map(|at| within(self.plot.x(at), block.x, block.x + block.width));
            if x1 - x0 >= 0.5 {
                let area = thinned(
                    Area {
                        x: x0,
                        width: x1 - x0,
                        ..block
                    },
                    activity,
                );
                let ink = activity_ink(activity, has_helpers);
                let on = processor(segment.state, area, self.plot.label());
                self.layers.marks.extend(on);
                fill(&mut self.layers.blocks, area, ink);
            }
        }
    }

    /// Draws the block of a task whose goroutine has more states than can be seen.
    fn columns(&mut self, task: &TaskSpan, block: Area) {
        let Some(span) = task.goroutine.and_then(|id| self.report.span(id)) else {
            return;
        };
        let has_helpers = self.report.helpers_peak > 0;
        let right = block.x + block.width;
        for (x, to, activity) in columns(self.report, self.plot, span, block.x, right) {
            let width = to - x;
            let area = thinned(Area { x, width, ..block }, activity);
            let ink = activity_ink(activity, has_helpers);
            fill(&mut self.layers.blocks, area, ink);
        }
    }

    /// Draws a cross on a failed task, or an edge on one that the end of the run cut off.
    fn end_mark(&mut self, task: &TaskSpan, block: Area) {
        if task.end.unwrap_or(self.report.total) > self.plot.scale.end {
            return;
        }
        let right = block.x + block.width;
        let is_cut_off = task.end.is_none();
        if is_cut_off {
            let width = block.width.min(2.0);
            let area = Area {
                x: right - width,
                width,
                ..block
            };
            fill(&mut self.layers.result, area, Ink::Failed);
        }
        if task.outcome == Some(TaskOutcome::Error) {
            let radius = (block.height.min(block.width) * 0.3).clamp(2.0, 5.0);
            // With its ground it is wider than its arms.
            let reach = radius * 1.25 + 1.0;
            let center = Point {
                x: within(block.x + block.width / 2.0, reach, self.plot.width - reach),
                y: (block.y + block.height / 2.0).min(self.plot.lowest + 1.0 - reach),
            };
            let width = radius / 2.0;
            self.layers.result.push(Shape::Cross {
                center,
                radius,
                width: width + 2.0,
                ink: Ink::Background,
            });
            self.layers.result.push(Shape::Cross {
                center,
                radius,
                width,
                ink: Ink::Failed,
            });
        }
    }

    fn flush(&mut self, merged: Option<Merged>) {
        let Some(Merged {
            area,
            ink,
            filled,
            lane: _,
            marked: _,
        }) = merged
        else {
            return;
        };
        fill(&mut self.layers.blocks, area, ink);
        let height = area.height * (filled / area.width).min(1.0);
        if height >= 0.5 {
            let area = Area {
                y: area.y + area.height - height,
                height,
                ..area
            };
            fill(&mut self.layers.wedges, area, helpers::ink(self.report));
        }
    }
}

/// The states of a task's own goroutine during the task, if they were kept.
fn segments<'r>(report: &'r Report, task: &TaskSpan) -> &'r [Segment] {
    let span = task.goroutine.and_then(|id| report.span(id));
    let segments = span.map_or(&[][..], |span| report.segments(span));
    let (start, end) = (
        task.start.unwrap_or_default(),
        task.end.unwrap_or(report.total),
    );
    let from = segments.partition_point(|segment| segment.to <= start);
    let to = segments.partition_point(|segment| segment.from < end);
    segments.get(from..to).unwrap_or_default()
}
