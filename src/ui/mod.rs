//! The page. What decides is plain Rust and tested natively; what touches the browser is compiled for wasm32 alone.

pub mod css;
pub mod highlight;
pub mod keys;
pub mod playback;

#[cfg(target_family = "wasm")]
mod advice;
#[cfg(target_family = "wasm")]
mod app;
#[cfg(target_family = "wasm")]
mod canvas;
#[cfg(target_family = "wasm")]
mod chooser;
#[cfg(target_family = "wasm")]
mod claims;
#[cfg(target_family = "wasm")]
mod code;
#[cfg(target_family = "wasm")]
mod controls;
#[cfg(target_family = "wasm")]
mod dialog;
#[cfg(target_family = "wasm")]
mod dom;
#[cfg(target_family = "wasm")]
mod ears;
#[cfg(target_family = "wasm")]
mod el;
#[cfg(target_family = "wasm")]
mod engine;
#[cfg(target_family = "wasm")]
mod inks;
#[cfg(target_family = "wasm")]
mod live;
#[cfg(target_family = "wasm")]
mod panic;
#[cfg(target_family = "wasm")]
mod plot;
#[cfg(target_family = "wasm")]
mod runs;
#[cfg(target_family = "wasm")]
mod sweep;
#[cfg(target_family = "wasm")]
mod transport;

#[cfg(target_family = "wasm")]
pub use mount::mount;

#[cfg(target_family = "wasm")]
mod mount {
    use super::{app::App, dom, panic};

    /// Shows the page in the document's `#app`.
    ///
    /// # Panics
    /// If the document has no such element: the panic's own screen then says so.
    pub fn mount() {
        panic::install();
        let root = dom::all(&dom::document(), "#app")
            .next()
            .expect("the document has an element #app");
        root.set_inner_html("");
        yew::Renderer::<App>::with_root(root).render();
    }
}
