//! The sizes of the built page's files, compressed as a static host compresses them.
//!
//! A test and not a task: so the first `cargo xtask serve` on a machine does not wait for the compressor.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;

/// What the first view may download, in bytes after brotli. A line of defence, above what the page has: a build that
/// crosses it contains something by mistake.
const FIRST_VIEW: u64 = 775_000;

/// The page in one file, which is opened from a disk: no host compresses it.
const SINGLE_FILE: &str = "goroutine-lab.html";

/// A file of the page, with its sizes in bytes.
struct Sized {
    name: String,
    raw: u64,
    brotli: u64,
}

#[test]
#[ignore = "needs the built page: `cargo xtask test size` builds it and runs this"]
fn the_first_view_is_small() {
    let dist = env::var_os("GOROUTINE_LAB_DIST").map(PathBuf::from);
    let dist = dist.expect("GOROUTINE_LAB_DIST names the folder of the built page");
    let mut files: Vec<Sized> = files_under(&dist)
        .iter()
        .filter(|path| !path.ends_with(SINGLE_FILE))
        .map(|path| measure(&dist, path))
        .collect();
    assert!(!files.is_empty(), "{} is empty", dist.display());
    files.sort_by(|a, b| (b.brotli, &a.name).cmp(&(a.brotli, &b.name)));
    println!("\n{:>10}  {:>10}  file", "bytes", "brotli");
    for file in &files {
        println!("{:>10}  {:>10}  {}", file.raw, file.brotli, file.name);
    }
    let index = fs::read_to_string(dist.join("index.html")).expect("the page has an index.html");
    let first = files.iter().filter(|file| is_first(&file.name, &index));
    let first: u64 = first.map(|file| file.brotli).sum();
    println!(
        "{:>10}  {first:>10}  first view, of at most {FIRST_VIEW}",
        ""
    );
    assert!(
        first <= FIRST_VIEW,
        "the first view takes {first} bytes after brotli, more than {FIRST_VIEW}: see which file grew"
    );
}

/// The first view is the document, and the files that it names, but for the talk, which is loaded when somebody opens it.
fn is_first(name: &str, index: &str) -> bool {
    let is_talk =
        name.starts_with("talk-") && index.contains(&format!("name=\"talk\" content=\"./{name}\""));
    name == "index.html" || (index.contains(name) && !is_talk)
}

fn measure(dist: &Path, path: &Path) -> Sized {
    let bytes = fs::read(path).expect("a file of the page can be read");
    let name = path.strip_prefix(dist).expect("it lies in the folder");
    Sized {
        // As the document writes it, also on Windows.
        name: name.to_string_lossy().replace('\\', "/"),
        raw: bytes.len() as u64,
        brotli: brotli_size(&bytes),
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a folder's entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_under(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Hosts that compress ahead of time use the best quality.
fn brotli_size(bytes: &[u8]) -> u64 {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..BrotliEncoderParams::default()
    };
    let size = brotli::BrotliCompress(&mut &*bytes, &mut std::io::sink(), &params);
    size.expect("memory to memory cannot fail") as u64
}

#[test]
fn repetition_compresses_and_nothing_is_nearly_free() {
    assert!(brotli_size(&[b'a'; 10_000]) < 50);
    assert!(brotli_size(&[]) < 5);
}

#[test]
fn the_first_view_is_the_document_and_what_it_names() {
    let index = r#"<link href="./lab-12ab.css"><script src="./app/lab.js">"#;
    for (name, expected) in [
        ("index.html", true),
        ("lab-12ab.css", true),
        ("app/lab.js", true),
        ("editor.wasm", false),
    ] {
        assert_eq!(is_first(name, index), expected, "{name}");
    }
}
