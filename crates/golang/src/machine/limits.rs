//! The limits of an execution.

use goruntime::runtime::Budget;

/// The limits of an execution.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Those of the runtime.
    pub budget: Budget,
    /// How many jumps and calls all goroutines may make together. Between two of them a goroutine executes at most the
    /// operations of one function.
    pub jumps: u64,
    /// How many calls may be active in one goroutine; beyond is a stack overflow. Go limits the stack to 1,000,000,000
    /// bytes instead.
    pub depth: usize,
    /// How many bytes the program may hold.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            budget: Budget::default(),
            jumps: 2_000_000_000,
            depth: 1_000_000,
            memory: 512 << 20,
        }
    }
}
