//! What is made of the built page's files, as trunk leaves them:
//!
//! - its content security policy ([`hosted_policy`]),
//! - its service worker, with which it opens without a network ([`service_worker`]),
//! - the folders of the programs that run in workers ([`WORKERS`]),
//! - the page as one file, which runs from a disk ([`single_file`]).
//!
//! `cargo xtask build` makes all of them. The page itself makes the last, where somebody saves a run as a page.
//!
//! Text goes in and text comes out; nothing here reads a file or a network.

mod document;
mod policy;
mod service_worker;
mod single_file;
mod talk;
mod workers;

pub use policy::hosted_policy;
pub use service_worker::{SERVICE_WORKER, service_worker, with_service_worker};
pub use single_file::{Missing, Saved, files_in, single_file, with_saved};
pub use talk::{TALK, talk_file, with_talk};
pub use workers::{WORKERS, Worker, contained_script};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the page's folder, with `/` between folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The page with properties of the Open Graph protocol, which chats and networks read for their previews. They keep their order,
/// since `og:image:alt` is of the picture before it.
#[must_use]
pub fn with_properties(html: &str, properties: &[(&str, &str)]) -> String {
    let tag = |(property, content): &(&str, &str)| {
        let content = document::escape(content);
        format!("<meta property=\"{property}\" content=\"{content}\">")
    };
    let tags: String = properties.iter().map(tag).collect();
    document::insert(html, &tags)
}

/// The SHA-256 of some bytes, as policies and integrity attributes write it: `sha256-…`.
fn digest(bytes: &[u8]) -> String {
    ["sha256-", &STANDARD.encode(Sha256::digest(bytes))].concat()
}
