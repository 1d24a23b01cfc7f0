//! The patterns. Each file is one program, written in Go's manner next to the Go program that it mirrors.

mod batched;
mod channel_buffer;
mod chunked;
mod circuit_breaker;
mod client_disconnect;
mod closed_channel;
mod cluster_test;
mod collect_errors;
mod counter;
mod cpu_bound;
mod done_channel;
mod errgroup;
mod errgroup_limit;
mod error_channel;
mod errors;
mod fan_out_fan_in;
mod fetch_status;
mod forgotten_done;
mod graceful_shutdown;
mod groups;
mod hibernation;
mod leak;
mod loop_capture;
mod manifests;
mod naive;
mod pipeline;
mod print;
mod semaphore;
mod sequential;
mod shared_err;
mod shared_state;
mod source;
mod sse_broker;
mod swallowed_error;
mod threads;
mod time_after;
mod timeout;
mod token_bucket;
mod transaction;
mod unbounded;
mod wait_group;
mod weighted_semaphore;
mod worker_pool;

pub use groups::groups;
pub use source::{Line, Source};

use crate::params::Key;
use crate::world::Workload;
use futures::future::LocalBoxFuture;
use std::fmt;

/// A concurrent program in Go and in goroutine-style Rust.
pub struct Pattern {
    /// Its id in links and on the command line.
    pub id: &'static str,
    /// Its name on the page.
    pub name: &'static str,
    /// Its behaviour in a sentence.
    pub summary: &'static str,
    /// Its use in a sentence.
    pub when: &'static str,
    /// The folder of its Go program in `assets/go/`, which variants of a pattern share. The id of a variant is the folder
    /// and then the variant's name.
    pub folder: &'static str,
    /// The Go program.
    pub source: Source,
    /// The parameters that it takes besides those of the workload. The first is the large slider.
    pub params: &'static [Key],
    /// Defaults that differ from the parameters' own, in the form of links. Scenarios have defaults of their own.
    pub defaults: &'static [(Key, &'static str)],
    /// An error in the talk's own code, if there is one, in a sentence or two.
    pub note: Option<&'static str>,
    /// The Rust program: main.
    pub main: fn(Workload) -> LocalBoxFuture<'static, ()>,
}

/// Every pattern. The page, the command line and the tests walk this list.
pub const ALL: [&Pattern; 83] = [
    &sequential::PATTERN,
    &naive::PATTERN,
    &naive::SERVER,
    &unbounded::PATTERN,
    &batched::PATTERN,
    &batched::SLIDE,
    &worker_pool::PATTERN,
    &semaphore::PATTERN,
    &errgroup_limit::PATTERN,
    &fan_out_fan_in::PATTERN,
    &fetch_status::PATTERN,
    &fetch_status::FIXED,
    &cluster_test::PATTERN,
    &cluster_test::WITH_MUTEX,
    &cluster_test::INTO_SLICE,
    &cluster_test::PLAIN,
    &manifests::PATTERN,
    &hibernation::PATTERN,
    &hibernation::SLIDE,
    &chunked::PATTERN,
    &chunked::REMAINDER,
    &channel_buffer::PATTERN,
    &done_channel::PATTERN,
    &threads::PATTERN,
    &threads::OS,
    &client_disconnect::PATTERN,
    &client_disconnect::IGNORED,
    &client_disconnect::BATCHED,
    &client_disconnect::BATCHED_IGNORED,
    &graceful_shutdown::PATTERN,
    &error_channel::PATTERN,
    &error_channel::FIXED,
    &errgroup::PATTERN,
    &collect_errors::PATTERN,
    &shared_err::PATTERN,
    &shared_err::FIXED,
    &swallowed_error::PATTERN,
    &swallowed_error::FIXED,
    &weighted_semaphore::PATTERN,
    &token_bucket::PATTERN,
    &token_bucket::BURST,
    &circuit_breaker::PATTERN,
    &circuit_breaker::UNLOCKED,
    &timeout::PATTERN,
    &timeout::PER_TASK,
    &sse_broker::PATTERN,
    &sse_broker::BLOCKING,
    &sse_broker::FIXED,
    &pipeline::PATTERN,
    &pipeline::LEAK,
    &pipeline::CANCEL,
    &counter::PATTERN,
    &counter::ATOMIC,
    &counter::MUTEX,
    &shared_state::PATTERN,
    &shared_state::CHANNEL,
    &cpu_bound::PATTERN,
    &leak::PATTERN,
    &leak::FIXED,
    &leak::LOOP,
    &leak::LOOP_FIXED,
    &forgotten_done::PATTERN,
    &forgotten_done::RECOVER,
    &forgotten_done::PANICKING,
    &forgotten_done::FIXED,
    &loop_capture::PATTERN,
    &loop_capture::FIXED,
    &loop_capture::GO122,
    &closed_channel::PATTERN,
    &closed_channel::SELECT,
    &closed_channel::TWICE,
    &closed_channel::FIXED,
    &wait_group::PATTERN,
    &wait_group::FIXED,
    &wait_group::GO_METHOD,
    &wait_group::NEGATIVE,
    &wait_group::REUSE,
    &wait_group::REUSE_FIXED,
    &time_after::PATTERN,
    &time_after::GO123,
    &time_after::FIXED,
    &transaction::PATTERN,
    &transaction::FIXED,
];

impl Pattern {
    /// The variant of its Go program: the value of the program's flag `-variant`.
    #[must_use]
    pub fn variant(&self) -> Option<&'static str> {
        self.id.strip_prefix(self.folder)?.strip_prefix('-')
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.id == other.id
    }
}

impl Eq for Pattern {}

/// The pattern of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Pattern> {
    ALL.into_iter().find(|p| p.id == id)
}
