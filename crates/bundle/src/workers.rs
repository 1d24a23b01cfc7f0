//! The programs that run in workers, each in a folder of its own whose name holds a hash of its files.
//!
//! trunk gives the files of a worker no hash. An open page asks for them late, perhaps when its host already has another
//! version: it must then find its own or none.

use crate::document::{attribute, escape, insert, tags};
use crate::{File, Missing};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::ops::Range;

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

/// What the script of a worker begins with in a page that is one file.
const SCRIPT: &str = "data:text/javascript,";

/// What is written in percent in such a script: all but what Base64 is made of.
const WRITTEN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'+').remove(b'/').remove(b'=');

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

    /// The files of this program that a page as one file consists of, by their paths; none if the page names no folder for it.
    pub(crate) fn files_in(&self, html: &str) -> Vec<String> {
        let [_, bindings, program] = self.files;
        let folder = self.folder_in(html).into_iter();
        folder
            .flat_map(|folder| [bindings, program].map(|name| [folder, "/", name].concat()))
            .collect()
    }

    /// The page with this program in it, as a script that needs no other file. A page that names no folder for it stays as it is.
    ///
    /// # Errors
    /// If one of its files is not among `files`.
    pub(crate) fn contained_in(&self, html: &str, files: &[File]) -> Result<String, Missing> {
        let names = self.files_in(html);
        let [bindings, program] = names.as_slice() else {
            return Ok(String::from(html));
        };
        let bytes_of = |name: &String| {
            let file = files.iter().find(|file| file.name == *name);
            file.map(|file| &file.bytes)
                .ok_or_else(|| Missing(name.clone()))
        };
        let (bindings, program) = (bytes_of(bindings)?, bytes_of(program)?);
        let script = [
            &String::from_utf8_lossy(bindings),
            "\nwasm_bindgen({ module_or_path: Uint8Array.from(atob(\"",
            &STANDARD.encode(program),
            "\"), (c) => c.charCodeAt(0)) });\n",
        ]
        .concat();
        let old = self.tag_in(html).unwrap_or_default();
        let address = [SCRIPT, &utf8_percent_encode(&script, WRITTEN).to_string()].concat();
        let tag = format!("<meta name=\"{}\" content=\"{address}\">", self.name);
        Ok([&html[..old.start], &tag, &html[old.end..]].concat())
    }

    fn tag_in(&self, html: &str) -> Option<Range<usize>> {
        let is_meant =
            |tag: &Range<usize>| attribute(&html[tag.clone()], "name") == Some(self.name);
        tags(html, "meta").into_iter().find(is_meant)
    }

    fn folder_in<'a>(&self, html: &'a str) -> Option<&'a str> {
        let content = attribute(&html[self.tag_in(html)?], "content")?;
        content.strip_suffix(self.files[0])?.strip_suffix('/')
    }
}

/// The script of a worker that a page as one file holds; `None` if it is an address of a file.
#[must_use]
pub fn contained_script(address: &str) -> Option<String> {
    let written = address.strip_prefix(SCRIPT)?;
    let script = percent_decode_str(written).decode_utf8().ok()?;
    Some(script.into_owned())
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
    fn a_page_as_one_file_contains_the_script() {
        let worker = WORKERS[0];
        let page = worker.named_in("<meta charset=utf-8><title>ä</title>", "exporter-1");
        assert_eq!(
            worker.files_in(&page),
            ["exporter-1/exporter.js", "exporter-1/exporter_bg.wasm"]
        );
        assert_eq!(WORKERS[1].contained_in(&page, &[]).unwrap(), page);
        let missing = worker.contained_in(&page, &[]).unwrap_err();
        assert_eq!(missing.0, "exporter-1/exporter.js");

        let bindings = "const say = \"100 % & <ä>\"; // './x'\n";
        let files = [
            ("exporter-1/exporter.js", bindings),
            ("exporter-1/exporter_bg.wasm", "\0asm"),
        ];
        let files = files.map(|(name, text)| File {
            name: String::from(name),
            bytes: text.into(),
        });
        let whole = worker.contained_in(&page, &files).unwrap();
        assert_eq!(worker.files_in(&whole), Vec::<String>::new());
        let content = attribute(&whole[worker.tag_in(&whole).unwrap()], "content").unwrap();
        assert_eq!(
            contained_script(content).unwrap(),
            [
                bindings,
                "\nwasm_bindgen({ module_or_path: Uint8Array.from(atob(\"AGFzbQ==\"), (c) => c.charCodeAt(0)) });\n",
            ]
            .concat()
        );
        assert_eq!(contained_script("exporter-1/exporter_loader.js"), None);
    }

    #[test]
    fn the_page_names_the_script() {
        let page = WORKERS[1].named_in("<meta charset=utf-8><title>x</title>", "machine-1");
        let expected =
            "<meta charset=utf-8><meta name=\"machine\" content=\"machine-1/machine_loader.js\">";
        assert!(page.starts_with(expected), "{page}");
    }
}
