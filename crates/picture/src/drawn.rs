//! The shapes of a run's picture, by when they may be seen.

use super::shape::Shape;

/// What is drawn of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    /// What lies below all others once the result is seen.
    pub(super) ground: Vec<Shape>,
    /// What happened, at its moment.
    pub(super) shapes: Vec<Shape>,
    /// Words that stand where a word of [`Drawn::result`] does, until that is seen.
    pub(super) before: Vec<Shape>,
    /// Marks of what went wrong, each at its moment.
    pub(super) incidents: Vec<Shape>,
    /// What is known at the end of the run.
    pub(super) result: Vec<Shape>,
}

impl Drawn {
    /// All that is seen in the end.
    pub(super) fn all(self) -> Vec<Shape> {
        let later = self.result.into_iter().chain(self.incidents);
        let lanes = self.ground.into_iter().chain(self.shapes);
        lanes.chain(later).collect()
    }
}
