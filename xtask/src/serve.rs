//! `cargo xtask serve`: the page on this machine, built again at each change.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::build;
use crate::project::Project;
use crate::tools::Tools;

/// Builds and serves until Ctrl-C.
pub(crate) fn serve(project: &Project, tools: &Tools, release: bool, port: u16) -> Result<()> {
    build::prepare(project, tools)?;
    println!("Building the page: 1 to 3 minutes the first time, seconds after that.");
    println!("Then it is at http://127.0.0.1:{port}/ until Ctrl-C.");
    let mut trunk = build::trunk(project, tools, "serve");
    trunk
        .args(["--address", "127.0.0.1", "--disable-address-lookup"])
        .args(["--port", &port.to_string()])
        // A folder of its own, so that `dist/` always holds what `cargo xtask build` made.
        .arg("--dist")
        .arg(project.target.join("serve"));
    if release {
        // Without trunk's script that reloads the page, index.html is the same as in `dist/`, too.
        trunk.args(["--release", "--no-autoreload"]);
    }
    replace_by(&mut trunk)
}

/// Fails where another program uses the port.
pub(crate) fn check_free(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(drop)
        .with_context(|| {
            format!(
                "port {port} cannot be used: stop what uses it, or choose another with `cargo xtask serve --port N`"
            )
        })
}

/// Makes trunk take the place of this process, so that a signal that ends `cargo xtask serve` ends trunk.
#[cfg(unix)]
fn replace_by(trunk: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(trunk.exec()).context("could not start trunk")
}

/// Runs trunk until it ends.
#[cfg(not(unix))]
fn replace_by(trunk: &mut Command) -> Result<()> {
    crate::run::run(trunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_with_a_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let message = check_free(port).expect_err("it is taken").to_string();
        assert!(
            message.contains(&port.to_string()) && message.contains("--port"),
            "{message}"
        );
        drop(taken);
        assert!(check_free(port).is_ok());
    }
}
