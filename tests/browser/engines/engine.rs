//! A session of Firefox or of WebKit, by the driver's protocol alone: there are no developer tools as in Chromium.

use crate::driver::answer_of;
use crate::look::Look;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::env;
use std::fmt::Debug;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::Capabilities;
use thirtyfour::prelude::{By, WebDriver, WebDriverResult};

/// How long a driver may take to listen, in tenths of a second.
const PATIENCE: u32 = 300;

/// How often a window is made larger or smaller until its page has the wanted size.
const TRIES: u32 = 4;

/// An engine that is not Chromium's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Firefox,
    WebKit,
}

/// A browser. It ends with this value, also when the test panics.
pub(super) struct Engine {
    driver: WebDriver,
    /// The driver, and the screen on which a browser is drawn.
    processes: Vec<Child>,
    /// The home of the browser, so that it finds nobody's settings.
    _home: TempDir,
}

impl Engine {
    /// Starts a browser; `None` if it is not on this machine, of which a line tells.
    ///
    /// # Panics
    /// If it is there, and does not start.
    pub(super) fn start(kind: Kind) -> Option<Engine> {
        let home = tempfile::tempdir().expect("a folder can be made");
        let started = match kind {
            Kind::Firefox => firefox(home.path()),
            Kind::WebKit => webkit(home.path()),
        };
        let Some((processes, port, capabilities)) = started else {
            println!(
                "skipped: {kind:?} is not here; `cargo xtask test engines` says what it needs"
            );
            return None;
        };
        let mut engine = Starting(processes);
        let address = format!("http://127.0.0.1:{port}");
        let Value::Object(capabilities) = capabilities else {
            unreachable!("capabilities are an object")
        };
        let capabilities = Capabilities::from(capabilities);
        wait_for(port);
        let driver = answer_of(WebDriver::new(&address, capabilities));
        let driver = driver.unwrap_or_else(|error| panic!("{kind:?} does not start: {error}"));
        Some(Engine {
            driver,
            processes: std::mem::take(&mut engine.0),
            _home: home,
        })
    }

    /// Opens an address.
    #[track_caller]
    pub(super) fn open(&self, address: &str) {
        told(answer_of(self.driver.goto(address)), address);
    }

    /// What a script returns, which may use the functions of `page.js`. `null` is no value yet.
    pub(super) fn read<'a, T>(&'a self, what: &str, script: &str) -> Look<'a, T>
    where
        T: DeserializeOwned + Debug + 'a,
    {
        const PRELUDE: &str = include_str!("../page.js");
        let script = format!("{PRELUDE}\n{script}");
        Look::new(what, move || {
            let result = answer_of(self.driver.execute(&script, Vec::new()));
            let value = result.map_err(|error| error.to_string())?.json().clone();
            if value.is_null() {
                return Err(String::from("there is none"));
            }
            serde_json::from_value(value).map_err(|error| error.to_string())
        })
    }

    /// Clicks on an element in its middle, once it is there.
    #[track_caller]
    pub(super) fn click(&self, selector: &str) {
        let click = || {
            let clicked = async {
                let element = self.driver.find(By::Css(selector)).await?;
                element.click().await
            };
            answer_of(clicked).map_err(|error| error.to_string())
        };
        Look::new(format!("a click on {selector}"), click).get();
    }

    /// Drags with the mouse from a part of an element's width to another.
    #[track_caller]
    pub(super) fn drag(&self, selector: &str, from: f64, to: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
        let dragged = async {
            let element = self.driver.find(By::Css(selector)).await?;
            let place = element.rect().await?;
            let x = |part: f64| (place.width * (part - 0.5)) as i64;
            let chain = self.driver.action_chain();
            let chain = chain.move_to_element_with_offset(&element, x(from), 0);
            let chain = chain
                .click_and_hold()
                .move_to_element_with_offset(&element, x(to), 0);
            chain.release().perform().await
        };
        told(answer_of(dragged), selector);
    }

    /// Presses keys, one after the other.
    #[track_caller]
    pub(super) fn keys(&self, keys: &[char]) {
        let none = self.driver.action_chain();
        let chain = keys
            .iter()
            .fold(none, |chain, key| chain.key_down(*key).key_up(*key));
        told(answer_of(chain.perform()), "keys");
    }

    /// What follows happens in the page's only frame.
    #[track_caller]
    pub(super) fn enter_frame(&self) {
        told(answer_of(self.driver.enter_frame(0)), "the frame");
    }

    /// What follows happens in the page itself again.
    #[track_caller]
    pub(super) fn leave_frame(&self) {
        told(answer_of(self.driver.enter_default_frame()), "the page");
    }

    /// Makes the page so large, as far as the browser can, and keeps a picture of it to be looked at.
    #[track_caller]
    pub(super) fn picture(&self, name: &str, width: i64, height: i64) {
        let inner = self.read::<[i64; 2]>("the window", "return [innerWidth, innerHeight]");
        let mut outer = (width, height);
        // A window has edges and bars of its own, and is not made larger at once.
        for _ in 0..TRIES {
            let [w, h] = [outer.0, outer.1].map(|length| u32::try_from(length).unwrap_or_default());
            told(
                answer_of(self.driver.set_window_rect(0, 0, w, h)),
                "the window's size",
            );
            thread::sleep(Duration::from_millis(100));
            let [w, h] = inner.get();
            outer = (outer.0 + width - w, outer.1 + height - h);
        }
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        told(answer_of(self.driver.screenshot(&file)), "a picture");
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A browser that is gone cannot be asked to go.
        let _ = answer_of(self.driver.clone().quit());
        drop(Starting(std::mem::take(&mut self.processes)));
    }
}

