//! What the page says in passing.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long it is shown, in milliseconds.
const SHOWN: u32 = 2_500;

/// The words that are shown now, and the way to show others. Each are there for their whole time.
#[hook]
pub(crate) fn use_toast() -> (Option<AttrValue>, Callback<AttrValue>) {
    let words = use_state_eq(|| None::<AttrValue>);
    let end = use_mut_ref(|| None::<Timeout>);
    let say = use_callback((), {
        let words = words.setter();
        move |said: AttrValue, ()| {
            words.set(Some(said));
            let words = words.clone();
            // The time of the words before is dropped, and with it what it would have done.
            *end.borrow_mut() = Some(Timeout::new(SHOWN, move || words.set(None)));
        }
    });
    ((*words).clone(), say)
}
