//! How much room the strips of lessons take, which a plot leaves above its lanes.

use super::scale::Scale;
use super::shape::TextRole;

/// The gap below a strip, in pixels.
pub(super) const GAP: f32 = 6.0;
/// The height of the strip of a shared value: with small and with large labels.
const COUNTER: (f32, f32) = (34.0, 52.0);

/// The height of the strips that the runs of a scale have between the memory strip and the lanes.
pub(super) fn height(scale: &Scale, label: TextRole) -> f32 {
    let counter = match label {
        TextRole::LargeLabel => COUNTER.1,
        _ => COUNTER.0,
    };
    let strips = [
        (scale.circuit, circuit_height(label)),
        (scale.counter > 0, counter),
    ];
    let shown = strips.into_iter().filter(|(is_shown, _)| *is_shown);
    shown.map(|(_, height)| height + GAP).sum()
}

/// The height of the strip of a circuit breaker's states, with its words inside.
pub(super) fn circuit_height(label: TextRole) -> f32 {
    label.size() + 5.0
}
