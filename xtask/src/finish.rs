//! What is made of the page's files once trunk has written them: the folders of its workers, the name of its talk, its policy, its service worker,
//! the page as one file.
//!
//! A page of `cargo xtask serve` has none of these: a service worker would answer with the page of yesterday, and trunk's
//! own script, which reloads the page, needs a connection that the policy forbids.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use bundle::{File, SERVICE_WORKER, Saved, TALK, WORKERS};

use crate::page_options::PageOptions;
use crate::preview::with_preview;

const PAGE: &str = "index.html";
/// The page as one file.
const SINGLE_FILE: &str = "goroutine-lab.html";

/// Finishes the page in `dist`, as trunk has left it.
pub(crate) fn finish(dist: &Path, options: &PageOptions) -> Result<()> {
    let path = dist.join(PAGE);
    let html =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    let html = with_preview(&html, dist, options)?;
    let html = with_workers(html, dist)?;
    let html = with_talk(&html, dist)?;
    let html = bundle::with_service_worker(&html);
    let html = bundle::hosted_policy(&html);
    write(&path, &html)?;

    let files = files_under(dist, "")?;
    let worker = bundle::service_worker(&files);
    write(&dist.join(SERVICE_WORKER), &worker)?;

    if options.single_file {
        let saved = Saved {
            address: options.address.clone().unwrap_or_default(),
            ..Saved::default()
        };
        let page = bundle::single_file(&html, &files, &saved)?;
        let path = dist.join(SINGLE_FILE);
        write(&path, &page)?;
        println!("The page as one file is {}", path.display());
    }
    Ok(())
}

/// Gives each program that runs in a worker a folder whose name is that of its version.
fn with_workers(mut html: String, dist: &Path) -> Result<String> {
    for worker in WORKERS {
        let folder = worker.folder(&files_under(dist, "")?)?;
        let path = dist.join(&folder);
        fs::create_dir_all(&path).with_context(|| format!("could not make {}", path.display()))?;
        for name in worker.files {
            let from = dist.join(name);
            fs::rename(&from, path.join(name))
                .with_context(|| format!("could not move {} to {folder}", from.display()))?;
        }
        html = worker.named_in(&html, &folder);
    }
    Ok(html)
}

/// Gives the script of the talk a name that is that of its version.
fn with_talk(html: &str, dist: &Path) -> Result<String> {
    let from = dist.join(TALK);
    let script = fs::read(&from).with_context(|| format!("could not read {}", from.display()))?;
    let name = bundle::talk_file(&script);
    fs::rename(&from, dist.join(&name))
        .with_context(|| format!("could not move {} to {name}", from.display()))?;
    Ok(bundle::with_talk(html, &name))
}

/// The files below a folder. `within` is what stands before their names: nothing, or the folders' names with slashes.
fn files_under(folder: &Path, within: &str) -> Result<Vec<File>> {
    let unreadable = || format!("could not read {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            files.extend(files_under(&path, &format!("{within}{name}/"))?);
        } else {
            let bytes =
                fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
            let name = format!("{within}{name}");
            files.push(File { name, bytes });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<!doctype html><meta charset=utf-8><link href=./lab-1.css rel=stylesheet></head><body></body>";

    fn write_what_comes_late(dist: &Path) {
        let texts = ["import", "bindings", "program"];
        for worker in WORKERS {
            for (name, text) in worker.files.iter().zip(texts) {
                write(&dist.join(name), text).expect("a file can be written");
            }
        }
        write(&dist.join(TALK), "{}").expect("a file can be written");
    }

    #[test]
    fn a_finished_page_has_a_policy_a_service_worker_and_one_file() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let dist = folder.path();
        fs::create_dir(dist.join("icons")).expect("a folder can be made");
        for (name, text) in [
            (PAGE, HTML),
            ("lab-1.css", "*{}"),
            ("icons/a.svg", "<svg/>"),
        ] {
            write(&dist.join(name), text).expect("a file can be written");
        }
        write_what_comes_late(dist);
        let options = PageOptions {
            single_file: true,
            address: Some("https://lab.example/".to_owned()),
            picture: None,
        };
        finish(dist, &options).expect("the page is whole");
        let read = |name: &str| fs::read_to_string(dist.join(name)).expect("it was written");
        let page = read(PAGE);
        assert!(
            page.contains("default-src 'self'") && page.contains(SERVICE_WORKER),
            "{page}"
        );
        assert!(page.contains("content=\"https://lab.example/\""), "{page}");
        let kept = read(SERVICE_WORKER);
        for worker in WORKERS {
            let before = format!("name=\"{}\" content=\"", worker.name);
            let script = page
                .split(&before)
                .skip(1)
                .find_map(|text| text.split('"').next());
            let script = script.expect("the page names the script of its worker");
            assert_eq!(read(script), "import");
            let beside = script.replace("_loader.js", "_bg.wasm");
            assert_eq!(read(&beside), "program");
            assert!(!dist.join(worker.files[1]).exists());
            assert!(kept.contains(script), "{kept}");
        }
        let talk = page.split("name=\"talk\" content=\"./").nth(1);
        let talk = talk.and_then(|text| text.split('"').next());
        let talk = talk.expect("the page names the script of the talk");
        assert_eq!(read(talk), "{}");
        assert!(!dist.join(TALK).exists() && kept.contains(talk), "{kept}");
        for name in ["\"./\"", "\"lab-1.css\"", "\"icons/a.svg\""] {
            assert!(kept.contains(name), "{name}: {kept}");
        }
        let single = read(SINGLE_FILE);
        assert!(single.contains("data:text/css;base64,Knt9"), "{single}");
        assert!(
            single.contains("content=\"https://lab.example/\""),
            "{single}"
        );
    }

    #[test]
    fn a_page_that_names_a_missing_file_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        write(&folder.path().join(PAGE), HTML).expect("a file can be written");
        write_what_comes_late(folder.path());
        let error = finish(folder.path(), &PageOptions::ALL).expect_err("a file is missing");
        assert!(error.to_string().contains("lab-1.css"), "{error}");
    }
}
