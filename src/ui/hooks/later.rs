//! Parts of the page that come after others.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// False when a component is rendered first, and true from a task of its own after it: a page whose parts are made in several
/// tasks answers between them.
#[hook]
pub(crate) fn use_later() -> bool {
    let is_there = use_state_eq(|| false);
    let set = is_there.setter();
    use_effect_with((), move |()| {
        let timeout = Timeout::new(0, move || set.set(true));
        move || drop(timeout)
    });
    *is_there
}
