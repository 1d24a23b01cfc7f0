//! The service worker, with which the page opens without a network.
//!
//! It is written by hand: of what the usual generator (workbox) offers, strategies, expiry and routes, the page needs
//! nothing, and its few dozen packages would need Node. `service_worker.js` is the whole of it.

use crate::document::insert;
use crate::{File, digest};

/// The service worker's file name. It lies beside the page, since it serves what lies in its own folder.
pub const SERVICE_WORKER: &str = "sw.js";

/// The page's own file, which hosts send for the folder.
const PAGE: &str = "index.html";

/// The script of a service worker that keeps these files. Its version is made from their content.
///
/// # Panics
/// If `service_worker.js` has lost a constant, which a test notices.
#[must_use]
pub fn service_worker(files: &[File]) -> String {
    let mut list: Vec<(&str, String)> = files
        .iter()
        .filter(|file| file.name != SERVICE_WORKER)
        .map(|file| match file.name.as_str() {
            PAGE => ("./", digest(&file.bytes)),
            name => (name, digest(&file.bytes)),
        })
        .collect();
    list.sort_unstable();
    let list = serde_json::to_string(&list).unwrap_or_default();
    let version = digest(list.as_bytes());
    let version = serde_json::to_string(&version).unwrap_or_default();
    let constants = [
        (
            "const VERSION = \"\";",
            format!("const VERSION = {version};"),
        ),
        ("const FILES = [];", format!("const FILES = {list};")),
    ];
    let script = String::from(include_str!("service_worker.js"));
    constants.iter().fold(script, |script, (empty, filled)| {
        assert!(script.contains(empty), "service_worker.js has no {empty}");
        script.replacen(empty, filled, 1)
    })
}

/// The page, which then registers the service worker.
#[must_use]
pub fn with_service_worker(html: &str) -> String {
    insert(
        html,
        &format!("<meta name=\"service-worker\" content=\"{SERVICE_WORKER}\">"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File {
            name: String::from(name),
            bytes: text.into(),
        }
    }

    #[test]
    fn it_names_every_file_with_its_digest_but_itself() {
        let files = [
            file("index.html", "page"),
            file("icons/a.svg", ""),
            file(SERVICE_WORKER, "old"),
        ];
        let script = service_worker(&files);
        let list = format!(
            r#"const FILES = [["./","{}"],["icons/a.svg","{}"]];"#,
            digest(b"page"),
            digest(b"")
        );
        assert!(script.contains(&list), "{script}");
    }

    #[test]
    fn its_version_depends_on_every_byte_and_not_on_the_order() {
        let (page, style) = (file("index.html", "page"), file("a.css", "a"));
        let script = service_worker(&[page.clone(), style.clone()]);
        assert_eq!(script, service_worker(&[style, page.clone()]));
        let version = |script: &str| {
            script
                .split("const VERSION = ")
                .nth(1)
                .map(|text| String::from(&text[..50]))
        };
        let other = service_worker(&[page, file("a.css", "b")]);
        assert_ne!(version(&script), version(&other));
    }
}
