//! What every panel of the side gets.

use crate::comparison::{Comparison, Run};
use crate::ui::hooks::OwnRun;
use crate::ui::state::Session;
use crate::ui::work::Results;
use analysis::{GoroutineId, ObjectId};
use std::rc::Rc;
use yew::prelude::*;

/// What every panel gets.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PanelProps {
    /// The scenario that is being edited, and what was refused.
    pub session: UseReducerHandle<Session>,
    /// The runs that are shown; while newer ones are on their way, their scenario is an older one.
    pub comparison: Rc<Comparison>,
    /// The place of the chosen run among them.
    pub chosen: usize,
    /// The goroutine of that run that is selected.
    pub goroutine: Option<GoroutineId>,
    /// The channel or lock of that run that is selected.
    pub object: Option<ObjectId>,
    /// The line of that run's Go program that is selected.
    pub line: Option<u32>,
    /// What is known of somebody's own program.
    pub own: OwnRun,
    /// What else has been computed.
    pub results: Results,
}

impl PanelProps {
    /// The chosen run.
    pub(crate) fn run(&self) -> &Run {
        &self.comparison.runs[self.chosen]
    }

    /// Whether somebody's own program is chosen. It may have no run yet, since it may have errors.
    pub(crate) fn edits(&self) -> bool {
        let is_first = self.own.run.is_none() && self.session.program().is_some();
        self.run().program().is_some() || is_first
    }
}
