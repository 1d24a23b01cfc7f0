//! The page.
//!
//! What decides is plain Rust and tested natively: [`state`] (what can be done, and what then is), [`work`] (what takes time),
//! [`highlight`]. What touches the browser is compiled for wasm32 alone: hooks take from it, components show.

pub mod code;
pub mod css;
pub mod highlight;
pub mod state;
pub mod work;

#[cfg(target_family = "wasm")]
mod components;
#[cfg(target_family = "wasm")]
mod hooks;
#[cfg(target_family = "wasm")]
mod inks;
#[cfg(target_family = "wasm")]
mod painter;
#[cfg(target_family = "wasm")]
mod panic;

#[cfg(target_family = "wasm")]
pub use mount::mount;

#[cfg(target_family = "wasm")]
mod mount {
    use super::components::{App, AppProps};
    use super::panic;
    use gloo_utils::document;
    use yew::AttrValue;

    /// Shows the page in the document's `#app`.
    ///
    /// # Panics
    /// If the document has no such element: the panic's own screen then says so.
    pub fn mount() {
        panic::install();
        let root = document()
            .get_element_by_id("app")
            .expect("the document has an element #app");
        let waiting = AttrValue::from(root.inner_html());
        root.set_inner_html("");
        yew::Renderer::<App>::with_root_and_props(root, AppProps { waiting }).render();
    }
}
