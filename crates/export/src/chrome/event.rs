//! A trace event of the format.

use serde::Serialize;

/// An event. Fields that its phase does not have are left out.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct ChromeEvent<'a> {
    pub(super) ph: &'static str,
    pub(super) pid: u32,
    pub(super) tid: u32,
    /// In microseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ts: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cat: Option<&'static str>,
    /// Of an arrow. It counts in the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<u64>,
    /// Of an asynchronous slice. It counts in its process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id2: Option<LocalId<'a>>,
    /// Where an arrow is attached at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bp: Option<&'static str>,
    /// The scope of an instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) s: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) args: Option<Arguments<'a>>,
}

/// A number, as text, that counts in its process.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct LocalId<'a> {
    pub(super) local: &'a str,
}

/// The arguments of an event.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Arguments<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort_index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) function: Option<&'a str>,
    /// What the goroutine waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<&'a str>,
    /// `file:line`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<&'a str>,
    /// Of a counter: the goroutines by state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) running: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) runnable: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) waiting: Option<u64>,
    /// Of a counter with one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<u64>,
}

impl<'a> Arguments<'a> {
    pub(super) fn name(name: &'a str) -> Arguments<'a> {
        Arguments {
            name: Some(name),
            ..Arguments::default()
        }
    }

    pub(super) fn sort_index(index: u32) -> Arguments<'a> {
        Arguments {
            sort_index: Some(index),
            ..Arguments::default()
        }
    }
}

impl<'a> ChromeEvent<'a> {
    /// An event of a phase, without a moment.
    pub(super) fn new(ph: &'static str, pid: u32, tid: u32) -> ChromeEvent<'a> {
        ChromeEvent {
            ph,
            pid,
            tid,
            ts: None,
            name: None,
            cat: None,
            id: None,
            id2: None,
            bp: None,
            s: None,
            args: None,
        }
    }

    /// A name of a process or a thread.
    pub(super) fn metadata(
        pid: u32,
        tid: u32,
        name: &'a str,
        args: Arguments<'a>,
    ) -> ChromeEvent<'a> {
        ChromeEvent {
            name: Some(name),
            args: Some(args),
            ..ChromeEvent::new("M", pid, tid)
        }
    }
}
