//! How a trace is written and read: a stream of bytes in chunks.
//!
//! An event is one byte, its kind in the low half and a small argument in the high half; an argument of 15 or more
//! follows as a LEB128 number. Time is a `Tick` event with the nanoseconds since the tick before, so that the many
//! events of one instant pay nothing for it. Ids are differences from the last id of the same kind, which in
//! most runs is one. A chunk is filled and left alone: a growing `Vec` would hold the trace twice while it moves.

use super::event::{BlockReason, Event, GoroutineId, Record, Resource, TaskOutcome};
use crate::time::Time;
use xxhash_rust::xxh64::Xxh64;

/// No event is longer: a kind with its argument and one more number.
const LONGEST: usize = 1 + 10 + 10;
const FIRST_CHUNK: usize = 1 << 10;
const LARGEST_CHUNK: usize = 1 << 16;

const TICK: u8 = 0;
const CREATE: u8 = 1;
const START: u8 = 2;
const BLOCK: u8 = 3;
const UNBLOCK: u8 = 4;
const END: u8 = 5;
const TASK_START: u8 = 6;
const TASK_END: u8 = 7;
const ACQUIRE: u8 = 8;
const RELEASE: u8 = 9;
const LOG: u8 = 10;
const MARK: u8 = 11;

/// What the writer and the reader both know at every event: the ids that the next ones are told against.
#[derive(Clone, Debug, Default)]
struct Context {
    at: Time,
    goroutines: u32,
    started: u32,
    unblocked: u32,
    task: u32,
    line: u32,
}

/// Writes a trace.
#[derive(Clone, Debug)]
pub struct Recorder {
    full: Vec<Box<[u8]>>,
    chunk: Vec<u8>,
    lines: Vec<String>,
    context: Context,
}

impl Default for Recorder {
    fn default() -> Recorder {
        Recorder::new()
    }
}

impl Recorder {
    /// An empty trace.
    #[must_use]
    pub fn new() -> Recorder {
        Recorder {
            full: Vec::new(),
            chunk: Vec::with_capacity(FIRST_CHUNK),
            lines: Vec::new(),
            context: Context::default(),
        }
    }

    /// Records that the running goroutine created one, and numbers it.
    #[inline]
    pub fn create(&mut self, at: Time) -> GoroutineId {
        self.context.goroutines += 1;
        self.write(at, CREATE, 0);
        GoroutineId(self.context.goroutines)
    }

    /// Records that a goroutine got the processor.
    #[inline]
    pub fn start(&mut self, at: Time, goroutine: GoroutineId) {
        let step = zigzag(goroutine.0, self.context.started);
        self.context.started = goroutine.0;
        self.write(at, START, step);
    }

    /// Records that the running goroutine cannot go on.
    #[inline]
    pub fn block(&mut self, at: Time, reason: BlockReason) {
        self.write(at, BLOCK, reason as u64);
    }

    /// Records that a goroutine may go on.
    #[inline]
    pub fn unblock(&mut self, at: Time, goroutine: GoroutineId) {
        let step = zigzag(goroutine.0, self.context.unblocked);
        self.context.unblocked = goroutine.0;
        self.write(at, UNBLOCK, step);
    }

    /// Records that the running goroutine returned.
    #[inline]
    pub fn end(&mut self, at: Time) {
        self.write(at, END, 0);
    }

    /// Records that the running goroutine took up a task.
    #[inline]
    pub fn task_start(&mut self, at: Time, task: u32) {
        let step = self.task_step(task);
        self.write(at, TASK_START, step);
    }

    /// Records that the running goroutine is done with a task.
    #[inline]
    pub fn task_end(&mut self, at: Time, task: u32, outcome: TaskOutcome) {
        let step = self.task_step(task);
        self.write(
            at,
            TASK_END,
            step * TaskOutcome::ALL.len() as u64 + outcome as u64,
        );
    }

    /// Records that the running goroutine took some of a resource.
    #[inline]
    pub fn acquire(&mut self, at: Time, resource: Resource, amount: u64) {
        self.write(at, ACQUIRE, resource as u64);
        self.number(amount);
    }

    /// Records that the running goroutine gave some of a resource back.
    #[inline]
    pub fn release(&mut self, at: Time, resource: Resource, amount: u64) {
        self.write(at, RELEASE, resource as u64);
        self.number(amount);
    }

    /// Records a printed line.
    pub fn log(&mut self, at: Time, line: String) {
        self.lines.push(line);
        self.write(at, LOG, 0);
    }

    /// Records that the running goroutine is at a line of its Go program.
    #[inline]
    pub fn mark(&mut self, at: Time, line: u32) {
        let step = zigzag(line, self.context.line);
        self.context.line = line;
        self.write(at, MARK, step);
    }

    /// How many goroutines were created so far.
    #[must_use]
    pub fn goroutines(&self) -> u32 {
        self.context.goroutines
    }

