//! A static host for the page, from a loopback port of its own: each file with its type, and compressed by brotli as real
//! hosts do for a browser that takes it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Request, Response};

/// Brotli's quality and window. Hosts compress once and take the best.
const QUALITY: i32 = 11;
const WINDOW: i32 = 22;
/// Several requests of one page are answered side by side.
const THREADS: usize = 3;

/// The folder with the built page: what `GOROUTINE_LAB_DIST` names, or `dist` in the checkout.
///
/// # Panics
/// If there is no page in it.
pub(crate) fn built_page() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = env::var_os("GOROUTINE_LAB_DIST").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| checkout.join("dist"));
    assert!(
        folder.join("index.html").is_file(),
        "there is no built page in {}: run `cargo xtask test` (or `bench`), which builds it",
        folder.display()
    );
    folder
}

/// What is sent for a path: its type and its content.
pub(crate) struct File {
    mime: String,
    content: Vec<u8>,
}

impl File {
    /// A page from a text.
    pub(crate) fn html(text: &str) -> File {
        File {
            mime: String::from("text/html; charset=utf-8"),
            content: text.into(),
        }
    }

    /// A file of a folder, as a static host finds it; a folder's own page is its `index.html`.
    pub(crate) fn of_folder(folder: &Path, path: &str) -> Option<File> {
        let name = if path.is_empty() || path.ends_with('/') {
            "index.html"
        } else {
            path
        };
        if name.contains("..") {
            return None;
        }
        let content = fs::read(folder.join(name)).ok()?;
        let mime = mime_guess::from_path(name).first_or_octet_stream();
        let charset = if mime.type_() == "text" {
            "; charset=utf-8"
        } else {
            ""
        };
        Some(File {
            mime: format!("{mime}{charset}"),
            content,
        })
    }
}

/// A server. It ends with this value.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    port: u16,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Starts a server. `answer` gets the path without its first slash and without its query.
    ///
    /// # Panics
    /// If there is no free loopback port.
    pub(crate) fn start(answer: impl Fn(&str) -> Option<File> + Send + Sync + 'static) -> Server {
        let http = tiny_http::Server::http("127.0.0.1:0").expect("there is a free loopback port");
        let address = http.server_addr().to_ip().expect("it listens on a port");
        let (http, answer) = (Arc::new(http), Arc::new(answer));
        let serve = |_| {
            let (http, answer) = (Arc::clone(&http), Arc::clone(&answer));
            let serve = move || {
                // It ends when the server is unblocked.
                while let Ok(request) = http.recv() {
                    respond(request, &*answer);
                }
            };
            let thread = thread::Builder::new().spawn(serve);
            thread.expect("a thread can be started")
        };
        Server {
            threads: (0..THREADS).map(serve).collect(),
            http,
            port: address.port(),
        }
    }

    /// Where it is.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The same server under a name that a browser takes for another site.
    pub(crate) fn other_origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Each call ends one thread's wait.
        for _ in &self.threads {
            self.http.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn respond(request: Request, answer: &dyn Fn(&str) -> Option<File>) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let (status, file) = match answer(path.trim_start_matches('/')) {
        Some(file) => (200, file),
        None => (404, File::html("not found")),
    };
    let brotli = takes_brotli(&request) && file.content.len() > 1000;
    let content = if brotli {
        compressed(&file.content)
    } else {
        file.content
    };
    let mut response = Response::from_data(content)
        .with_status_code(status)
        // A length, as a host knows it of a file that it has compressed once.
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", &file.mime))
        .with_header(header("Vary", "Accept-Encoding"));
    if brotli {
        response.add_header(header("Content-Encoding", "br"));
    }
    // A browser may go away in the middle.
    let _ = request.respond(response);
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("a header in ASCII")
}

fn takes_brotli(request: &Request) -> bool {
    let accepted = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Accept-Encoding"));
    let mut codings = accepted.flat_map(|header| header.value.as_str().split([',', ';']));
    codings.any(|coding| coding.trim() == "br")
}

/// The content after brotli. Every server of the process shares what was compressed once.
fn compressed(content: &[u8]) -> Vec<u8> {
    static DONE: Mutex<BTreeMap<Vec<u8>, Vec<u8>>> = Mutex::new(BTreeMap::new());
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = done.get(content) {
        return bytes.clone();
    }
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        ..Default::default()
    };
    let mut bytes = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut bytes, &parameters)
        .expect("writing to memory does not fail");
    done.insert(content.to_vec(), bytes.clone());
    bytes
}
