//! A static host for the page, from a loopback port of its own: each file with its type, and compressed by brotli as real
//! hosts do for a browser that takes it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
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

/// What is sent for a path: its type and its content, and what a host may say besides.
#[derive(Clone)]
pub(crate) struct File {
    mime: String,
    content: Vec<u8>,
    status: u16,
    /// The content security policy.
    policy: Option<&'static str>,
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
    let file = answer(path.trim_start_matches('/'));
    let file = file.unwrap_or_else(|| File::html("not found").with_status(404));
    let brotli = takes_brotli(&request) && file.content.len() > 1000;
    let content = if brotli {
        compressed(&file.content)
    } else {
        file.content
    };
    let mut response = Response::from_data(content)
        .with_status_code(file.status)
        // A length, as a host knows it of a file that it has compressed once.
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", &file.mime))
        .with_header(header("Vary", "Accept-Encoding"));
    if let Some(policy) = file.policy {
        response.add_header(header("Content-Security-Policy", policy));
    }
    if brotli {
        response.add_header(header("Content-Encoding", "br"));
    }
    // A browser may go away in the middle.
    let _ = request.respond(response);
}

/// A host whose connection breaks in the middle of one of its files. It ends with this value.
pub(crate) struct BreakingHost {
    address: std::net::SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl BreakingHost {
    /// Starts it. `breaks` says of a path whether only the first half of the file arrives.
    ///
    /// # Panics
    /// If there is no free loopback port.
    pub(crate) fn start(folder: PathBuf, breaks: fn(&str) -> bool) -> BreakingHost {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free loopback port");
        let address = listener.local_addr().expect("it listens on a port");
        let serve = move || {
            for stream in listener.incoming().flatten() {
                // The last connection is that of `drop`, which asks for nothing.
                if send_and_break(stream, &folder, breaks).is_none() {
                    return;
                }
            }
        };
        let thread = thread::Builder::new().spawn(serve);
        BreakingHost {
            address,
            thread: Some(thread.expect("a thread can be started")),
        }
    }

    /// Where it is.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for BreakingHost {
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            let _ = stream.write_all(b"END\r\n\r\n");
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one request and closes the connection. `None` if it was no request.
fn send_and_break(mut stream: TcpStream, folder: &Path, breaks: fn(&str) -> bool) -> Option<()> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut part) {
            // A browser opens connections that it may never use.
            Ok(0) | Err(_) => return Some(()),
            Ok(length) => request.extend_from_slice(&part[..length]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let target = request.strip_prefix("GET /")?.split(' ').next()?;
    let path = target.split(['?', '#']).next()?;
    let file = File::of_folder(folder, path).unwrap_or_else(|| File::html("not found"));
    let length = file.content.len();
    let sent = if breaks(path) { length / 2 } else { length };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
        file.mime
    );
    // A browser may go away in the middle.
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&file.content[..sent]);
    Some(())
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
