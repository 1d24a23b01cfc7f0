//! The program that makes exports, in a folder of its own whose name holds a hash of its files.
//!
//! trunk gives the files of a worker no hash. An open page asks for them late, perhaps when its host already has another
//! version: it must then find its own or none.

use crate::document::{escape, insert};
use crate::{File, Missing};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The program's files, as trunk writes them; the first is the worker's script, and names the others by relative paths.
pub const EXPORTER: [&str; 3] = ["exporter_loader.js", "exporter.js", "exporter_bg.wasm"];

/// How many bytes of the hash stand in the name, as in trunk's own names.
const BYTES: usize = 8;

/// The folder for the program's files, without slashes: `exporter-` and 16 hexadecimal digits.
///
/// # Errors
/// If one of the files is not among `files`.
pub fn exporter_folder(files: &[File]) -> Result<String, Missing> {
    let mut hash = Sha256::new();
    for name in EXPORTER {
        let file = files.iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| Missing(String::from(name)))?;
        hash.update((file.bytes.len() as u64).to_le_bytes());
        hash.update(&file.bytes);
    }
    Ok(["exporter-", &hex(&hash.finalize())].concat())
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

/// The page, which then takes the program from this folder. Without, it takes it from its own.
#[must_use]
pub fn with_exporter(html: &str, folder: &str) -> String {
    let [script, ..] = EXPORTER;
    let content = escape(&[folder, "/", script].concat());
    insert(
        html,
        &format!("<meta name=\"exporter\" content=\"{content}\">"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(wasm: &str) -> Vec<File> {
        let texts = ["importScripts", "bindings", wasm];
        let of = EXPORTER.iter().zip(texts);
        of.map(|(name, text)| File {
            name: String::from(*name),
            bytes: text.into(),
        })
        .collect()
    }

    #[test]
    fn the_folder_is_another_one_for_every_version() {
        let folder = exporter_folder(&files("a")).unwrap();
        assert_eq!(folder.len(), "exporter-".len() + 2 * BYTES, "{folder}");
        assert_eq!(folder, exporter_folder(&files("a")).unwrap());
        assert_ne!(folder, exporter_folder(&files("b")).unwrap());
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let missing = exporter_folder(&files("a")[..2]).unwrap_err();
        assert_eq!(missing.0, "exporter_bg.wasm");
    }

    #[test]
    fn the_page_names_the_script() {
        let page = with_exporter("<meta charset=utf-8><title>x</title>", "exporter-1");
        let expected = "<meta charset=utf-8><meta name=\"exporter\" content=\"exporter-1/exporter_loader.js\">";
        assert!(page.starts_with(expected), "{page}");
    }
}
