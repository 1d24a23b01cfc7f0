//! `cargo xtask serve`: the page on this machine, built again at each change.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::build;
use crate::project::Project;
use crate::setup::{Needs, Tools};
use crate::steps::Failure;

/// Builds and serves until Ctrl-C.
pub(crate) fn serve(project: &Project, release: bool, port: u16) -> Result<(), Failure> {
    // Asked first, so that nobody waits for a build to learn it.
    check_free(port)?;
    let tools = Tools::ensure(project, Needs::BUILD)?;
    build::prepare(project, &tools)?;

    println!("Building the page: 1 to 3 minutes the first time, seconds after that.");
    println!("Then it is at {} until Ctrl-C.", link(port));
    let mut trunk = build::trunk(project, &tools, "serve");
    trunk.args([
        "--address",
        "127.0.0.1",
        "--disable-address-lookup",
        "--port",
        &port.to_string(),
    ]);
    // A folder of its own, so that `dist/` always holds what `cargo xtask build` made.
    trunk.arg("--dist").arg(project.target.join("serve"));
    if release {
        trunk.arg("--release");
    }
    hand_over(&mut trunk)
}

/// Lets trunk take this process's place, so that whatever ends `cargo xtask serve` ends trunk.
#[cfg(unix)]
fn hand_over(trunk: &mut Command) -> Result<(), Failure> {
    use std::os::unix::process::CommandExt as _;
    Err(Failure::new(format!(
        "could not start trunk: {}",
        trunk.exec()
    )))
}

/// Runs trunk until it ends.
#[cfg(not(unix))]
fn hand_over(trunk: &mut Command) -> Result<(), Failure> {
    let status = trunk
        .status()
        .map_err(|error| Failure::new(format!("could not start trunk: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("trunk ended ({status})")))
    }
}

fn link(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}

fn check_free(port: u16) -> Result<(), Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(drop)
        .map_err(|error| {
            Failure::new(format!("port {port} cannot be used: {error}"))
                .advise("stop what uses it, or choose another: `cargo xtask serve --port N`")
        })
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
