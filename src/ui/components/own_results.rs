//! What is shown of somebody's own program in the place of the scenario's: its run and its curve.

use crate::comparison::{Comparison, OWN_PROGRAM};
use crate::ui::hooks::{CurveWanted, Over, OwnCurve, OwnRun};
use crate::ui::state::{Session, View};
use crate::ui::work::{CurveOf, Results};
use lab::link::Part;
use std::rc::Rc;
use yew::prelude::*;

/// The results with the run of somebody's own program. While such a program that is alone has no run yet, what was shown
/// before stays; a page that is opened with it shows nothing before.
#[hook]
pub(crate) fn use_own_results(
    session: &Session,
    results: Results,
    own: &OwnRun,
    curve: Option<&OwnCurve>,
) -> Results {
    let of = (
        results.comparison.clone().map(ByPlace),
        session.program().cloned(),
        own.clone(),
    );
    let comparison = use_memo(of, |(comparison, program, own)| {
        let ByPlace(comparison) = comparison.as_ref()?;
        match program {
            None => Some(Rc::clone(comparison)),
            Some(program) if own.run.is_none() && own.is_busy && !program.is_compared => None,
            Some(program) => Some(own.beside(comparison, program)),
        }
    });
    let shown = use_mut_ref(|| None);
    if comparison.is_some() {
        shown.borrow_mut().clone_from(&comparison);
    }
    let comes = comparison.is_none();
    let comparison = shown.borrow().clone();
    let curve = curve.and_then(|curve| curve_of(session, curve));
    Results {
        is_busy: results.is_busy || comes,
        comparison,
        curve: curve.or(results.curve),
        ..results
    }
}

/// The curve that is shown of somebody's own program: alone over one of its flags, and of the edited program of a pattern, if it
/// is the chosen one, over the scenario's slider.
pub(crate) fn curve_wanted(session: &Session, view: View, own: &OwnRun) -> Option<CurveWanted> {
    let is_ready = own.run.is_some() && own.complaints.is_empty();
    let program = session.program().filter(|_| is_ready)?;
    if !session.options().shows(Part::Curve) {
        return None;
    }
    if session.is_program_alone() {
        return CurveWanted::of_dial(program, program.on_slider(&own.dials)?);
    }
    let is_chosen = view.chosen_id() == Some(OWN_PROGRAM) && program.origin.is_some();
    is_chosen.then(|| CurveWanted::of_parameter(program, session.scenario()))
}

/// The curve of the edited program of a pattern in the place of the pattern's own.
fn curve_of(session: &Session, curve: &OwnCurve) -> Option<CurveOf> {
    let Over::Parameter(key) = curve.over else {
        return None;
    };
    let program = session.program()?;
    Some(CurveOf {
        curve: Rc::clone(&curve.curve),
        name: program.name(),
        pattern: program.origin?,
        key,
        missing: curve.missing,
        is_of_before: false,
    })
}

/// A comparison, which is another one if it lies elsewhere in memory.
struct ByPlace(Rc<Comparison>);

impl PartialEq for ByPlace {
    fn eq(&self, other: &ByPlace) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
