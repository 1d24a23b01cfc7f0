//! A timeline in layers, for a page that dims what is beyond the playhead.

use super::magnifier::magnified;
use super::plot::Frame;
use super::shape::Shape;
use super::timeline::drawn;
use analysis::Report;

/// The picture of a run in layers, from the lowest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// What happened, at its moment: it may be dimmed beyond the playhead.
    pub lanes: Vec<Shape>,
    /// Names, labels and the words of states, which stay readable.
    pub words: Vec<Shape>,
    /// What came of it: the mark of the end, what it is about, the crosses of failures. It may be left out until the playhead
    /// has come to the end.
    pub result: Vec<Shape>,
}

/// A [`timeline`](super::timeline()) in layers, with what is [`magnified`] of a short run.
#[must_use]
pub fn layers(report: &Report, frame: &Frame) -> Layers {
    let (shapes, end) = drawn(report, frame);
    let is_cross = |shape: &&Shape| matches!(shape, Shape::Cross { .. });
    let mut result = magnified(report, frame);
    result.extend(shapes.iter().filter(is_cross).cloned());
    result.extend(end);
    result.sort_by_key(|shape| matches!(shape, Shape::Text { .. }));
    let is_word = |shape: &Shape| matches!(shape, Shape::Text { .. });
    let (words, lanes) = shapes.into_iter().partition(is_word);
    Layers {
        lanes,
        words,
        result,
    }
}
