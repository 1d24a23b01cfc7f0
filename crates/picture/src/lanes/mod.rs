//! Goroutines as rows with their names, from the top in the order of their creation: who each is, what it does, and what it
//! waits for. Below them a strip for each named channel with a buffer and each named lock.
//!
//! The rows use the whole height of the plot. A row has a line for words and, below it, a bar for the states. Where there is
//! no room for both, the rows are compact: the same in the same order, the name in the bar, or no name in a row that is lower
//! than a word.

mod arrows;
mod at_once;
mod badge;
mod badges;
mod bars;
mod lens;
mod levels;
pub(super) mod line;
mod ring;
mod strip;
mod tasks;
#[cfg(test)]
mod tests;
mod words;

pub(super) use arrows::{flow_ink, head};
pub use badge::badge_letter;
pub(super) use badge::{badge, badge_ink};
pub(super) use lens::rail;
pub use lens::{Lens, lens, row_at};
pub use strip::{around_object, object_at};

use super::drawn::Drawn;
use super::instant;
use super::lesson_room;
use super::plot::{Frame, Plot};
use super::rows::merged;
use super::scale::Scale;
use super::shape::{Area, Point};
use analysis::{GoroutineId, GoroutineSpan, ObjectId, Report};
use goruntime::time::Time;

/// The height of the words of a row, in sizes of their text.
const WORDS: f32 = 1.15;
/// The least height of a bar, in pixels.
const LEAST_BAR: f32 = 4.0;
/// The largest height of a bar, in sizes of a label.
const MOST_BAR: f32 = 3.4;
/// The height of a row to which strips leave room, in sizes of a label.
const ROOMY: f32 = 2.4;
/// The height of a strip, in sizes of a label.
const STRIP: f32 = 3.2;
/// A run that is narrower than this has no room for names, in sizes of a label.
const LEAST_RUN: f32 = 6.0;
/// The least height of a compact row that has its name: a lower one's name would hide its bar, in sizes of a label.
const LEAST_NAMED: f32 = 1.3;
/// The least height of a compact row, in pixels.
const LEAST_COMPACT: f32 = 3.0;

/// Where the rows and the strips lie.
#[derive(Clone, Debug)]
struct Layout {
    top: f32,
    /// The distance from one row to the next.
    pitch: f32,
    rows: u32,
    /// The lane of the first row that a lens shows; `None` without a lens.
    first: Option<u32>,
    /// The height of the line for words; 0 in compact rows.
    words: f32,
    /// Whether rows have names.
    names: bool,
    /// The objects that have a strip, from the top.
    strips: Vec<ObjectId>,
    strip: f32,
}

impl Layout {
    /// The layout of the rows that are drawn. `None` if there are none: lives were not kept, or there is no room; in a run that
    /// takes no time, for rows with words.
    fn drawn(report: &Report, plot: &Plot) -> Option<Layout> {
        report.spans()?;
        let layout = Layout::of(report, plot, rows(report, plot)?)?;
        let is_column = instant::is_all(plot) && layout.is_compact();
        (!is_column).then_some(layout)
    }

    /// The layout for a run in a plot whose compared runs have at most `rows` goroutines at once. `None` if there is no
    /// room for rows.
    fn of(report: &Report, plot: &Plot, rows: u32) -> Option<Layout> {
        let size = plot.label().size();
        if let Some(seen) = Lens::of(report, plot) {
            return Some(lens::layout(seen, plot));
        }
        let (words, rows) = ((size * WORDS).ceil(), rows.max(1));
        let room = plot.height();
        let least = words + LEAST_BAR + 1.0;
        let wide = plot.x(report.total) - plot.x(plot.scale.from);
        let names = wide >= size * LEAST_RUN;
        if room < least * rows as f32 {
            let pitch = room / rows as f32;
            let is_shown = pitch >= LEAST_COMPACT && has_few_states(report, plot);
            return is_shown.then(|| Layout {
                top: plot.top,
                pitch,
                rows,
                first: None,
                words: 0.0,
                names: names && pitch >= size * LEAST_NAMED,
                strips: Vec::new(),
                strip: 0.0,
            });
        }
        let strip = (size * STRIP).round();
        let spare = room - (size * ROOMY) * rows as f32;
        let mut strips = with_strips(report);
        strips.truncate(whole(spare / strip));
        let pitch = (room - strip * strips.len() as f32) / rows as f32;
        Some(Layout {
            top: plot.top,
            pitch,
            rows,
            first: None,
            words,
            names,
            strips,
            strip,
        })
    }

    fn is_compact(&self) -> bool {
        self.words <= 0.0
    }

    /// The number of a goroutine's row, from the top.
    fn place(&self, span: &GoroutineSpan) -> usize {
        let lane = span.lane.saturating_sub(self.first.unwrap_or_default());
        lane.min(self.rows - 1) as usize
    }

    /// Whether a goroutine has a row: all do but those beside a lens.
    fn has(&self, span: &GoroutineSpan) -> bool {
        let shows = |first: u32| (first..first + self.rows).contains(&span.lane);
        self.first.is_none_or(shows)
    }

    /// The upper edge of a goroutine's row.
    fn row(&self, span: &GoroutineSpan) -> f32 {
        self.top + self.pitch * self.place(span) as f32
    }

