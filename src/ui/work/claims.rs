//! The talk's figures, computed one after the other.

use super::{Job, STEPS};
use lab::claims::{self, Computed, Computing};
use std::rc::Rc;

/// The figures so far, and the work on the next one.
#[derive(Default)]
pub struct Figures {
    computed: Rc<Vec<Computed>>,
    current: Option<Computing>,
    wanted: bool,
    is_new: bool,
}

impl Figures {
    /// What has been computed so far, in the order of [`claims::all`].
    #[must_use]
    pub fn computed(&self) -> &Rc<Vec<Computed>> {
        &self.computed
    }

    /// Asks for the figures, or no longer. What is computed is kept.
    pub fn want(&mut self, wanted: bool) {
        self.wanted = wanted;
    }
}

impl Job for Figures {
    fn is_busy(&self) -> bool {
        self.wanted && self.computed.len() < claims::all().len()
    }

    fn advance(&mut self, _: f64) {
        let Some(claim) = claims::all().get(self.computed.len()) else {
            return;
        };
        let current = self.current.get_or_insert_with(|| Computing::new(claim));
        if let Some(computed) = current.advance(STEPS) {
            Rc::make_mut(&mut self.computed).push(computed);
            self.current = None;
            self.is_new = true;
        }
    }

    fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.is_new)
    }
}
