//! Yew's counter, as a page of its own: how soon it is drawn is the least that any page made with Yew needs.

#[cfg(target_family = "wasm")]
use yew::prelude::*;

#[cfg(target_family = "wasm")]
#[component]
fn Counter() -> Html {
    let count = use_state(|| 0);
    let onclick = {
        let count = count.clone();
        Callback::from(move |_| count.set(*count + 1))
    };
    html! {
        <main>
            <button {onclick}>{ "+1" }</button>
            <output>{ *count }</output>
        </main>
    }
}

#[cfg(target_family = "wasm")]
fn main() {
    yew::Renderer::<Counter>::new().render();
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    eprintln!("This is a page: see `cargo xtask bench`");
}
