//! A browser session: a Chromium with a profile of its own, driven through chromedriver.
//!
//! `thirtyfour` speaks the protocol, starts the driver and ends it with its last session. It is asynchronous; the tests
//! read better as what a person does, step by step, so each call here blocks until its answer is there.

use serde_json::Value;
use std::env;
use std::error::Error;
use std::future::Future;
use std::iter;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use thirtyfour::common::config::WebDriverConfig;
use thirtyfour::error::WebDriverResult;
use thirtyfour::manager::{BrowserKind, WebDriverManager};
use thirtyfour::{
    Capabilities, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver,
};
use tokio::runtime::{Builder, Runtime};

/// The longest that a single command may take, a script that awaits included.
const COMMAND_LIMIT: Duration = Duration::from_secs(90);

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

/// One worker thread reads what the driver writes, also while no command is under way.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    let built = builder.worker_threads(1).enable_all().build();
    built.expect("a thread can be started")
});

/// Starts the driver with the first session, and ends it with the last.
static DRIVERS: LazyLock<Arc<WebDriverManager>> = LazyLock::new(|| {
    let config = WebDriverConfig::builder().request_timeout(COMMAND_LIMIT);
    let driver = env::var("GOROUTINE_LAB_CHROMEDRIVER");
    let driver = driver.unwrap_or_else(|_| String::from("chromedriver"));
    WebDriverManager::builder()
        .config(config.build().expect("a limit is allowed"))
        .driver_binary(BrowserKind::Chrome, driver)
        .offline()
        .build()
});

/// A browser. It ends with this value, also when the test panics.
pub(crate) struct Session {
    driver: WebDriver,
}

impl Session {
    /// Starts a browser, with further arguments of Chromium's.
    ///
    /// # Panics
    /// If there is no browser, or no driver of its version, or one of them does not start.
    #[track_caller]
    pub(crate) fn start(further: &[&str]) -> Session {
        let capabilities = capabilities(further).expect("the capabilities are valid");
        let driver = answer("start", DRIVERS.launch(capabilities));
        let session = Session { driver };
        let limit = session.driver.set_script_timeout(COMMAND_LIMIT);
        answer("set a time limit", limit);
        session
    }

    /// Opens an address and waits until it is loaded.
    #[track_caller]
    pub(crate) fn open(&self, address: &str) {
        answer(address, self.driver.goto(address));
    }

    /// Runs JavaScript; `return` gives its value.
    #[track_caller]
    pub(crate) fn script(&self, body: &str) -> Value {
        let result = self.driver.execute(body, Vec::new());
        answer("run a script", result).json().clone()
    }

    /// Runs JavaScript that may await; `return` gives its value.
    ///
    /// # Panics
    /// If it throws, with what it threw.
    #[track_caller]
    pub(crate) fn async_script(&self, body: &str) -> Value {
        // The driver hands over a callback as the last argument.
        let body = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(value => done({{ value }}), error => done({{ error: `${{error}}` }}));"
        );
        let result = self.driver.execute_async(body, Vec::new());
        let mut result = answer("run a script", result).json().clone();
        let error = &result["error"];
        assert!(error.is_null(), "the script threw {error}");
        result["value"].take()
    }

    /// Runs a command of the developer tools.
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        answer(command, self.driver.cdp().send_raw(command, parameters))
    }

    /// A picture of the window, in base64; nothing if the browser cannot give one any more.
    pub(crate) fn screenshot(&self) -> Option<String> {
        RUNTIME
            .block_on(self.driver.screenshot_as_png_base64())
            .ok()
    }

    /// Presses and releases keys, one after the other.
    #[track_caller]
    pub(crate) fn keys(&self, keys: &[char]) {
        let none = self.driver.action_chain();
        let chain = keys
            .iter()
            .fold(none, |chain, key| chain.key_down(*key).key_up(*key));
        answer("press keys", chain.perform());
    }

    /// What follows happens in a frame of the page.
    #[track_caller]
    pub(crate) fn enter_frame(&self, number: u16) {
        answer("enter a frame", self.driver.enter_frame(number));
    }

    /// What follows happens in the page itself.
    #[track_caller]
    pub(crate) fn leave_frame(&self) {
        answer("leave a frame", self.driver.enter_default_frame());
    }

    /// How many windows there are.
    #[track_caller]
    pub(crate) fn windows(&self) -> usize {
        answer("count the windows", self.driver.windows()).len()
    }

    /// What follows happens in another window, by its number in the order in which they were opened.
    #[track_caller]
    pub(crate) fn enter_window(&self, number: usize) {
        let windows = answer("find the windows", self.driver.windows());
        let window = windows[number].clone();
        answer("enter a window", self.driver.switch_to_window(window));
    }

    /// What the console says since it was last asked, a line for each entry.
    #[track_caller]
    pub(crate) fn console(&self) -> Vec<String> {
        let entries = answer("read the console", self.driver.get_log("browser"));
        let lines = entries.into_iter();
        lines
            .map(|entry| format!("{}: {}", entry.level, entry.message))
            .collect()
    }

    /// The events of the developer tools since they were last asked for, among them every request.
    #[track_caller]
    pub(crate) fn events(&self) -> Vec<Value> {
        let entries = answer("read the events", self.driver.get_log("performance"));
        let parse = |text: &str| serde_json::from_str::<Value>(text).expect("an event is JSON");
        let events = entries.into_iter();
        events
            .map(|entry| parse(&entry.message)["message"].take())
            .collect()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A browser that is gone cannot be asked to go, and its driver is ended all the same.
        let _ = RUNTIME.block_on(self.driver.clone().quit());
    }
}

/// A driver's answer, whatever it is.
pub(crate) fn answer_of<T>(command: impl Future<Output = T>) -> T {
    RUNTIME.block_on(command)
}

/// Waits for the driver's answer.
#[track_caller]
fn answer<T>(what: &str, command: impl Future<Output = WebDriverResult<T>>) -> T {
    match RUNTIME.block_on(command) {
        Ok(value) => value,
        Err(error) => panic!(
            "chromedriver could not {what}: {} (`cargo xtask test` installs what is needed)",
            with_causes(&error)
        ),
    }
}

/// An error and what caused it. The driver's message goes on with a trace of its own code, which is left out.
fn with_causes(error: &(dyn Error + 'static)) -> String {
    let causes = iter::successors(Some(error), |&error| error.source());
    let messages = causes.map(|cause| {
        let text = cause.to_string();
        String::from(text.split("#0 ").next().unwrap_or_default().trim_end())
    });
    messages.collect::<Vec<_>>().join(": ")
}

fn capabilities(further: &[&str]) -> WebDriverResult<Capabilities> {
    let mut chrome = DesiredCapabilities::chrome();
    // Otherwise the driver knows where the browser of its version is installed.
    if let Ok(chromium) = env::var("GOROUTINE_LAB_CHROMIUM") {
        chrome.set_binary(&chromium)?;
    }
    for argument in ARGUMENTS.iter().chain(further) {
        chrome.add_arg(argument)?;
    }
    // Without this, browsers begin with a page of their own, which takes longer than all the rest.
    let blank = serde_json::json!({ "session": { "restore_on_startup": 4, "startup_urls": ["about:blank"] } });
    chrome.add_experimental_option("prefs", blank)?;
    let logs = serde_json::json!({ "browser": "ALL", "performance": "ALL" });
    chrome.set("goog:loggingPrefs", logs)?;
    Ok(chrome.into())
}
