//! Writing a trace: a stream of bytes in chunks, in the format of [`super::format`].
//!
//! A full chunk stays where it is: a growing `Vec` would hold the trace twice while it moves.

mod objects;

use super::block_reason::BlockReason;
use super::event::{Demand, GoroutineId, Resource, TaskOutcome};
use super::format::{Context, EXTENDED, Tag, WIDE};
use super::name::{Name, ObjectId};
use super::records::{Cursor, Records, Texts};
use crate::time::Time;
use objects::Names;
use xxhash_rust::xxh64::Xxh64;

/// The most bytes that are written at once: a tag of two bytes, and a LEB128 number of ten.
const LONGEST: usize = 2 + 10;
const FIRST_CHUNK: usize = 1 << 10;
const LARGEST_CHUNK: usize = 1 << 17;

/// Writes a trace.
#[derive(Clone, Debug)]
pub struct Recorder {
    full: Vec<Vec<u8>>,
    /// The number of bytes in full chunks and in lines.
    kept: usize,
    /// The chunk that is being filled, and the number of bytes used in it.
    chunk: Vec<u8>,
    used: usize,
    lines: Vec<String>,
    names: Names,
    /// The number of different moments of the events so far, besides the beginning.
    instants: u32,
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
            kept: 0,
            chunk: vec![0; FIRST_CHUNK],
            used: 0,
            lines: Vec::new(),
            names: Names::default(),
            instants: 0,
            context: Context::default(),
        }
    }

    /// A finished recording, to be read: its events as bytes, its lines and the texts of its names, and how many goroutines
    /// and instants it has.
    pub(super) fn recorded(
        events: Vec<u8>,
        lines: Vec<String>,
        names: Vec<String>,
        (goroutines, instants): (u32, u32),
    ) -> Recorder {
        let kept = events.len() + lines.iter().map(|line| line_bytes(line)).sum::<usize>();
        Recorder {
            full: vec![events],
            kept,
            lines,
            names: Names::of(names),
            instants,
            context: Context {
                goroutines,
                ..Context::default()
            },
            ..Recorder::new()
        }
    }

    /// The events as bytes in pieces, the lines, and the texts of the names.
    pub(super) fn parts(&self) -> (Vec<&[u8]>, &[String], &[String]) {
        let full = self.full.iter().map(Vec::as_slice);
        let chunks = full.chain([&self.chunk[..self.used]]).collect();
        (chunks, &self.lines, &self.names.texts)
    }

    /// Records that the running goroutine created a goroutine, and returns its id.
    #[inline]
    pub fn create(&mut self, at: Time, name: Option<Name<'_>>) -> GoroutineId {
        self.context.goroutines += 1;
        let (code, number) = self.name_code(name);
        self.write(at, Tag::Create, code);
        if let Some(number) = number {
            self.number(number);
        }
        GoroutineId(self.context.goroutines)
    }

    /// Records that a goroutine got the processor.
    #[inline]
    pub fn start(&mut self, at: Time, goroutine: GoroutineId) {
        let step = zigzag(goroutine.0, self.context.started);
        self.context.started = goroutine.0;
        self.write(at, Tag::Start, step);
    }

    /// Records that the running goroutine parks. The object counts only for a reason that has one.
    #[inline]
    pub fn block(&mut self, at: Time, reason: BlockReason, on: Option<ObjectId>) {
        self.write(at, Tag::Block, reason as u64);
        if reason.has_object() {
            self.object_or_none(on);
        }
    }

    /// Records that a goroutine becomes runnable.
    #[inline]
    pub fn unblock(&mut self, at: Time, goroutine: GoroutineId) {
        let step = zigzag(goroutine.0, self.context.unblocked);
        self.context.unblocked = goroutine.0;
        self.write(at, Tag::Unblock, step);
    }

    /// Records that a goroutine becomes runnable that waited in a `select`, whose case number `case` was chosen.
    pub fn unblock_case(&mut self, at: Time, goroutine: GoroutineId, case: u32) {
        let step = zigzag(goroutine.0, self.context.unblocked);
        self.context.unblocked = goroutine.0;
        self.write(at, Tag::UnblockCase, step);
        self.number(case.into());
    }

    /// Records that the running goroutine returned.
    #[inline]
    pub fn end(&mut self, at: Time) {
        self.write(at, Tag::End, 0);
    }

    /// Records that the running goroutine began a task.
    #[inline]
    pub fn task_start(&mut self, at: Time, task: u32) {
        let step = self.task_step(task);
        self.write(at, Tag::TaskStart, step);
    }

    /// Records that the running goroutine ended a task.
    #[inline]
    pub fn task_end(&mut self, at: Time, task: u32, outcome: TaskOutcome) {
        let step = self.task_step(task);
        self.write(
            at,
            Tag::TaskEnd,
            step * TaskOutcome::ALL.len() as u64 + outcome as u64,
        );
    }

    /// Records that the running goroutine took an amount of a resource.
    #[inline]
    pub fn acquire(&mut self, at: Time, resource: Resource, amount: u64) {
        self.write(at, Tag::Acquire, resource as u64);
        self.number(amount);
    }

    /// Records that the running goroutine gave back an amount of a resource.
    #[inline]
    pub fn release(&mut self, at: Time, resource: Resource, amount: u64) {
        self.write(at, Tag::Release, resource as u64);
        self.number(amount);
    }

    /// Records a step of the running goroutine's request for a resource.
    pub fn demand(&mut self, at: Time, demand: Demand, resource: Resource) {
        let argument = demand as u64 + Demand::ALL.len() as u64 * resource as u64;
        self.write(at, Tag::Demand, argument);
    }

    /// Records a printed line.
    pub fn log(&mut self, at: Time, line: String) {
        self.keep(line);
        self.write(at, Tag::Log, 0);
    }

    /// Records that the running goroutine is at a line of its Go program.
    #[inline]
    pub fn mark(&mut self, at: Time, line: u32) {
        let step = zigzag(line, self.context.line);
        self.context.line = line;
        self.write(at, Tag::Mark, step);
    }

    /// Records that the running goroutine begins to compute.
    pub fn compute(&mut self, at: Time, processor: u32) {
        self.write(at, Tag::Compute, processor.into());
    }

    /// Records that a goroutine lost the processor and is runnable.
    pub fn stop(&mut self, at: Time, goroutine: GoroutineId) {
        let step = zigzag(goroutine.0, self.context.unblocked);
        self.context.unblocked = goroutine.0;
        self.write(at, Tag::Stop, step);
    }

    /// Records a data race with an earlier access, by that goroutine at that moment.
    pub fn race(&mut self, at: Time, text: String, earlier: GoroutineId, earlier_at: Time) {
        self.keep(text);
        self.write(at, Tag::Race, earlier.0.into());
        self.number(earlier_at.0);
    }

    /// The number of goroutines created so far.
    #[must_use]
    pub fn goroutines(&self) -> u32 {
        self.context.goroutines
    }

    /// Reads the events back.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        self.records_after(Cursor::default())
    }

    /// Reads the events after `cursor`.
    #[must_use]
    pub fn records_after(&self, cursor: Cursor) -> Records<'_> {
        let full = self.full.iter().map(Vec::as_slice);
        let chunks = full.chain([&self.chunk[..self.used]]).collect();
        let texts = Texts {
            lines: &self.lines,
            names: &self.names.texts,
        };
        Records::resume(chunks, texts, cursor)
    }

    /// The size in bytes.
    #[inline]
    #[must_use]
    pub fn size(&self) -> usize {
        self.kept + self.names.size + self.used
    }

    /// The number of different moments of the events so far, besides the beginning.
    #[inline]
    #[must_use]
    pub fn instants(&self) -> u32 {
        self.instants
    }

    /// Feeds the whole recording to a hash.
    pub fn hash_into(&self, hasher: &mut Xxh64) {
        for chunk in &self.full {
            hasher.update(chunk);
        }
        hasher.update(&self.chunk[..self.used]);
        for line in self.lines.iter().chain(&self.names.texts) {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
    }

    fn keep(&mut self, line: String) {
        self.kept += line_bytes(&line);
        self.lines.push(line);
    }

    fn task_step(&mut self, task: u32) -> u64 {
        let step = zigzag(task, self.context.task);
        self.context.task = task;
        step
    }

    #[inline]
    fn write(&mut self, at: Time, tag: Tag, argument: u64) {
        if at != self.context.at {
            self.tick(at);
        }
        self.put(tag, argument);
    }

    #[inline(never)]
    fn tick(&mut self, at: Time) {
        let step = at.0 - self.context.at.0;
        self.context.at = at;
        self.instants += 1;
        self.put(Tag::Tick, step);
    }

    /// Most events are one byte and fit into the chunk, so this is worth inlining into every caller.
    #[inline]
    fn put(&mut self, tag: Tag, argument: u64) {
        if argument < WIDE
            && tag.code() < EXTENDED
            && let Some(place) = self.chunk.get_mut(self.used)
        {
            *place = tag.code() | low_byte(argument) << 4;
            self.used += 1;
        } else {
            self.put_any(tag, argument);
        }
    }

    #[inline(never)]
    fn put_any(&mut self, tag: Tag, argument: u64) {
        let room = self.room();
        let code = tag.code();
        room[0] = code.min(EXTENDED) | low_byte(argument.min(WIDE)) << 4;
        let mut length = 1;
        if code >= EXTENDED {
            room[length] = code;
            length += 1;
        }
        if let Some(more) = argument.checked_sub(WIDE) {
            length += write_number(more, &mut room[length..]);
        }
        self.used += length;
    }

    fn number(&mut self, n: u64) {
        self.used += write_number(n, self.room());
    }

    /// The bytes to write next.
    fn room(&mut self) -> &mut [u8; LONGEST] {
        if self.chunk.len() - self.used < LONGEST {
            self.next_chunk();
        }
        let rest = self.chunk[self.used..].first_chunk_mut();
        rest.unwrap_or_else(|| unreachable!("a new chunk has room"))
    }

    #[cold]
    fn next_chunk(&mut self) {
        let size = (self.chunk.len() * 2).min(LARGEST_CHUNK);
        let mut full = std::mem::replace(&mut self.chunk, vec![0; size]);
        full.truncate(self.used);
        self.kept += full.len();
        self.full.push(full);
        self.used = 0;
    }
}

/// Writes a number as LEB128 and returns its length.
#[inline]
fn write_number(mut n: u64, room: &mut [u8]) -> usize {
    let mut length = 0;
    while n >= 0x80 {
        room[length] = low_byte(n) | 0x80;
        n >>= 7;
        length += 1;
    }
    room[length] = low_byte(n);
    length + 1
}

/// The bytes that a line counts for: its text, and what is kept of each line besides, on machines of 32 bits as well.
fn line_bytes(line: &str) -> usize {
    line.len() + 24
}

#[inline]
fn low_byte(n: u64) -> u8 {
    n.to_le_bytes()[0]
}

/// The difference of two ids as an unsigned number that is small if they are close.
#[inline]
fn zigzag(id: u32, last: u32) -> u64 {
    let difference = i64::from(id) - i64::from(last);
    ((difference << 1) ^ (difference >> 63)).cast_unsigned()
}

#[cfg(test)]
mod tests;
