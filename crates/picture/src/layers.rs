//! A timeline in layers, for a page that dims what is beyond the playhead.

use super::drawn::Drawn;
use super::magnifier::magnified;
use super::plot::Frame;
use super::shape::Shape;
use super::timeline::drawn;
use analysis::Report;

/// The picture of a run in layers, from the lowest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// What lies below all others as soon as [`Layers::result`] may be seen: the time after a process has died.
    pub ground: Vec<Shape>,
    /// What happened, at its moment: it may be dimmed beyond the playhead.
    pub lanes: Vec<Shape>,
    /// Names, labels and the words of states, which stay readable.
    pub words: Vec<Shape>,
    /// Words that are shown as long as the result is not, and give nothing of it away.
    pub before: Vec<Shape>,
    /// Marks of what went wrong, each at its moment: they may be left out until the playhead has come there.
    pub incidents: Vec<Shape>,
    /// What came of it: the mark of the end, what it is about, the crosses of failures. It may be left out until the playhead
    /// has come to the end.
    pub result: Vec<Shape>,
}

/// A [`timeline`](super::timeline()) in layers, with what is [`magnified`] of a short run.
#[must_use]
pub fn layers(report: &Report, frame: &Frame) -> Layers {
    let Drawn {
        ground,
        shapes,
        before,
        mut incidents,
        result: end,
    } = drawn(report, frame);
    let is_cross = |shape: &&Shape| matches!(shape, Shape::Cross { .. });
    let is_word = |shape: &Shape| matches!(shape, Shape::Text { .. });
    let mut result = magnified(report, frame);
    result.extend(shapes.iter().filter(is_cross).cloned());
    result.extend(end);
    result.sort_by_key(is_word);
    incidents.sort_by_key(is_word);
    let (words, lanes) = shapes.into_iter().partition(is_word);
    Layers {
        ground,
        lanes,
        words,
        before,
        incidents,
        result,
    }
}
