//! The layout of the picture of a run.

use super::axis::{label_role, time_at, x_of};
use super::lesson_room;
use super::scale::{Scale, strip_height, strips};
use super::shape::TextRole;
use analysis::{GoroutineId, Report};
use goruntime::time::Time;
use std::ops::Range;

/// The height of the memory strip in pixels: with small and with large labels.
const MEMORY: (f32, f32) = (34.0, 52.0);
/// The same in a picture that is too low for it.
const LOW_MEMORY: (f32, f32) = (14.0, 20.0);
/// The memory strip takes at most one part in so many of the height below the band for labels.
const MEMORY_PARTS: f32 = 3.0;
/// The strips for lessons leave the lanes so much room, in pixels.
const LEAST_LANES: f32 = 24.0;
/// The least height of the lanes at all, in pixels: below, nothing is drawn.
pub(super) const LEAST_HEIGHT: f32 = 8.0;
/// The gap between the memory strip and the lanes, in pixels.
const MEMORY_GAP: f32 = 8.0;

/// The size of the picture of a run, and the scale shared with other runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// In pixels.
    pub width: f32,
    /// In pixels.
    pub height: f32,
    /// The scale shared by compared runs.
    pub scale: Scale,
    /// Whether labels are large, for a projector.
    pub large: bool,
    /// The goroutine whose flows are shown as arrows.
    pub chosen: Option<GoroutineId>,
    /// The first row of the lens, from 0 at the top: rows with names of some of the goroutines, where all of them have no room.
    /// `None` without a lens.
    pub lens: Option<u32>,
}

/// The layout of a frame: a band for labels, the memory strip, a gap, the lanes, the strips of the resources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) width: f32,
    /// The lower edge of the band for labels, which is the upper edge of the memory strip and the height of the limit.
    pub(super) ceiling: f32,
    /// The lower edge of the memory strip; equal to the ceiling without one.
    pub(super) memory_floor: f32,
    /// The height of the strips for lessons above the lanes, with their gaps; 0 if they have no room.
    pub(super) told: f32,
    /// The upper edge of the lanes.
    pub(super) top: f32,
    /// The lower edge of the lanes.
    pub(super) bottom: f32,
    /// The lower edge of the last strip; that of the lanes without strips.
    pub(super) lowest: f32,
    pub(super) scale: Scale,
    pub(super) large: bool,
    pub(super) chosen: Option<GoroutineId>,
    pub(super) lens: Option<u32>,
}

impl Plot {
    pub(super) fn of(frame: &Frame) -> Plot {
        let &Frame {
            width,
            height,
            scale,
            large,
            chosen,
            lens,
        } = frame;
        let lowest = height - 1.0;
        let bottom = lowest - strips_room(frame);
        let ceiling = label_role(large).size() + 9.0;
        let strip = match scale.memory {
            0 => 0.0,
            _ => memory_strip(bottom - ceiling, large),
        };
        // Where there is no room for both, the lanes are the picture.
        let strip = if bottom - ceiling - strip - MEMORY_GAP < LEAST_HEIGHT {
            0.0
        } else {
            strip
        };
        let memory_floor = ceiling + strip;
        let told = lesson_room::height(&scale, label_role(large));
        let room = bottom - memory_floor - MEMORY_GAP;
        let told = if room - told >= LEAST_LANES {
            told
        } else {
            0.0
        };
        Plot {
            width,
            ceiling,
            memory_floor,
            told,
            top: memory_floor + MEMORY_GAP + told,
            bottom,
            lowest,
            scale,
            large,
            chosen,
            lens,
        }
    }

    /// The height of the lanes.
    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The place of a moment, within the ends of the scale.
    pub(super) fn x(&self, at: Time) -> f32 {
        let Scale { from, end, .. } = self.scale;
        let at = at.min(end).since(from);
        x_of(Time(at.0), Time(end.since(from).0), self.width)
    }

    /// The moments within the ends of the scale, and the one before them, by their places in [`Report::moments`].
    pub(super) fn moments(&self, report: &Report) -> Range<usize> {
        let Scale { from, end, .. } = self.scale;
        let moments = report.moments();
        let first = moments.partition_point(|moment| moment.at <= from);
        let after = moments.partition_point(|moment| moment.at <= end);
        first.saturating_sub(1)..after.max(first)
    }

    /// Some places of a list in the order of time, by the columns of pixels in which they lie. The cost is by the columns,
    /// whatever lies in them.
    pub(super) fn columns(
        &self,
        mut places: Range<usize>,
        at: impl Fn(usize) -> Time,
    ) -> impl Iterator<Item = Column> {
        std::iter::from_fn(move || {
            let first = places.clone().next()?;
            let x = |place| self.x(at(place));
            let from = x(first);
            let is_here = |place| x(place).floor() <= from.floor();
            places.start = end_of(places.clone(), is_here);
            Some(Column {
                places: first..places.start,
                x: (from, x(places.start - 1)),
            })
        })
    }

    /// The moment at a place.
    pub(super) fn at(&self, x: f32) -> Time {
        let Scale { from, end, .. } = self.scale;
        let at = time_at(x, Time(end.since(from).0), self.width);
        Time(from.0 + at.0)
    }

    /// The place of an amount of memory.
    pub(super) fn y_of_memory(&self, bytes: u64) -> f32 {
        let part = if self.scale.memory == 0 {
            0.0
        } else {
            bytes as f32 / self.scale.memory as f32
        };
        self.memory_floor - part.min(1.0) * (self.memory_floor - self.ceiling)
    }

    /// Where labels at the right edge end: the playhead stands there at the end.
    pub(super) fn label_right(&self) -> f32 {
        self.width - 4.0
    }

    pub(super) fn label(&self) -> TextRole {
        label_role(self.large)
    }
}

/// What lies in one column of pixels: at least one place of a list, and where the first and the last of them are.
pub(super) struct Column {
    pub(super) places: Range<usize>,
    pub(super) x: (f32, f32),
}

impl Column {
    /// The last place.
    pub(super) fn last(&self) -> Range<usize> {
        self.places.end - 1..self.places.end
    }
}

/// The end of those at the beginning of some places that pass a test, of which the first does. The cost is by their number's
/// logarithm, since in most columns there are few.
pub(super) fn end_of(places: Range<usize>, passes: impl Fn(usize) -> bool) -> usize {
    let Range { start, end } = places;
    let (mut low, mut step) = (start + 1, 1);
    while low + step <= end && passes(low + step - 1) {
        low += step;
        step *= 2;
    }
    let mut high = (low + step - 1).min(end);
    while low < high {
        let middle = usize::midpoint(low, high);
        if passes(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The height of the memory strip, which is the same in all pictures that are not too low for it.
fn memory_strip(room: f32, large: bool) -> f32 {
    let of = |(small, large_labels)| if large { large_labels } else { small };
    let usual: f32 = of(MEMORY);
    if room >= usual * MEMORY_PARTS {
        usual
    } else {
        of(LOW_MEMORY).min(room / 3.0)
    }
}

/// The height of the strips; 0 if they would leave no room for the lanes.
fn strips_room(frame: &Frame) -> f32 {
    let all = f32::from(strip_height(frame.large)) * strips(&frame.scale).len() as f32;
    if all + 40.0 <= frame.height { all } else { 0.0 }
}
