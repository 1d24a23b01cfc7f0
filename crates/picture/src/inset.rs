//! Where a very short run is drawn once more, and wider.

use super::plot::{Frame, Plot};
use analysis::{Report, fmt};
use goruntime::time::Time;

/// The narrowest picture that is worth drawing, in pixels.
const LEAST_WIDTH: f32 = 120.0;
/// The largest width, in heights of a label.
const MOST_WIDTH: f32 = 46.0;
/// The lowest lanes that can be told apart, in pixels.
const LEAST_HEIGHT: f32 = 16.0;
/// A label to the right of it, for its width.
const LIMIT_LABEL: &str = "memory limit 512 MiB";

/// The place of a magnified picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Inset {
    pub(super) left: f32,
    pub(super) width: f32,
    /// Whether the text of the run's end has no room to the left of it, and stands in the band above the plot.
    pub(super) is_tight: bool,
}

/// The magnified picture of a run that is too short to see, as a picture of its own: its left edge within the run's picture, in
/// pixels, and its frame, from 0 to [`Scale::short`](crate::Scale::short) at the same heights. `None` if there is none, and in a
/// narrow picture, which it fills: who presses there means the run.
#[must_use]
pub fn magnified_frame(report: &Report, frame: &Frame) -> Option<(f32, Frame)> {
    let inset = Inset::of(report, &Plot::of(frame)).filter(|inset| !inset.is_tight)?;
    let Inset { left, width, .. } = inset;
    let scale = frame.scale.zoomed(Time::ZERO, frame.scale.short);
    let inner = Frame {
        width,
        scale,
        ..*frame
    };
    Some((left, inner))
}

impl Inset {
    /// The place of a run's magnified picture; `None` if the run is long enough to see, or if there is no room.
    pub(super) fn of(report: &Report, plot: &Plot) -> Option<Inset> {
        let short = plot.scale.short;
        if report.total == Time::ZERO || report.total > short || plot.height() < LEAST_HEIGHT {
            return None;
        }
        // All of a comparison lie at one place, and so are magnified as much: where the longest of them has room.
        let (end, role) = (plot.x(short), plot.label());
        // The text of the run's end is to the left of the picture, the label of the limit to the right.
        let left = (end + 14.0 * role.size() + 24.0).round();
        let right = plot.width - role.width(LIMIT_LABEL) - 24.0;
        let (left, right, is_tight) = if right - left >= LEAST_WIDTH {
            (left, right, false)
        } else {
            (end + 28.0, plot.width - 8.0, true)
        };
        let width = (right - left).min(MOST_WIDTH * role.size());
        (width >= LEAST_WIDTH).then_some(Inset {
            left: left.round(),
            width,
            is_tight,
        })
    }

    /// How many times wider it is than the run: `×114`.
    pub(super) fn times(&self, plot: &Plot) -> String {
        let part = plot.scale.end.0 as f32 / plot.scale.short.0.max(1) as f32;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive factor"
        )]
        let times = (part * self.width / plot.width).round() as u64;
        String::from("×") + &fmt::grouped(times)
    }

    /// The caption in the band above it, long or short; `None` if neither has room.
    pub(super) fn caption(&self, plot: &Plot) -> Option<String> {
        let end = fmt::length(plot.scale.short.elapsed());
        let times = self.times(plot);
        let captions = [
            ["0 to ", &end, ", magnified ", &times].concat(),
            [&end, " ", &times].concat(),
        ];
        let role = plot.label();
        captions
            .into_iter()
            .find(|text| role.width(text) <= self.width)
    }
}