    /// Reads the events back.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records {
            chunks: self
                .full
                .iter()
                .map(|c| &**c)
                .chain(std::iter::once(&*self.chunk))
                .collect::<Vec<_>>()
                .into_iter(),
            bytes: &[],
            lines: self.lines.iter(),
            context: Context::default(),
            by: None,
        }
    }

    /// The size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let text: usize = self.lines.iter().map(String::len).sum();
        self.full.iter().map(|c| c.len()).sum::<usize>() + self.chunk.len() + text
    }

    /// Feeds all that was recorded to a hash.
    pub fn hash_into(&self, hasher: &mut Xxh64) {
        for chunk in &self.full {
            hasher.update(chunk);
        }
        hasher.update(&self.chunk);
        for line in &self.lines {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
    }

    fn task_step(&mut self, task: u32) -> u64 {
        let step = zigzag(task, self.context.task);
        self.context.task = task;
        step
    }

    #[inline]
    fn write(&mut self, at: Time, kind: u8, argument: u64) {
        if self.chunk.capacity() - self.chunk.len() < 2 * LONGEST {
            self.next_chunk();
        }
        if at != self.context.at {
            let step = at.0 - self.context.at.0;
            self.context.at = at;
            self.put(TICK, step);
        }
        self.put(kind, argument);
    }

    #[inline]
    fn put(&mut self, kind: u8, argument: u64) {
        if argument < 15 {
            self.chunk.push(kind | argument.to_le_bytes()[0] << 4);
        } else {
            self.chunk.push(kind | 15 << 4);
            self.number(argument - 15);
        }
    }

    #[inline]
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.chunk.push((n & 0x7f) as u8 | 0x80);
            n >>= 7;
        }
        self.chunk.push((n & 0x7f) as u8);
    }

    #[cold]
    fn next_chunk(&mut self) {
        let size = (self.chunk.capacity() * 2).min(LARGEST_CHUNK);
        let full = std::mem::replace(&mut self.chunk, Vec::with_capacity(size));
        self.full.push(full.into_boxed_slice());
    }
}

/// The events of a trace in order.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    chunks: std::vec::IntoIter<&'t [u8]>,
    bytes: &'t [u8],
    lines: std::slice::Iter<'t, String>,
    context: Context,
    by: Option<GoroutineId>,
}

impl Records<'_> {
    #[inline]
    fn byte(&mut self) -> Option<u8> {
        while self.bytes.is_empty() {
            self.bytes = self.chunks.next()?;
        }
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        let (mut n, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
            shift += 7;
        }
    }

    #[inline]
    fn task(&mut self, step: u64) -> u32 {
        self.context.task = unzigzag(step, self.context.task);
        self.context.task
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    #[inline]
    fn next(&mut self) -> Option<Record<'t>> {
        let (kind, argument) = loop {
            let byte = self.byte()?;
            let small = u64::from(byte >> 4);
            let argument = if small == 15 {
                15 + self.number()?
            } else {
                small
            };
            match byte & 15 {
                TICK => {
                    self.context.at.0 += argument;
                    // Time passes only while no goroutine runs.
                    self.by = None;
                }
                kind => break (kind, argument),
            }
        };
        let by = self.by;
        let event = match kind {
            CREATE => {
                self.context.goroutines += 1;
                Event::GoCreate {
                    child: GoroutineId(self.context.goroutines),
                }
            }
            START => {
                self.context.started = unzigzag(argument, self.context.started);
                self.by = Some(GoroutineId(self.context.started));
                Event::GoStart {
                    goroutine: GoroutineId(self.context.started),
                }
            }
            BLOCK => {
                self.by = None;
                Event::GoBlock {
                    reason: *BlockReason::ALL.get(index(argument))?,
                }
            }
            UNBLOCK => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                Event::GoUnblock {
                    goroutine: GoroutineId(self.context.unblocked),
                }
            }
            END => {
                self.by = None;
                Event::GoEnd
            }
            TASK_START => Event::TaskStart {
                task: self.task(argument),
            },
            TASK_END => {
                let outcomes = TaskOutcome::ALL.len() as u64;
                let outcome = TaskOutcome::ALL[index(argument % outcomes)];
                Event::TaskEnd {
                    task: self.task(argument / outcomes),
                    outcome,
                }
            }
            ACQUIRE => {
                let resource = *Resource::ALL.get(index(argument))?;
                Event::Acquire {
                    resource,
                    amount: self.number()?,
                }
            }
            RELEASE => {
                let resource = *Resource::ALL.get(index(argument))?;
                Event::Release {
                    resource,
                    amount: self.number()?,
                }
            }
            LOG => Event::Log {
                line: self.lines.next()?,
            },
            MARK => {
                self.context.line = unzigzag(argument, self.context.line);
                Event::Mark {
                    line: self.context.line,
                }
            }
            _ => return None,
        };
        Some(Record {
            at: self.context.at,
            by,
            event,
        })
    }
}

fn index(argument: u64) -> usize {
    usize::try_from(argument).unwrap_or(usize::MAX)
}

/// The difference of two ids as a small unsigned number, whichever is larger.
#[inline]
fn zigzag(id: u32, last: u32) -> u64 {
    let difference = i64::from(id) - i64::from(last);
    ((difference << 1) ^ (difference >> 63)).cast_unsigned()
}

#[inline]
fn unzigzag(step: u64, last: u32) -> u32 {
    let difference = (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
    u32::try_from(i64::from(last) + difference).unwrap_or_default()
}

#[cfg(test)]
mod tests;
