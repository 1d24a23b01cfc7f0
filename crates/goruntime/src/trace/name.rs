//! Names of goroutines and of what they wait for.

use std::fmt;

/// The name that a program gives to a goroutine, a channel or a lock: a text, and a number where there are several.
///
/// `Name::from("broker")` is *broker*, `Name::from(("worker", 3))` is *worker 3*. A trace keeps each text once, so names
/// cost no memory for each goroutine. Go has pprof labels for this (`runtime/pprof`, `Do`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name<'n> {
    /// The text before the number.
    pub text: &'n str,
    /// The number, if there is one.
    pub number: Option<u32>,
}

impl<'n> From<&'n str> for Name<'n> {
    fn from(text: &'n str) -> Name<'n> {
        Name { text, number: None }
    }
}

impl<'n> From<(&'n str, usize)> for Name<'n> {
    /// Numbers above `u32::MAX` become `u32::MAX`: no run has so many goroutines.
    fn from((text, number): (&'n str, usize)) -> Name<'n> {
        let number = Some(u32::try_from(number).unwrap_or(u32::MAX));
        Name { text, number }
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            None => f.write_str(self.text),
            Some(number) => write!(f, "{} {number}", self.text),
        }
    }
}

/// The number of an object: a thing on which goroutines wait. Objects are counted from 1 in the order in which the trace
/// learns of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub u32);

/// The kind of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A channel.
    Chan,
    /// The channel of a timer or a ticker.
    Timer,
    /// A context, whose `Done` channel goroutines wait for.
    Context,
    /// A `sync.Mutex`.
    Mutex,
    /// A `sync.RWMutex`.
    RwMutex,
    /// A `sync.WaitGroup`.
    WaitGroup,
    /// A `semaphore.Weighted`.
    Semaphore,
}

impl ObjectKind {
    /// Every kind, in the order of its code.
    pub const ALL: [ObjectKind; 7] = [
        ObjectKind::Chan,
        ObjectKind::Timer,
        ObjectKind::Context,
        ObjectKind::Mutex,
        ObjectKind::RwMutex,
        ObjectKind::WaitGroup,
        ObjectKind::Semaphore,
    ];

    /// The word for an object of this kind that has no name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ObjectKind::Chan => "chan",
            ObjectKind::Timer => "timer",
            ObjectKind::Context => "context",
            ObjectKind::Mutex => "mutex",
            ObjectKind::RwMutex => "rwmutex",
            ObjectKind::WaitGroup => "wait group",
            ObjectKind::Semaphore => "semaphore",
        }
    }
}
