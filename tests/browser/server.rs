//! A static host for the page, from a loopback port of its own: each file with its type, and compressed by brotli as real
//! hosts do for a browser that takes it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use futures::stream;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::task::spawn_blocking;

/// Brotli's quality and window. Hosts compress once and take the best, which is slow in a program that is not optimised: the
/// tests, which do not measure, take less.
const QUALITY: i32 = if cfg!(debug_assertions) { 4 } else { 11 };
const WINDOW: i32 = 22;

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

/// What is sent for a path: its type and its content, and what a host may say besides.
#[derive(Clone)]
pub(crate) struct File {
    mime: String,
    content: Vec<u8>,
    status: u16,
    /// The content security policy.
    policy: Option<&'static str>,
    /// Whether the connection breaks in the middle.
    breaks: bool,
}

impl File {
    /// A page from a text.
    pub(crate) fn html(text: &str) -> File {
        File::new("text/html; charset=utf-8", text)
    }

    /// A file of a type.
    pub(crate) fn new(mime: &str, content: impl Into<Vec<u8>>) -> File {
        File {
            mime: String::from(mime),
            content: content.into(),
            status: 200,
            policy: None,
            breaks: false,
        }
    }

    /// The same with another status.
    pub(crate) fn with_status(self, status: u16) -> File {
        File { status, ..self }
    }

    /// The same with a content security policy.
    pub(crate) fn with_policy(self, policy: &'static str) -> File {
        File {
            policy: Some(policy),
            ..self
        }
    }

    /// The same with another type.
    pub(crate) fn with_type(self, mime: &str) -> File {
        File {
            mime: String::from(mime),
            ..self
        }
    }

    /// The same, but the connection breaks in the middle of it.
    pub(crate) fn breaking(self) -> File {
        File {
            breaks: true,
            ..self
        }
    }

    /// The first half of it.
    pub(crate) fn cut(mut self) -> File {
        self.content.truncate(self.content.len() / 2);
        self
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
        Some(File::new(&format!("{mime}{charset}"), content))
    }
}

/// A server. It ends with this value.
pub(crate) struct Server {
    port: u16,
    runtime: Option<Runtime>,
}

impl Server {
    /// Starts a server. `answer` gets the path without its first slash and without its query.
    ///
    /// # Panics
    /// If there is no free loopback port.
    pub(crate) fn start(answer: impl Fn(&str) -> Option<File> + Send + Sync + 'static) -> Server {
        let mut builder = Builder::new_multi_thread();
        let runtime = builder.worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a thread can be started");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listener.expect("there is a free loopback port");
        let address = listener.local_addr().expect("it listens on a port");
        let answer = Arc::new(answer);
        let routes = Router::new().fallback(move |uri: Uri, headers: HeaderMap| {
            let answer = Arc::clone(&answer);
            let respond = move || respond(&uri, &headers, &*answer);
            async { spawn_blocking(respond).await.expect("there is an answer") }
        });
        runtime.spawn(async { axum::serve(listener, routes).await });
        Server {
            port: address.port(),
            runtime: Some(runtime),
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
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn respond(uri: &Uri, asked: &HeaderMap, answer: &dyn Fn(&str) -> Option<File>) -> Response {
    let file = answer(uri.path().trim_start_matches('/'));
    let file = file.unwrap_or_else(|| File::html("not found").with_status(404));
    let brotli = takes_brotli(asked) && file.content.len() > 1000;
    let content = if brotli {
        compressed(&file.content)
    } else {
        file.content
    };
    let status = StatusCode::from_u16(file.status).expect("a status of HTTP");
    let mut response = Response::builder()
        .status(status)
        // A length, as a host knows it of a file that it has compressed once.
        .header(header::CONTENT_LENGTH, content.len())
        .header(header::CONTENT_TYPE, file.mime)
        .header(header::VARY, "Accept-Encoding");
    if let Some(policy) = file.policy {
        response = response.header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if brotli {
        response = response.header(header::CONTENT_ENCODING, "br");
    }
    let body = if file.breaks {
        let half = content[..content.len() / 2].to_vec();
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        Body::from_stream(stream::iter([Ok(half), Err(broken)]))
    } else {
        Body::from(content)
    };
    response.body(body).expect("headers in ASCII")
}

fn takes_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter();
    let texts = accepted.filter_map(|value| value.to_str().ok());
    let mut codings = texts.flat_map(|text| text.split([',', ';']));
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