    /// The place of a goroutine's bar at its full height.
    fn bar(&self, span: &GoroutineSpan, plot: &Plot) -> Area {
        let y = self.row(span) + self.words;
        let gap = (self.pitch * 0.12).floor();
        let room = (self.pitch - self.words - gap).max(LEAST_BAR.min(self.pitch));
        let height = room.min(plot.label().size() * MOST_BAR);
        Area {
            x: 0.0,
            y,
            width: plot.width,
            height,
        }
    }

    /// The upper edge of the first strip.
    fn strips_top(&self) -> f32 {
        self.top + self.pitch * self.rows as f32
    }
}

/// The most goroutines at once of all compared runs. Where there are too many to draw, a lens still shows those of its run.
fn rows(report: &Report, plot: &Plot) -> Option<u32> {
    let of_lens = plot.lens.and_then(|_| report.span_lanes());
    plot.scale.goroutines.or(of_lens)
}

/// Draws the goroutines of a run with their names, in rows of equal heights for all compared runs. Returns false, and draws
/// nothing, if they have no rows.
pub(super) fn draw(report: &Report, plot: &Plot, drawn: &mut Drawn) -> bool {
    let Some(layout) = Layout::drawn(report, plot) else {
        return false;
    };
    if instant::is_all(plot) {
        at_once::draw(report, plot, &layout, drawn);
        return true;
    }
    let places = badges::Places::of(report, plot, &layout);
    bars::draw(report, plot, &layout, &places, drawn);
    tasks::draw(report, plot, &layout, drawn);
    let shapes = &mut drawn.shapes;
    levels::draw(report, plot, &layout, shapes);
    if let Some(id) = plot.chosen {
        arrows::draw(report, plot, &layout, id, shapes);
    }
    badges::draw(&places, plot, drawn);
    let reach = places.reach_of_end();
    ring::draw(report, plot, &layout, reach, &mut drawn.result);
    true
}

/// Whether a run has no more states and tasks than compact rows can show.
fn has_few_states(report: &Report, plot: &Plot) -> bool {
    let spans = report.spans().unwrap_or_default().iter();
    let parts = spans.map(|span| merged(report.segments(span)).count());
    let parts: usize = parts.sum();
    parts as f32 <= 3.0 * plot.width && report.tasks.len() as f32 <= plot.width
}

/// The goroutine whose row lies at a place of a run's [`crate::timeline()`]; `None` beside the rows, and where goroutines have
/// no rows.
#[must_use]
pub fn goroutine_at(report: &Report, frame: &Frame, place: Point) -> Option<GoroutineId> {
    let plot = Plot::of(frame);
    let layout = Layout::drawn(report, &plot)?;
    let is_in_row = |span: &&GoroutineSpan| {
        let row = layout.row(span);
        (row..row + layout.pitch).contains(&place.y)
    };
    let mut in_row = visible(report, &plot, &layout).filter(is_in_row);
    // Of several in a row the one that lived then, or else the last before.
    let at = plot.at(place.x);
    let first = in_row.next()?;
    let born = in_row.filter(|span| span.created <= at);
    Some(born.last().unwrap_or(first).id)
}

/// The height that lets every goroutine of these runs have a roomy row, and every named object a strip, in pixels; 0 if
/// there are too many for that.
#[must_use]
pub fn lanes_height(reports: &[&Report], large: bool) -> f32 {
    let size = super::axis::label_role(large).size();
    let most = reports.iter().map(|report| report.span_lanes());
    let most = most.reduce(|a, b| a?.max(b?).into()).flatten();
    let Some(rows) = most.filter(|rows| *rows <= MOST_ROWS) else {
        return 0.0;
    };
    let strips = reports
        .iter()
        .map(|report| with_strips(report).len().min(4));
    let strips = strips.max().unwrap_or_default();
    let pitch = size * ROOMY.max(3.7 - rows as f32 * 0.08);
    let scale = Scale::shared(reports);
    // The band for labels, the gap below it and the strips for lessons are above the rows.
    2.5 * size
        + lesson_room::height(&scale, super::axis::label_role(large))
        + rows as f32 * pitch
        + strips as f32 * size * STRIP
}

/// The most rows for which a picture grows. More goroutines at once are folded where they have no room.
pub const MOST_ROWS: u32 = 30;

/// The objects that deserve a strip: named channels with a buffer, and named locks. None of a run that takes no time, in which
/// they would have no curve.
pub(super) fn with_strips(report: &Report) -> Vec<ObjectId> {
    if report.total == Time::ZERO {
        return Vec::new();
    }
    let deserves = |(id, object): (ObjectId, &analysis::ObjectUse)| {
        let has_level = object.capacity > 0 || object.is_lock();
        (has_level && !object.levels.is_empty()).then_some(id)
    };
    report.objects().filter_map(deserves).collect()
}

/// The goroutines that can be seen.
fn visible<'r>(
    report: &'r Report,
    plot: &Plot,
    layout: &Layout,
) -> impl Iterator<Item = &'r GoroutineSpan> {
    let (from, to) = (plot.scale.from, plot.scale.end);
    let spans = report.spans().unwrap_or_default().iter();
    spans.filter(move |span| span.created <= to && span.end >= from && layout.has(span))
}

/// The place of a goroutine's bar, if its life was kept and it has a row.
fn bar_of(report: &Report, plot: &Plot, layout: &Layout, id: GoroutineId) -> Option<Area> {
    let span = report.span(id).filter(|span| layout.has(span))?;
    Some(layout.bar(span, plot))
}

/// A whole number of things for which there is room.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small number, not negative"
)]
fn whole(room: f32) -> usize {
    room.max(0.0) as usize
}
