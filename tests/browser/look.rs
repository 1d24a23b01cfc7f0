//! Looking at the page. What a test reads is there a moment later than what it did, so a [`Look`] can be used in one way
//! only: by waiting until it shows what the test expects.

use crate::driver::Session;
use crate::page::Page;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Debug;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for what must come. A busy machine is no reason to fail.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Something that can be read on the page again and again.
#[must_use = "a look that waits for nothing tests nothing"]
pub(crate) struct Look<'a, T> {
    what: String,
    read: Box<dyn Fn() -> Result<T, String> + 'a>,
}

impl<'a, T: Debug + 'a> Look<'a, T> {
    /// What is read, in words, and how: the value, or why there is none yet.
    pub(crate) fn new(what: impl Into<String>, read: impl Fn() -> Result<T, String> + 'a) -> Self {
        Look {
            what: what.into(),
            read: Box::new(read),
        }
    }

    /// Another value made from this one.
    pub(crate) fn map<U: Debug + 'a>(self, map: impl Fn(T) -> U + 'a) -> Look<'a, U> {
        self.try_map(move |value| Ok(map(value)))
    }

    /// Another value made from this one, or why there is none yet.
    pub(crate) fn try_map<U: Debug + 'a>(
        self,
        map: impl Fn(T) -> Result<U, String> + 'a,
    ) -> Look<'a, U> {
        Look::new(self.what, move || (self.read)().and_then(&map))
    }

    /// Waits until the value is there.
    #[track_caller]
    pub(crate) fn get(&self) -> T {
        self.wait("be there", |_| true)
    }

    /// Waits until the value equals another.
    #[track_caller]
    pub(crate) fn is<U: Debug + ?Sized>(&self, expected: &U)
    where
        T: PartialEq<U>,
    {
        self.wait(&format!("be {expected:?}"), |value| value == expected);
    }

    /// Waits until the value differs from another.
    #[track_caller]
    pub(crate) fn is_not<U: Debug + ?Sized>(&self, other: &U)
    where
        T: PartialEq<U>,
    {
        self.wait(&format!("not be {other:?}"), |value| value != other);
    }

    /// Waits until something holds of the value, which is returned. `expected` ends a sentence: "it should …".
    #[track_caller]
    pub(crate) fn wait(&self, expected: &str, holds: impl Fn(&T) -> bool) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = (self.read)();
            match found {
                Ok(value) if holds(&value) => return value,
                _ if Instant::now() < deadline => thread::sleep(PAUSE),
                Ok(value) => panic!("{} should {expected}, and is {value:?}", self.what),
                Err(problem) => panic!("{} should {expected}: {problem}", self.what),
            }
        }
    }
}

impl Look<'_, bool> {
    /// Waits until it is so.
    #[track_caller]
    pub(crate) fn holds(&self) {
        self.is(&true);
    }
}

impl Look<'_, String> {
    /// Waits until a text contains another.
    #[track_caller]
    pub(crate) fn contains(&self, part: &str) {
        self.wait(&format!("contain {part:?}"), |text| text.contains(part));
    }

    /// Waits until a text starts with another.
    #[track_caller]
    pub(crate) fn starts_with(&self, part: &str) {
        self.wait(&format!("start with {part:?}"), |text| {
            text.starts_with(part)
        });
    }
}

impl<E: Debug> Look<'_, Vec<E>> {
    /// Waits until there is nothing.
    #[track_caller]
    pub(crate) fn is_empty(&self) {
        self.wait("be empty", Vec::is_empty);
    }

    /// Waits until there is something.
    #[track_caller]
    pub(crate) fn is_not_empty(&self) {
        self.wait("not be empty", |all| !all.is_empty());
    }

    /// Waits until there is a number of them.
    #[track_caller]
    pub(crate) fn has_length(&self, length: usize) {
        self.wait(&format!("be {length}"), |all| all.len() == length);
    }
}

impl Page {
    /// The value of a script's `return`. `null` is no value yet. The script may use the functions of `page.js`.
    pub(crate) fn read<'a, T>(&'a self, what: &str, script: impl Into<String>) -> Look<'a, T>
    where
        T: DeserializeOwned + Debug + 'a,
    {
        self.read_by(what, &script.into(), Session::script)
    }

    /// The same of a script that awaits something, in a document that stays.
    pub(crate) fn read_async<'a, T>(&'a self, what: &str, script: impl Into<String>) -> Look<'a, T>
    where
        T: DeserializeOwned + Debug + 'a,
    {
        self.read_by(what, &script.into(), Session::async_script)
    }

    fn read_by<'a, T>(
        &'a self,
        what: &str,
        script: &str,
        run: fn(&Session, &str) -> Value,
    ) -> Look<'a, T>
    where
        T: DeserializeOwned + Debug + 'a,
    {
        const PRELUDE: &str = include_str!("page.js");
        let script = format!("{PRELUDE}\n{script}");
        Look::new(what, move || {
            let value = run(self.session(), &script);
            if value.is_null() {
                return Err(String::from("there is none"));
            }
            let text = value.to_string();
            serde_json::from_value(value).map_err(|error| format!("{error}: {text}"))
        })
    }
}
