//! The page (wasm32) or the command line (native).

#[cfg(target_family = "wasm")]
fn main() {
    goroutine_lab::ui::mount();
}

#[cfg(not(target_family = "wasm"))]
mod cli;

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    cli::main()
}
