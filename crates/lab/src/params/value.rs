//! The values of parameters.

use std::collections::BinaryHeap;
use std::rc::Rc;

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number in the parameter's unit. If the unit allows `none`, that is 0.
    Number(u64),
    /// One duration in nanoseconds for each task, or for each of the parameter's other subjects.
    List(Rc<[u64]>),
    /// A duration for each task, drawn from a distribution.
    Drawn(Distribution),
    /// The numbers of some tasks or workers, each once, in ascending order.
    Numbers(Rc<[u64]>),
}

/// A distribution of latencies, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// All durations from `low` to `high` have the same probability.
    Uniform {
        /// The shortest.
        low: u64,
        /// The longest.
        high: u64,
    },
    /// The normal distribution; negative durations become zero.
    Normal {
        /// The mean.
        mean: u64,
        /// The standard deviation.
        deviation: u64,
    },
    /// The log-normal distribution, as of the latencies of servers: many short ones and a long tail.
    LogNormal {
        /// The median.
        median: u64,
        /// The 95th percentile.
        p95: u64,
    },
    /// Most take the usual time, and a few, the stragglers, another.
    Bimodal {
        /// The usual time.
        usual: u64,
        /// The time of a straggler.
        straggler: u64,
        /// The percentage of stragglers.
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
    /// The shortest and the longest duration by which it is described; longer ones can rarely be drawn.
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
