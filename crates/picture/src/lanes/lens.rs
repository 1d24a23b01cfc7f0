//! The lens: where all goroutines have no room for rows with names, it shows some of them, as many as have room, and a rail that
//! says where among all they are. Of a run with too many goroutines to keep all lives it is drawn from a report that has kept those
//! of its rows.

use super::{LEAST_BAR, Layout, WORDS, whole};
use crate::palette::Ink;
use crate::plot::{Frame, Plot};
use crate::shape::{Area, Point, Shape, fill, within};
use analysis::{GoroutineSpan, Report};

/// The fewest rows with a line for words above their bars: where fewer have room, the words are in the bars.
const ROOMY: usize = 4;
/// The width of the rail at the right edge, in pixels.
const RAIL: f32 = 4.0;
/// The least height of the thumb in it, in pixels.
const LEAST_THUMB: f32 = 6.0;

/// What a lens shows: some of the rows of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The first row, from 0 at the top.
    pub first: u32,
    /// How many rows there are in the picture, at least 1.
    pub rows: u32,
    /// How many rows the run has: the most goroutines at once.
    pub all: u32,
}

impl Lens {
    /// What the lens of a plot shows; `None` without a lens.
    pub(super) fn of(report: &Report, plot: &Plot) -> Option<Lens> {
        let (all, size) = (report.most_at_once(), plot.label().size());
        let room = |pitch: f32| whole(plot.height() / pitch);
        let roomy = room((size * WORDS).ceil() + size.max(LEAST_BAR));
        let rows = if roomy >= ROOMY {
            roomy
        } else {
            room(size + 3.0)
        };
        let rows = u32::try_from(rows).unwrap_or(all).clamp(1, all);
        let first = plot.lens?.min(all - rows);
        Some(Lens { first, rows, all })
    }

    /// The first row of a lens of as many rows that shows a row: the same if it does so already, or else one with that row in the
    /// middle.
    #[must_use]
    pub fn around(&self, row: u32) -> u32 {
        if (self.first..self.first + self.rows).contains(&row) {
            return self.first;
        }
        row.saturating_sub(self.rows / 2).min(self.all - self.rows)
    }
}

/// What a lens shows in a run's [`crate::timeline()`]; without one, what it would show from the first row on. `None` if there are no
/// goroutines to show.
#[must_use]
pub fn lens(report: &Report, frame: &Frame) -> Option<Lens> {
    let first = frame.lens.unwrap_or_default();
    let lens = Some(first);
    Lens::of(report, &Plot::of(&Frame { lens, ..*frame }))
}

/// The row of a goroutine that lives near a place of a picture without a lens: of those at that moment, one as far from the top
/// as the place is. `None` if nobody lives then, or if there are no rows.
#[must_use]
pub fn row_at(report: &Report, frame: &Frame, place: Point) -> Option<u32> {
    let plot = Plot::of(frame);
    let at = plot.at(place.x);
    let lives = |span: &&GoroutineSpan| span.created <= at && at <= span.end;
    let part = within((place.y - plot.top) / plot.height().max(1.0), 0.0, 1.0);
    let Some(spans) = report.spans() else {
        // Mostly, those that live then have the first rows.
        let last = report.state_counts_at(at).live() as usize;
        return u32::try_from(whole(part * last as f32)).ok();
    };
    let mut rows: Vec<u32> = spans.iter().filter(lives).map(|span| span.lane).collect();
    rows.sort_unstable();
    let last = rows.len().checked_sub(1)?;
    rows.get(whole(part * last as f32).min(last)).copied()
}

/// The layout of the rows that a lens shows.
pub(super) fn layout(lens: Lens, plot: &Plot) -> Layout {
    let size = plot.label().size();
    let words = (size * WORDS).ceil();
    let pitch = plot.height() / lens.rows as f32;
    let has_words = pitch >= words + LEAST_BAR + 1.0;
    Layout {
        top: plot.top,
        pitch,
        rows: lens.rows,
        first: Some(lens.first),
        words: if has_words { words } else { 0.0 },
        names: pitch > size,
        strips: Vec::new(),
        strip: 0.0,
    }
}

/// Draws the rail, if the lens does not show all rows.
pub(crate) fn rail(report: &Report, plot: &Plot, shapes: &mut Vec<Shape>) {
    let Some(lens) = Lens::of(report, plot).filter(|lens| lens.rows < lens.all) else {
        return;
    };
    let area = Area {
        x: plot.width - RAIL,
        y: plot.top,
        width: RAIL,
        height: plot.height(),
    };
    fill(shapes, area, Ink::Line);
    let part = |rows: u32| area.height * rows as f32 / lens.all as f32;
    let height = part(lens.rows).max(LEAST_THUMB).min(area.height);
    let y = plot.top + part(lens.first).min(area.height - height);
    fill(shapes, Area { y, height, ..area }, Ink::Text);
}
