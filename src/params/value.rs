//! What a parameter can have as its value.

use std::rc::Rc;

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number in the parameter's unit. Where it may be none, 0 is none.
    Number(u64),
    /// One duration for each task, or whatever the parameter is of, in nanoseconds.
    List(Rc<[u64]>),
    /// A duration for each task, drawn from a distribution.
    Drawn(Distribution),
    /// The numbers of some tasks or workers, each once, in ascending order.
    Numbers(Rc<[u64]>),
}

/// What latencies are drawn from, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Each from `low` to `high` is as likely as any other.
    Uniform {
        /// The shortest.
        low: u64,
        /// The longest.
        high: u64,
    },
}

impl Value {
    /// The numbers of some tasks or workers.
    #[must_use]
    pub fn numbers(numbers: impl IntoIterator<Item = u64>) -> Value {
        let mut numbers: Vec<u64> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        Value::Numbers(Rc::from(numbers))
    }
}

impl Distribution {
    /// The shortest and the longest that can be drawn.
    #[must_use]
    pub fn ends(self) -> [u64; 2] {
        match self {
            Distribution::Uniform { low, high } => [low, high],
        }
    }
}
