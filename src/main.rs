//! The page (wasm32) or the command line (native).

fn main() {}
