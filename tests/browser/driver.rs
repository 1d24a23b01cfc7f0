//! A browser session: a chromedriver, and through it a Chromium with a profile of its own.
//!
//! The client is small because the protocol is: each command is a JSON document that is posted to a path. What the
//! tests need most (developer tools, logs) are chromedriver's own commands anyway.

use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The longest that a single command may take.
const COMMAND_LIMIT: Duration = Duration::from_secs(90);
/// How long a browser has to go away by itself.
const FAREWELL: Duration = Duration::from_secs(5);

const ARGUMENTS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A key that is not a character, as the protocol writes it.
pub(crate) mod keys {
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const END: &str = "\u{e010}";
    pub(crate) const HOME: &str = "\u{e011}";
    pub(crate) const LEFT: &str = "\u{e012}";
    pub(crate) const UP: &str = "\u{e013}";
    pub(crate) const RIGHT: &str = "\u{e014}";
    pub(crate) const DOWN: &str = "\u{e015}";
    pub(crate) const PAGE_DOWN: &str = "\u{e00f}";
    pub(crate) const PAGE_UP: &str = "\u{e00e}";
    pub(crate) const TAB: &str = "\u{e004}";
}

/// A browser. It ends with this value, whatever happens.
pub(crate) struct Session {
    agent: ureq::Agent,
    /// The driver's address, and the session's below it.
    driver_address: String,
    address: String,
    driver: Child,
    /// The driver's words; closing the pipe would end it.
    _words: BufReader<ChildStdout>,
    profile: Option<TempDir>,
}

impl Session {
    /// Starts a browser, with further arguments of Chromium's.
    ///
    /// # Panics
    /// If there is no browser or it does not start.
    pub(crate) fn start(further: &[&str]) -> Session {
        let (driver, words, port) = start_driver();
        let driver_address = format!("http://127.0.0.1:{port}");
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(COMMAND_LIMIT))
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .new_agent();
        let profile = TempDir::with_prefix("goroutine-lab-browser-").expect("a folder can be made");
        let mut session = Session {
            agent,
            address: driver_address.clone(),
            driver_address,
            driver,
            _words: words,
            profile: Some(profile),
        };
        session.begin(further);
        session
    }

    fn begin(&mut self, further: &[&str]) {
        let profile = self.profile.as_ref().expect("the profile is there");
        let profile = format!("--user-data-dir={}", profile.path().display());
        let arguments: Vec<&str> = ARGUMENTS
            .into_iter()
            .chain(further.iter().copied())
            .chain([profile.as_str()])
            .collect();
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": {
                "binary": program("GOROUTINE_LAB_CHROMIUM", "chromium"),
                "args": arguments,
                // Without this, browsers begin with a page of their own, which takes longer than all the rest.
                "prefs": { "session": { "restore_on_startup": 4, "startup_urls": ["about:blank"] } },
            },
        } } });
        let answer = self.post("session", &capabilities);
        let id = answer["sessionId"].as_str().expect("a session has an id");
        self.address = format!("{}/session/{id}", self.driver_address);
    }

    /// Opens an address and waits until it is loaded.
    #[track_caller]
    pub(crate) fn open(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// Runs JavaScript; `return` gives its value.
    #[track_caller]
    pub(crate) fn script(&self, body: &str) -> Value {
        self.post("execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// Runs JavaScript that may await; `return` gives its value.
    #[track_caller]
    pub(crate) fn async_script(&self, body: &str) -> Value {
        // The driver hands over a callback as the last argument.
        let body = format!(
            "const done = arguments[arguments.length - 1]; (async () => {{ {body} }})().then(done, error => done('failed: ' + error));"
        );
        self.post("execute/async", &json!({ "script": body, "args": [] }))
    }

    /// Runs a command of the developer tools.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    /// A picture of the window, in base64; nothing if the browser cannot give one any more.
    pub(crate) fn screenshot(&self) -> Option<String> {
        let command = json!({ "cmd": "Page.captureScreenshot", "params": {} });
        let picture = self.try_post("goog/cdp/execute", &command).ok()?;
        picture["data"].as_str().map(String::from)
    }

    /// Performs the actions of one input source.
    #[track_caller]
    pub(crate) fn act(&self, source: &Value) {
        self.post("actions", &json!({ "actions": [source] }));
    }

    /// What follows happens in a frame of the page; with nothing, in the page itself.
    #[track_caller]
    pub(crate) fn enter_frame(&self, number: Option<u32>) {
        self.post("frame", &json!({ "id": number }));
    }

    /// What a log says since it was last asked.
    #[track_caller]
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        match self.post("se/log", &json!({ "type": kind })) {
            Value::Array(entries) => entries,
            other => panic!("the log {kind} reads {other}"),
        }
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        match self.try_post(path, body) {
            Ok(value) => value,
            Err(problem) => panic!("chromedriver, {path}: {problem}"),
        }
    }

    fn try_post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let request = self.agent.post(format!("{}/{path}", self.address));
        let response = request
            .content_type("application/json")
            .send(body.to_string());
        let mut response = response.map_err(|error| error.to_string())?;
        let text = response
            .body_mut()
            .with_config()
            .limit(1 << 28)
            .read_to_string()
            .map_err(|error| error.to_string())?;
        let mut answer: Value =
            serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        let value = answer["value"].take();
        if response.status().is_success() {
            return Ok(value);
        }
        // The message goes on with a trace of the driver's own code.
        let message = value["message"].as_str().unwrap_or(&text);
        Err(String::from(message.lines().next().unwrap_or_default()))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whatever goes wrong here, the driver is killed below, and the browser ends with its driver.
        let _ = self.agent.delete(&self.address).call();
        let _ = self
            .agent
            .get(format!("{}/shutdown", self.driver_address))
            .call();
        let deadline = Instant::now() + FAREWELL;
        while Instant::now() < deadline && matches!(self.driver.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        // The last of the browser's processes may still be writing to its profile.
        if let Some(profile) = self.profile.take() {
            let path = profile.keep();
            while std::fs::remove_dir_all(&path).is_err()
                && path.exists()
                && Instant::now() < deadline
            {
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
}

fn program(variable: &str, name: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from)
}

/// A driver, what it says, and its port.
///
/// It asks the system for a port of IPv6 and then wants the same of IPv4, which now and then belongs to somebody else: then
/// it is started again.
fn start_driver() -> (Child, BufReader<ChildStdout>, u16) {
    const TRIES: usize = 5;
    let mut said = String::new();
    for _ in 0..TRIES {
        let mut driver = Command::new(program("GOROUTINE_LAB_CHROMEDRIVER", "chromedriver"))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: `cargo xtask test` installs it");
        let pipe = driver.stdout.take().expect("its output is piped");
        let mut words = BufReader::new(pipe);
        match port_of(&mut words) {
            Ok(port) => return (driver, words, port),
            Err(words) => said = words,
        }
        let _ = driver.kill();
        let _ = driver.wait();
        if !said.contains("port not available") {
            break;
        }
    }
    panic!("chromedriver did not start:\n{said}");
}

/// The port that a driver says it has chosen; all that it said if it has none.
fn port_of(words: &mut impl BufRead) -> Result<u16, String> {
    let mut said = String::new();
    while words.read_line(&mut said).is_ok_and(|length| length > 0) {
        let last = said.lines().next_back().unwrap_or_default();
        if let Some((_, port)) = last.split_once("successfully on port ") {
            let port = port.trim_end_matches('.').parse();
            return Ok(port.expect("a port is a number"));
        }
    }
    Err(said)
}
