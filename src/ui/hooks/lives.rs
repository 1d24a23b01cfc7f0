//! The lives of the goroutines that are shown, of a run that has too many to keep all.

use super::reading::{Reading, use_reading};
use crate::comparison::{Comparison, Run};
use crate::kept::kept;
use crate::ui::state::View;
use analysis::{Analysis, Kept};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// Some lives of a run, read off its trace again.
struct SomeLives(Option<Analysis>);

#[derive(Clone, PartialEq)]
struct Of {
    run: Run,
    scenario: Rc<Scenario>,
    kept: Kept,
}

impl Reading for SomeLives {
    type Of = Option<Of>;
    type Found = Option<Run>;

    fn begin(of: &Option<Of>) -> SomeLives {
        let of = of.as_ref();
        SomeLives(of.map(|of| Analysis::of_some(&of.run.trace, of.kept.clone())))
    }

    fn advance(&mut self, of: &Option<Of>, events: usize) -> bool {
        match (&mut self.0, of) {
            (Some(analysis), Some(of)) => analysis.advance(&of.run.trace, events),
            (_, _) => true,
        }
    }

    fn finish(self, of: &Option<Of>) -> Option<Run> {
        let (analysis, of) = (self.0?, of.as_ref()?);
        let report = analysis.finish(&of.run.trace);
        Some(of.run.with_report(report, &of.scenario))
    }
}

/// The runs, of which the chosen one has the lives of the goroutines in the lens and of the selected one, if it has not kept all. Until
/// they are read, it has those that were shown before.
#[hook]
pub(crate) fn use_lives(comparison: Option<Rc<Comparison>>, view: View) -> Option<Rc<Comparison>> {
    let place = comparison
        .as_ref()
        .map(|runs| runs.place_of(view.chosen_id()));
    let chosen = comparison.as_ref().zip(place);
    let of = chosen.and_then(|(runs, place)| {
        let run = runs.runs.get(place)?.clone();
        let needs = run.report.spans().is_none();
        Some(Of {
            run,
            scenario: Rc::clone(&runs.scenario),
            kept: kept(view.lens, view.goroutine).filter(|_| needs)?,
        })
    });
    let found = use_reading::<SomeLives>(&of).and_then(|found| (*found).clone());
    let last = use_mut_ref(|| None::<(Run, Run)>);
    let mut last = last.borrow_mut();
    *last = match (of, found) {
        (None, _) => None,
        (Some(of), Some(found)) => Some((of.run, found)),
        (Some(of), None) => last.take().filter(|(run, _)| *run == of.run),
    };
    let with_lives = last.as_ref().map(|(_, with_lives)| with_lives.clone());
    let by = (comparison.map(ByPlace), place, with_lives);
    let shown = use_memo(by, |(comparison, place, with_lives)| {
        let ByPlace(comparison) = comparison.as_ref()?;
        let (Some(place), Some(run)) = (place, with_lives) else {
            return Some(Rc::clone(comparison));
        };
        Some(Rc::new(comparison.with_run(*place, run.clone())))
    });
    (*shown).clone()
}

/// A comparison, which is another one if it lies elsewhere in memory.
struct ByPlace(Rc<Comparison>);

impl PartialEq for ByPlace {
    fn eq(&self, other: &ByPlace) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
