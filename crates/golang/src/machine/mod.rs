//! Runs compiled programs on the Lab's Go runtime.
//!
//! A goroutine of the program is a goroutine of `goruntime`. Its state is its stack of frames and its slots; a plain
//! function executes operations until one has to wait, and an `async` function around it awaits what `goruntime` offers
//! for that operation. So scheduling, virtual time, deadlock and the trace are those of the built-in patterns.

mod accesses;
mod account;
mod bodies;
mod called;
mod compare;
mod compute;
mod deferred;
mod execution;
mod explored;
mod flags;
mod frames;
mod iteration;
mod late;
mod left;
mod limits;
mod loaded;
mod map;
mod memory;
mod memory_operations;
mod names;
mod natives;
mod numbers;
mod operations;
mod panics;
mod printing;
mod ranges;
mod reach;
mod remains;
mod roots;
mod sent;
mod shadow;
mod shared;
mod stack;
mod text_operations;
mod time_values;
mod touch;
mod touched;
mod utf8;
mod value;
mod waits;
mod watch;
mod watched;

pub use execution::{Execution, Started, start};
pub use explored::{Access, DataRace, Explored, Plan, StackFrame, Stuck, TEST_MAIN, explore};
pub use flags::Flag;
pub use limits::Limits;
pub use loaded::Loaded;
pub use natives::number as native;
pub use touch::{Touch, Touches};
