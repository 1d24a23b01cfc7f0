//! The bytes of a Go execution trace: batches of events by thread, and the tables (`src/internal/trace/batch.go`).
//!
//! A P has a thread of its own here, with the same number plus one. There is one generation.

use super::tables::{Kind, Tables, put};
use crate::source::Place;
use goruntime::time::Time;

const HEADER: &[u8; 16] = b"go 1.22 trace\0\0\0";
const GENERATION: u64 = 1;
/// The thread of batches that belong to none.
const NO_THREAD: u64 = u64::MAX;
/// Readers take a moment of 0 for one that is not set.
const BEGINNING: u64 = 1;
const TICKS_A_SECOND: u64 = 1_000_000_000;
/// `ProcRunning` of `src/internal/trace/tracev2/events.go`.
const RUNNING: u64 = 1;
/// The most bytes of a batch (`MaxBatchSize`), less the largest event.
const FULL: usize = (64 << 10) - 2_048;

/// Collects events.
#[derive(Debug)]
pub(super) struct Encoder {
    tables: Tables,
    threads: Vec<Thread>,
    /// The moment of the last event, of any thread.
    last: u64,
    done: Vec<u8>,
}

/// A thread with the batch that is being filled.
#[derive(Debug, Default)]
struct Thread {
    /// The moment at which the batch begins, and of its last event.
    began: u64,
    last: u64,
    events: Vec<u8>,
}

impl Encoder {
    pub(super) fn new() -> Encoder {
        Encoder {
            tables: Tables::default(),
            threads: Vec::new(),
            last: BEGINNING,
            done: HEADER.to_vec(),
        }
    }

    /// The number of a string.
    pub(super) fn string(&mut self, text: &str) -> u64 {
        self.tables.string(text)
    }

    /// The number of a stack, innermost frame first.
    pub(super) fn stack(&mut self, frames: &[Place]) -> u64 {
        self.tables.stack(frames)
    }

    /// Appends an event of a P. It comes a nanosecond after the last one if that was at the same moment or later.
    pub(super) fn event(&mut self, processor: usize, at: Time, kind: Kind, arguments: &[u64]) {
        while self.threads.len() <= processor {
            let next = self.threads.len();
            self.threads.push(Thread::default());
            // A P is shown from its first event on.
            self.append(next, at, Kind::ProcStatus, &[next as u64, RUNNING]);
        }
        self.append(processor, at, kind, arguments);
    }

    fn append(&mut self, thread: usize, at: Time, kind: Kind, arguments: &[u64]) {
        let moment = (BEGINNING + at.0).max(self.last + 1);
        self.last = moment;
        let batch = &mut self.threads[thread];
        if batch.events.len() > FULL {
            let events = std::mem::take(&mut batch.events);
            put_batch(&mut self.done, thread as u64 + 1, batch.began, &events);
        }
        if batch.events.is_empty() {
            batch.began = moment;
            batch.last = moment;
        }
        batch.events.push(kind as u8);
        put(&mut batch.events, moment - batch.last);
        for argument in arguments {
            put(&mut batch.events, *argument);
        }
        batch.last = moment;
    }

    /// The whole trace.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut out = self.done;
        for (thread, batch) in (1..).zip(&self.threads) {
            put_batch(&mut out, thread, batch.began, &batch.events);
        }
        let mut frequency = vec![Kind::Frequency as u8];
        put(&mut frequency, TICKS_A_SECOND);
        put_batch(&mut out, NO_THREAD, BEGINNING, &frequency);
        put_table(&mut out, Kind::Stacks, &self.tables.stack_entries());
        put_table(&mut out, Kind::Strings, &self.tables.string_entries());
        out
    }
}

fn put_table(out: &mut Vec<u8>, kind: Kind, entries: &[Vec<u8>]) {
    let mut batch = vec![kind as u8];
    for entry in entries {
        if batch.len() + entry.len() > FULL {
            put_batch(out, NO_THREAD, BEGINNING, &batch);
            batch.truncate(1);
        }
        batch.extend_from_slice(entry);
    }
    put_batch(out, NO_THREAD, BEGINNING, &batch);
}

fn put_batch(out: &mut Vec<u8>, thread: u64, began: u64, bytes: &[u8]) {
    out.push(Kind::EventBatch as u8);
    for field in [GENERATION, thread, began, bytes.len() as u64] {
        put(out, field);
    }
    out.extend_from_slice(bytes);
}
