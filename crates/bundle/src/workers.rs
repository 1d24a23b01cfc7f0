//! The programs that run in workers, each in a folder of its own whose name holds a hash of its files.
//!
//! trunk gives the files of a worker no hash. An open page asks for them late, perhaps when its host already has another
//! version: it must then find its own or none.

use crate::document::{escape, insert};
use crate::{File, Missing};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// A program that runs in a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Its name, also that of the element of the page that names its script.
    pub name: &'static str,
    /// Its files, as trunk writes them; the first is the worker's script, and names the others by relative paths.
    pub files: [&'static str; 3],
}

/// All of them: what makes exports, and what runs people's own Go programs.
pub const WORKERS: [Worker; 2] = [
    Worker {
        name: "exporter",
        files: ["exporter_loader.js", "exporter.js", "exporter_bg.wasm"],
    },
    Worker {
        name: "machine",
        files: ["machine_loader.js", "machine.js", "machine_bg.wasm"],
    },
];

/// How many bytes of the hash stand in the name, as in trunk's own names.
const BYTES: usize = 8;

impl Worker {
    /// The folder for the program's files, without slashes: its name, `-` and 16 hexadecimal digits.
    ///
    /// # Errors
    /// If one of its files is not among `files`.
    pub fn folder(&self, files: &[File]) -> Result<String, Missing> {
        let mut hash = Sha256::new();
        for name in self.files {
            let file = files.iter().find(|file| file.name == name);
            let file = file.ok_or_else(|| Missing(String::from(name)))?;
            hash.update((file.bytes.len() as u64).to_le_bytes());
            hash.update(&file.bytes);
        }
        Ok([self.name, "-", &hex(&hash.finalize())].concat())
    }

    /// The page, which then takes the program from this folder. Without, it takes it from its own.
    #[must_use]
    pub fn named_in(&self, html: &str, folder: &str) -> String {
        let [script, ..] = self.files;
        let content = escape(&[folder, "/", script].concat());
        let name = self.name;
        insert(
            html,
            &format!("<meta name=\"{name}\" content=\"{content}\">"),
        )
    }
}

/// The beginning of a hash, as it stands in names.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter()
        .take(BYTES)
        .fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(worker: &Worker, wasm: &str) -> Vec<File> {
        let texts = ["importScripts", "bindings", wasm];
        let of = worker.files.iter().zip(texts);
        of.map(|(name, text)| File {
            name: String::from(*name),
            bytes: text.into(),
        })
        .collect()
    }

    #[test]
    fn the_folder_is_another_one_for_every_version() {
        for worker in WORKERS {
            let folder = worker.folder(&files(&worker, "a")).unwrap();
            assert!(folder.starts_with(worker.name), "{folder}");
            assert_eq!(folder.len(), worker.name.len() + 1 + 2 * BYTES, "{folder}");
            assert_eq!(folder, worker.folder(&files(&worker, "a")).unwrap());
            assert_ne!(folder, worker.folder(&files(&worker, "b")).unwrap());
        }
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let worker = WORKERS[0];
        let missing = worker.folder(&files(&worker, "a")[..2]).unwrap_err();
        assert_eq!(missing.0, "exporter_bg.wasm");
    }

    #[test]
    fn the_page_names_the_script() {
        let page = WORKERS[1].named_in("<meta charset=utf-8><title>x</title>", "machine-1");
        let expected =
            "<meta charset=utf-8><meta name=\"machine\" content=\"machine-1/machine_loader.js\">";
        assert!(page.starts_with(expected), "{page}");
    }
}
