//! What a parameter can have as its value.

use std::collections::BinaryHeap;
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
    /// The bell curve around a mean; what would be less than nothing is nothing.
    Normal {
        /// The mean.
        mean: u64,
        /// The standard deviation.
        deviation: u64,
    },
    /// The skewed curve of latencies as servers have them: many short ones and a long tail.
    LogNormal {
        /// Half of them are shorter.
        median: u64,
        /// One in twenty is longer.
        p95: u64,
    },
    /// Most take a time, and a few, the stragglers, another.
    Bimodal {
        /// What most take.
        usual: u64,
        /// What a straggler takes.
        straggler: u64,
        /// How many of a hundred are stragglers.
        percent: u64,
    },
}

impl Value {
    /// The numbers of some tasks or workers.
    #[must_use]
    pub fn numbers(numbers: impl IntoIterator<Item = u64>) -> Value {
        let numbers: BinaryHeap<u64> = numbers.into_iter().collect();
        let mut numbers = numbers.into_sorted_vec();
        numbers.dedup();
        Value::Numbers(Rc::from(numbers))
    }
}

impl Distribution {
    /// The shortest and the longest duration that it is made of; rarely, longer ones are drawn from a curve.
    #[must_use]
    pub fn ends(self) -> [u64; 2] {
        match self {
            Distribution::Uniform { low, high } => [low, high],
            Distribution::Normal { mean, .. } => [mean, mean],
            Distribution::LogNormal { median, p95 } => [median, p95],
            Distribution::Bimodal {
                usual, straggler, ..
            } => [usual.min(straggler), usual.max(straggler)],
        }
    }
}
