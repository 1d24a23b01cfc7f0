//! The tour through the talk, joined with what is run and with the address.

use super::here::{is_reloaded, opens_saved_link, saved_talk};
use super::script::use_script;
use crate::ui::state::{Change, Kept, Session, Stop, Tour, TourChange};
use gloo_utils::window;
use js_sys::Date;
use lab::link::{Options, names_runs, parse};
use std::rc::Rc;
use yew::prelude::*;

/// Under which name a tab remembers the talk that is given in it.
const REMEMBERED: &str = "goroutine-lab-talk";

impl Reducible for Tour {
    type Action = TourChange;

    fn reduce(self: Rc<Self>, change: TourChange) -> Rc<Self> {
        Rc::new(self.change(&change))
    }
}

/// The tour. What it turns to is run; while it has no script, that is loaded if somebody wants the talk.
#[hook]
pub(crate) fn use_tour(query: &str, session: &UseReducerHandle<Session>) -> UseReducerHandle<Tour> {
    let tour = use_reducer_eq(|| Tour::new(stop_of(query)).resumed(kept(), now()));
    use_effect_with(tour.kept(), remember);
    let came = use_callback(tour.dispatcher(), |change, tour| tour.dispatch(change));
    use_script(tour.coming(), came);
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
        talk: talk.unwrap_or_default(),
        step,
        opens: !names_runs(query),
    })
}

/// Milliseconds since 1970: the talk goes on while the page is loaded again.
pub(crate) fn now() -> f64 {
    Date::now()
}

/// What was kept of the talk when this document was loaded again, or when it was saved.
fn kept() -> Kept {
    if opens_saved_link() && !is_reloaded() {
        return Kept {
            file: saved_talk().map(Rc::new),
            ..Kept::default()
        };
    }
    remembered()
}

/// What was kept when this document was loaded again. A tab that is a copy of another gets what that one remembers, and a talk is given in
/// one tab: it is not loaded again, and begins anew.
fn remembered() -> Kept {
    let read = || {
        let storage = window().session_storage().ok()??;
        let text = storage.get_item(REMEMBERED).ok()??;
        serde_json::from_str(&text).ok()
    };
    let kept = is_reloaded().then(read).flatten();
    kept.unwrap_or_default()
}

fn remember(kept: &Kept) {
    if let Ok(Some(storage)) = window().session_storage() {
        let text = serde_json::to_string(kept).unwrap_or_default();
        // Where it cannot be remembered, the talk's time begins anew when the page is loaded again.
        let _ = storage.set_item(REMEMBERED, &text);
    }
}
