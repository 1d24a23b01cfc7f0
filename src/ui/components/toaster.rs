//! What the page says in passing.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long it is shown, in milliseconds.
const SHOWN: u32 = 2_500;

/// Something said in passing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Toast {
    pub words: AttrValue,
    /// What is said again is another toast, and has its own time.
    pub number: u32,
}

#[derive(PartialEq, Properties)]
pub(crate) struct ToasterProps {
    pub toast: Option<Toast>,
}

/// Words that go away by themselves.
#[component]
pub(crate) fn Toaster(ToasterProps { toast }: &ToasterProps) -> Html {
    let over = use_state_eq(|| None::<Toast>);
    use_effect_with(toast.clone(), {
        let over = over.setter();
        move |toast| {
            let toast = toast.clone();
            // A newer toast drops the time of the one before.
            let later = Timeout::new(SHOWN, move || over.set(toast));
            || drop(later)
        }
    });
    match toast.as_ref().filter(|toast| over.as_ref() != Some(*toast)) {
        Some(toast) => html! { <p class="toast" role="status">{ &toast.words }</p> },
        None => Html::default(),
    }
}
