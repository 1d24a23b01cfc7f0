//! Versions of the page, as a host gets one after the other. They differ in a mark that stands in the page and in its style
//! sheet, so that a mixture of two can be seen.

use crate::look::Look;
use crate::page::Page;
use crate::server::{File, Server, built_page};
use bundle::{SERVICE_WORKER, service_worker};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The page as one file, which lies beside it and is no part of it.
pub(crate) const SINGLE_FILE: &str = "goroutine-lab.html";

type Files = Vec<bundle::File>;

/// A version of the built page. `mark` is a letter.
pub(crate) fn version(mark: &str) -> Files {
    let mut files = Files::new();
    read(&built_page(), "", &mut files);
    files.retain(|file| file.name != SINGLE_FILE);
    let is_style = |file: &bundle::File| {
        Path::new(&file.name)
            .extension()
            .is_some_and(|extension| extension == "css")
    };
    let style = files.iter().position(is_style);
    let style = style.expect("the page has a style sheet");
    let (old, new) = (files[style].name.clone(), format!("lab-{mark}.css"));
    files[style].name.clone_from(&new);
    files[style]
        .bytes
        .extend(format!("\n:root {{ --mark: {mark}; }}").bytes());
    let page = files.iter_mut().find(|file| file.name == "index.html");
    let page = page.expect("the page has an index.html");
    let html = String::from_utf8_lossy(&page.bytes);
    let head = format!("<meta name=\"mark\" content=\"{mark}\"><title>");
    page.bytes = html
        .replace(&old, &new)
        .replacen("<title>", &head, 1)
        .into_bytes();
    let worker = service_worker(&files);
    let script = files.iter_mut().find(|file| file.name == SERVICE_WORKER);
    script
        .expect("the page has a service worker: build it with `cargo xtask build`")
        .bytes = worker.into_bytes();
    files
}

fn read(folder: &Path, within: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the page's folder can be read") {
        let path = entry.expect("the page's folder can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{within}{name}");
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            let bytes = fs::read(&path).expect("a file of the page can be read");
            files.push(bundle::File { name, bytes });
        }
    }
}

/// A host below a path that gets new files while pages are open.
pub(crate) struct Host {
    files: Arc<Mutex<Files>>,
    server: Server,
}

impl Host {
    /// Where the page is on it.
    const PATH: &str = "talks/2026/go/";

    pub(crate) fn start(files: Files) -> Host {
        let files = Arc::new(Mutex::new(files));
        let current = Arc::clone(&files);
        let server = Server::start(move |path| {
            let name = match path.strip_prefix(Host::PATH)? {
                "" => "index.html",
                name => name,
            };
            let files = current.lock().unwrap_or_else(PoisonError::into_inner);
            let file = files.iter().find(|file| file.name == name)?;
            let mime = mime_guess::from_path(name).first_or_octet_stream();
            Some(File::new(mime.as_ref(), file.bytes.clone()))
        });
        Host { files, server }
    }

    pub(crate) fn origin(&self) -> String {
        self.server.origin()
    }

    /// The page's address.
    pub(crate) fn address(&self) -> String {
        format!("{}/{}", self.origin(), Host::PATH)
    }

    /// Puts other files there.
    pub(crate) fn fill(&self, files: Files) {
        *self.files.lock().unwrap_or_else(PoisonError::into_inner) = files;
    }
}

impl Page {
    /// The marks of the page and of its style sheet.
    pub(crate) fn marks(&self) -> Look<'_, String> {
        self.read(
            "the versions of the page and of its style sheet",
            "const page = document.querySelector('meta[name=mark]')?.content;
             return `${page} ${getComputedStyle(document.documentElement).getPropertyValue('--mark').trim()}`",
        )
    }

    /// Waits until the page opens without a network.
    #[track_caller]
    pub(crate) fn wait_until_kept(&self) {
        self.read_async(
            "that the page is kept",
            "return (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'",
        )
        .holds();
    }

    /// Leaves the page for another window, and comes back. The browser then asks for a new version.
    pub(crate) fn come_back(&self) {
        self.session()
            .script("document.dispatchEvent(new Event('visibilitychange'))");
    }
}