/// Processes that end with this value.
struct Starting(Vec<Child>);

impl Drop for Starting {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

type Started = Option<(Vec<Child>, u16, Value)>;

fn firefox(home: &Path) -> Started {
    let (firefox, driver) = (
        named("GOROUTINE_LAB_FIREFOX")?,
        named("GOROUTINE_LAB_GECKODRIVER")?,
    );
    let port = free_port();
    let child = Command::new(driver)
        .args(["--port", &port.to_string()])
        .env("HOME", home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("geckodriver starts");
    let options = json!({ "binary": firefox, "args": ["-headless"] });
    let capabilities = json!({ "browserName": "firefox", "moz:firefoxOptions": options });
    Some((vec![child], port, capabilities))
}

fn webkit(home: &Path) -> Started {
    let (driver, xvfb) = (
        named("GOROUTINE_LAB_WEBKITDRIVER")?,
        named("GOROUTINE_LAB_XVFB")?,
    );
    let mut screen = Command::new(xvfb)
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "2000x1400x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts");
    let mut number = String::new();
    let output = screen.stdout.take().expect("its output is read");
    BufReader::new(output)
        .read_line(&mut number)
        .expect("Xvfb says which screen it is");
    let port = free_port();
    let child = Command::new(driver)
        .arg(format!("--port={port}"))
        .env("HOME", home)
        .env("DISPLAY", format!(":{}", number.trim()))
        // Its sandbox needs rights that a container does not have, and no page but ours is opened in it.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("WebKitWebDriver starts");
    let options = mini_browser().map_or_else(
        || json!({}),
        |binary| json!({ "webkitgtk:browserOptions": { "binary": binary, "args": ["--automation"] } }),
    );
    Some((vec![child, screen], port, options))
}

/// The browser that comes with the library, in a folder of the machine's architecture.
fn mini_browser() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    let mut found = folders.flat_map(|folder| {
        ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"]
            .map(|version| folder.path().join(version).join("MiniBrowser"))
    });
    found.find(|path| path.is_file())
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free loopback port");
    listener.local_addr().expect("it listens on a port").port()
}

/// Waits until a driver listens.
fn wait_for(port: u16) {
    for _ in 0..PATIENCE {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("nothing listens on the port {port}")
}

#[track_caller]
fn told<T>(result: WebDriverResult<T>, what: &str) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error}"))
}
