//! Rows of the timeline, and their contents.

use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Anchor, Area, Point, Shape, TextRole, fill};
use analysis::{Activity, GoroutineSpan, GoroutineState, Report, Segment};

/// The largest height of a row of the run with the most lanes, in pixels.
const TALLEST: f32 = 40.0;

/// The rows of the lanes, the first at the bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    bottom: f32,
    /// The distance from one row to the next.
    pub(super) height: f32,
    gap: f32,
}

impl Rows {
    /// The rows for a run with `lanes` lanes. Their total height grows with `lanes`, on one scale for all compared runs: the
    /// run with the most lanes fills the plot, as far as its rows do not become too tall. The scale is nearly logarithmic, as
    /// one lane of a hundred would be a hairline.
    pub(super) fn of(plot: &Plot, lanes: u32) -> Rows {
        let lanes = lanes.max(1);
        let most = plot.scale.lanes.max(lanes);
        let part = (log(lanes) / log(most)).sqrt();
        let tallest: f32 = if plot.large { TALLEST * 1.4 } else { TALLEST };
        let all = plot.height().min(tallest * most as f32);
        Rows::with_height(plot, all * part / lanes as f32)
    }

    /// The same rows in whole pixels, so that thin ones do not blur.
    pub(super) fn crisp(self, plot: &Plot) -> Rows {
        if self.height < 1.0 {
            self
        } else {
            Rows::with_height(plot, self.height.floor())
        }
    }

    /// Rows of a given height.
    fn with_height(plot: &Plot, height: f32) -> Rows {
        let gap = match height {
            10.0.. => 2.0,
            3.0.. => 1.0,
            _ => 0.0,
        };
        Rows {
            bottom: plot.bottom,
            height,
            gap,
        }
    }

    /// The upper edge and the height of a row.
    pub(super) fn row(&self, lane: u32) -> (f32, f32) {
        (
            self.bottom - self.height * (lane + 1) as f32 + self.gap / 2.0,
            self.height - self.gap,
        )
    }
}

/// The logarithm of one more than `lanes`.
#[expect(clippy::cast_possible_truncation, reason = "a part of a height")]
fn log(lanes: u32) -> f32 {
    libm::log(f64::from(lanes) + 1.0) as f32
}

/// The colour of an activity; softer if something is drawn over it.
pub(super) const fn activity_ink(activity: Activity, is_behind: bool) -> Ink {
    match (activity, is_behind) {
        (Activity::Sleeping, false) => Ink::Working,
        (Activity::Sleeping, true) => Ink::WorkingSoft,
        (Activity::Blocked, false) => Ink::Blocked,
        (Activity::Blocked, true) => Ink::BlockedSoft,
        (Activity::Running, _) => Ink::Running,
        (Activity::Runnable, _) => Ink::Runnable,
    }
}

/// The colour of a goroutine's state: that of its bar, or of its end.
#[must_use]
pub const fn state_ink(state: GoroutineState) -> Ink {
    match state {
        GoroutineState::Sleeping => activity_ink(Activity::Sleeping, false),
        GoroutineState::Running(_) => activity_ink(Activity::Running, false),
        GoroutineState::Runnable => activity_ink(Activity::Runnable, false),
        GoroutineState::Blocked(_) => activity_ink(Activity::Blocked, false),
        GoroutineState::Done => Ink::Muted,
        GoroutineState::Leaked | GoroutineState::Killed => Ink::Failed,
    }
}

/// A narrower time is not drawn as idle.
const LEAST_IDLE: f32 = 3.0;

/// An idle time: a solid block with an outline, and the word where it fits.
pub(super) fn idle(area: Area, role: TextRole) -> Vec<Shape> {
    const WORD: &str = "idle";
    if area.width < LEAST_IDLE {
        return Vec::new();
    }
    let mut shapes = Vec::new();
    fill(&mut shapes, area, Ink::Line);
    shapes.push(Shape::Outline {
        area,
        width: 1.0,
        ink: Ink::Muted,
    });
    if area.width >= role.width(WORD) + 6.0 && area.height >= role.size() + 2.0 {
        shapes.push(Shape::Text {
            at: Point {
                x: area.x + area.width / 2.0,
                y: area.y + area.height / 2.0 + role.size() * 0.35,
            },
            anchor: Anchor::Middle,
            role,
            ink: Ink::Text,
            text: String::from(WORD),
        });
    }
    shapes
}

/// Narrower states are drawn together with their neighbours, by what takes most of the time, in pixels.
pub(super) const COLUMN: f32 = 2.0;

/// What takes most of the time of each column of pixels of a goroutine's life: from where to where, and what. Columns that
/// look alike are one, so that the cost is bounded by the width.
pub(super) fn columns(
    report: &Report,
    plot: &Plot,
    span: &GoroutineSpan,
    begin: f32,
    end: f32,
) -> Vec<(f32, f32, Activity)> {
    let mut columns: Vec<(f32, f32, Activity)> = Vec::new();
    let mut from = begin;
    while from < end {
        let to = (from + COLUMN).min(end);
        let times = report.times_between(span, plot.at(from), plot.at(to));
        let most = Activity::ALL
            .into_iter()
            .max_by_key(|activity| times[*activity as usize]);
        let activity = most.unwrap_or(Activity::Runnable);
        match columns.last_mut() {
            Some((_, right, last)) if *last == activity => *right = to,
            _ => columns.push((from, to, activity)),
        }
        from = to;
    }
    columns
}

/// The states of a goroutine, those that follow each other and look alike in one.
pub(super) fn merged(segments: &[Segment]) -> impl Iterator<Item = Segment> + '_ {
    let chunks = segments.chunk_by(|one, next| {
        let is_running = one.state.is_running();
        Activity::of(one.state) == Activity::of(next.state)
            && (!is_running || one.state == next.state)
    });
    chunks.filter_map(|alike| {
        let (first, last) = (alike.first()?, alike.last()?);
        Some(Segment {
            to: last.to,
            ..*first
        })
    })
}

/// The name of the processor that a goroutine runs on, if there is room for it.
pub(super) fn processor(state: GoroutineState, area: Area, role: TextRole) -> Option<Shape> {
    let GoroutineState::Running(processor) = state else {
        return None;
    };
    let text = String::from("P") + &processor.to_string();
    let has_room = area.height >= role.size() * 0.7 && area.width >= role.width(&text) + 2.0;
    has_room.then(|| Shape::Text {
        at: Point {
            x: area.x + area.width / 2.0,
            y: area.y + area.height / 2.0 + role.size() * 0.35,
        },
        anchor: Anchor::Middle,
        role,
        ink: Ink::Text,
        text,
    })
}

/// Waiting is thinner than working, so that colour is not the only difference.
pub(super) fn thinned(area: Area, activity: Activity) -> Area {
    let part = match activity {
        Activity::Sleeping | Activity::Running => 1.0,
        Activity::Blocked => 0.5,
        Activity::Runnable => 0.25,
    };
    let height = (area.height * part).max(1.0).min(area.height);
    Area {
        y: area.y + (area.height - height) / 2.0,
        height,
        ..area
    }
}
