//! Pages with the Lab in a frame, of the Lab's own site and of another.

use crate::page::{Page, Screen, browse};
use crate::server::{File, Server, built_page};
use std::env;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The address that stands for the Lab's in pages and examples.
const LAB: &str = "https://the.lab.example";

/// Whose page the host is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Site {
    /// One of the same site as the Lab.
    Own,
    /// One of another site.
    Foreign,
}

pub(crate) const SITES: [Site; 2] = [Site::Own, Site::Foreign];

/// Opens a page with Labs in frames: `https://the.lab.example` stands in it for the Lab's address. Beside it lies `reveal.js/`.
#[track_caller]
pub(crate) fn in_a_host(site: Site, html: &str, screen: Screen, test: impl FnOnce(&Page)) {
    browse(screen, |page| {
        // The page names the address of a server that has to start first.
        let host = Arc::new(OnceLock::new());
        let (lab, other) = (server(&host), server(&host));
        let origin = match site {
            Site::Own => lab.origin(),
            // For browsers another name is another site.
            Site::Foreign => other.other_origin(),
        };
        host.set(html.replace(LAB, &lab.origin()))
            .expect("it is set once");
        page.allow(lab.origin());
        page.allow(origin.clone());
        page.open_at(&format!("{origin}/host"));
        test(page);
    });
}

/// A server with the Lab, reveal.js and a page around the Lab.
fn server(host: &Arc<OnceLock<String>>) -> Server {
    let (folder, host) = (built_page(), Arc::clone(host));
    Server::start(move |path| match path.strip_prefix("reveal.js/") {
        Some(path) => File::of_folder(&modules().join("reveal.js"), path),
        None if path == "host" => host.get().map(|html| File::html(html)),
        None => File::of_folder(&folder, path),
    })
}

/// The folder with npm's packages.
///
/// # Panics
/// If the environment does not name it.
fn modules() -> PathBuf {
    let named = env::var_os("GOROUTINE_LAB_NPM_MODULES").map(PathBuf::from);
    named.expect(
        "GOROUTINE_LAB_NPM_MODULES names no folder: run `cargo xtask test`, which gets reveal.js",
    )
}
