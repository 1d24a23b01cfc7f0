//! A static host for the page: files with their types, from a loopback port of its own.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The folder with the built page.
///
/// # Panics
/// If it is not said where that is, or if there is none.
pub(crate) fn built_page() -> PathBuf {
    const ADVICE: &str =
        "run `cargo xtask test` (or `bench`), which builds the page and says where it is";
    let folder = env::var_os("GOROUTINE_LAB_DIST").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| panic!("GOROUTINE_LAB_DIST is not set: {ADVICE}"));
    let there = folder.join("index.html").is_file();
    assert!(
        there,
        "there is no built page in {}: {ADVICE}",
        folder.display()
    );
    folder
}

/// What is sent for a path: its type and its content.
pub(crate) struct File {
    mime: &'static str,
    content: Vec<u8>,
}

impl File {
    /// A page of its own.
    pub(crate) fn html(text: &str) -> File {
        File {
            mime: "text/html; charset=utf-8",
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
        let mime = match Path::new(name).extension()?.to_str()? {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript",
            "css" => "text/css",
            "wasm" => "application/wasm",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "json" | "webmanifest" => "application/json",
            _ => "application/octet-stream",
        };
        Some(File { mime, content })
    }
}

/// A server that runs until the process ends.
pub(crate) struct Server {
    port: u16,
}

impl Server {
    /// Starts a server. `answer` gets the path without its first slash and without its query.
    pub(crate) fn start(answer: impl Fn(&str) -> Option<File> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free loopback port");
        let port = listener.local_addr().expect("it has an address").port();
        let answer = Arc::new(answer);
        let accept = move || {
            for connection in listener.incoming().flatten() {
                let answer = Arc::clone(&answer);
                // A browser opens connections ahead of need, so each has to wait on its own.
                in_background(move || {
                    // A browser that goes away in the middle is its own business.
                    let _ = serve(connection, &*answer);
                });
            }
        };
        in_background(accept);
        Server { port }
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

fn in_background(work: impl FnOnce() + Send + 'static) {
    thread::Builder::new()
        .spawn(work)
        .expect("a thread can be started");
}

/// One request and its answer.
fn serve(
    mut connection: TcpStream,
    answer: &dyn Fn(&str) -> Option<File>,
) -> Result<(), std::io::Error> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The headers are read to their end, since closing with unread data resets the connection.
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let target = request.split(' ').nth(1).unwrap_or_default();
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let (status, file) = match answer(path.trim_start_matches('/')) {
        Some(file) => ("200 OK", file),
        None => ("404 Not Found", File::html("not found")),
    };
    let File { mime, content } = file;
    let length = content.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    connection.write_all(&content)
}
