//! The tour through the talk, joined with what is run and with the address.

use super::script::use_script;
use crate::ui::state::{Change, Session, Stop, Tour, TourChange};
use gloo_utils::window;
use lab::link::{Options, names_runs, parse};
use std::rc::Rc;
use yew::prelude::*;

impl Reducible for Tour {
    type Action = TourChange;

    fn reduce(self: Rc<Self>, change: TourChange) -> Rc<Self> {
        Rc::new(self.change(&change))
    }
}

/// The tour. What it turns to is run; while it has no script, that is loaded if somebody wants the talk.
#[hook]
pub(crate) fn use_tour(query: &str, session: &UseReducerHandle<Session>) -> UseReducerHandle<Tour> {
    let tour = use_reducer_eq(|| Tour::new(stop_of(query)));
    let read = use_callback(tour.dispatcher(), |script, tour| {
        tour.dispatch(TourChange::Read(script));
    });
    use_script(tour.wants_script(), read);
    let (turned, turns) = tour.turned();
    let dependencies = (turns, session.dispatcher());
    let turned = turned.clone();
    use_effect_with(dependencies, move |(turns, session)| {
        if *turns > 0 {
            session.dispatch(Change::Talk(turned));
        }
    });
    tour
}

/// The place of the talk that a query string names. Its own run is opened unless the query says what is run.
pub(crate) fn stop_of(query: &str) -> Option<Stop> {
    let Options { talk, step, .. } = parse(query).options;
    (talk.is_some() || step.is_some()).then(|| Stop {
        form: talk,
        step,
        opens: !names_runs(query),
    })
}

/// Milliseconds of the page's clock.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
