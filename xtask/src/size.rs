//! The size budget: what a phone downloads to open the page, compressed as a static host compresses it.

use std::fs;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;

use crate::project::Project;
use crate::steps::Failure;

/// 180 KB for all files of the page together. Of what there is, Yew takes about 35, Rust's messages for panics 13, the Go
/// programs 7.
const BUDGET: u64 = 180_000;

/// A file of the page.
struct Sized {
    name: String,
    raw: u64,
    compressed: u64,
}

/// Prints the size of every file of the page, and fails above the budget.
pub(crate) fn check(project: &Project) -> Result<(), Failure> {
    let dist = project.dist();
    let mut files = Vec::new();
    for path in files_under(&dist)? {
        let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let compressed =
            compressed_size(&bytes).map_err(|error| Failure::io("compress", &path, &error))?;
        let name = path
            .strip_prefix(&dist)
            .unwrap_or(&path)
            .display()
            .to_string();
        files.push(Sized {
            name,
            raw: bytes.len() as u64,
            compressed,
        });
    }
    if files.is_empty() {
        return Err(
            Failure::new(format!("{} is empty", dist.display())).advise("run `cargo xtask build`")
        );
    }
    print!("{}", table(&mut files));
    let total = total(&files);
    if total > BUDGET {
        return Err(Failure::new(format!(
            "the page is {} bytes over its budget of {BUDGET}",
            total - BUDGET
        ))
        .advise("see which file of the table grew, and take out what the page can do without"));
    }
    Ok(())
}

fn total(files: &[Sized]) -> u64 {
    files.iter().map(|file| file.compressed).sum()
}

/// The files, largest first, and their sum against the budget.
fn table(files: &mut [Sized]) -> String {
    files.sort_by(|a, b| {
        b.compressed
            .cmp(&a.compressed)
            .then_with(|| a.name.cmp(&b.name))
    });
    let mut lines = vec![format!("{:>10}  {:>10}  file", "bytes", "brotli")];
    lines.extend(
        files
            .iter()
            .map(|file| format!("{:>10}  {:>10}  {}", file.raw, file.compressed, file.name)),
    );
    let (raw, compressed) = (files.iter().map(|file| file.raw).sum::<u64>(), total(files));
    let percent = compressed * 100 / BUDGET;
    lines.push(format!(
        "{raw:>10}  {compressed:>10}  in all: {percent} % of the budget of {BUDGET} bytes"
    ));
    lines.join("\n") + "\n"
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}

/// How large it is as a static host sends it.
pub(crate) fn compressed_size(bytes: &[u8]) -> std::io::Result<u64> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..BrotliEncoderParams::default()
    };
    let size = brotli::BrotliCompress(&mut &*bytes, &mut std::io::sink(), &params)?;
    Ok(size as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(name: &str, raw: u64, compressed: u64) -> Sized {
        Sized {
            name: name.to_owned(),
            raw,
            compressed,
        }
    }

    #[test]
    fn the_table_sums_up() {
        let mut files = [
            sized("index.html", 1000, 400),
            sized("app.wasm", 200_000, 76_400),
        ];
        assert_eq!(total(&files), 76_800);
        let table = table(&mut files);
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[1].ends_with("app.wasm"), "{table}");
        assert_eq!(
            lines[3],
            "    201000       76800  in all: 42 % of the budget of 180000 bytes"
        );
    }

    #[test]
    fn repetition_compresses_and_nothing_is_nearly_free() {
        assert!(compressed_size(&[b'a'; 10_000]).expect("it compresses") < 50);
        assert!(compressed_size(&[]).expect("it compresses") < 5);
    }

    #[test]
    fn files_in_folders_count_too() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = files_under(&source).expect("the sources are there");
        assert!(
            files.contains(&source.join("size.rs")) && files.contains(&source.join("setup/go.rs"))
        );
    }
}
