//! Painters: they put a display list on a surface and decide nothing.

#[cfg(target_family = "wasm")]
pub mod canvas;
mod svg;

pub use svg::svg;
