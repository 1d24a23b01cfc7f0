//! The kinds of events, and the tables of strings and stacks to which events refer by number.

use crate::source::Place;
use std::collections::BTreeMap;

/// A kind of event, with its code (`src/internal/trace/tracev2/events.go`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A batch of events of a thread: generation, thread, moment, size.
    EventBatch = 1,
    /// The table of stacks follows.
    Stacks = 2,
    /// A stack: number, number of frames, and for each frame program counter, function, file, line.
    Stack = 3,
    /// The table of strings follows.
    Strings = 4,
    /// A string: number, length, bytes.
    String = 5,
    /// Ticks a second.
    Frequency = 8,
    /// P and status.
    ProcStatus = 13,
    /// New goroutine, its stack, the creator's stack.
    GoCreate = 14,
    /// Goroutine and sequence.
    GoStart = 16,
    /// Nothing.
    GoDestroy = 17,
    /// Reason and stack.
    GoStop = 19,
    /// Reason and stack.
    GoBlock = 20,
    /// Goroutine, sequence, stack.
    GoUnblock = 21,
    /// Bytes.
    HeapAlloc = 37,
    /// Bytes.
    HeapGoal = 38,
    /// Name of the goroutine that runs.
    GoLabel = 39,
    /// Task, parent, name, stack.
    UserTaskBegin = 40,
    /// Task and stack.
    UserTaskEnd = 41,
    /// Task, name, stack.
    UserRegionBegin = 42,
    /// Task, name, stack.
    UserRegionEnd = 43,
    /// Task, key, value, stack.
    UserLog = 44,
}

/// The most bytes of a string (`MaxEventTrailerDataSize`).
const LONGEST_STRING: usize = 1 << 10;

/// Strings and stacks, numbered from 1; 0 is none.
#[derive(Debug, Default)]
pub(super) struct Tables {
    strings: BTreeMap<String, u64>,
    /// By place. A program counter stands for one place only, so places are numbered in their stead.
    places: BTreeMap<Place, u64>,
    stacks: BTreeMap<Vec<u64>, u64>,
}

impl Tables {
    /// The number of a string. One that is too long for the format ends earlier, with `…`.
    pub(super) fn string(&mut self, text: &str) -> u64 {
        let text = shortened(text);
        if let Some(number) = self.strings.get(&*text) {
            return *number;
        }
        let number = next(self.strings.len());
        self.strings.insert(text, number);
        number
    }

    /// The number of a stack, innermost frame first; 0 for an empty one.
    pub(super) fn stack(&mut self, frames: &[Place]) -> u64 {
        if frames.is_empty() {
            return 0;
        }
        let frames = frames.iter().map(|place| {
            let number = next(self.places.len());
            *self.places.entry(place.clone()).or_insert(number)
        });
        let frames = frames.collect();
        let number = next(self.stacks.len());
        *self.stacks.entry(frames).or_insert(number)
    }

    /// The entries of the table of stacks, each as bytes. The strings that they name are added to the table of strings.
    pub(super) fn stack_entries(&mut self) -> Vec<Vec<u8>> {
        let mut places = BTreeMap::new();
        for (place, number) in std::mem::take(&mut self.places) {
            let (function, file) = (self.string(&place.function), self.string(&place.file));
            places.insert(number, [number, function, file, u64::from(place.line)]);
        }
        let entry = |(frames, number): (&Vec<u64>, &u64)| {
            let mut entry = vec![Kind::Stack as u8];
            put(&mut entry, *number);
            put(&mut entry, frames.len() as u64);
            let fields = frames.iter().filter_map(|frame| places.get(frame));
            for field in fields.flatten() {
                put(&mut entry, *field);
            }
            entry
        };
        self.stacks.iter().map(entry).collect()
    }

    /// The entries of the table of strings, each as bytes.
    pub(super) fn string_entries(&self) -> Vec<Vec<u8>> {
        let entry = |(text, number): (&String, &u64)| {
            let mut entry = vec![Kind::String as u8];
            put(&mut entry, *number);
            put(&mut entry, text.len() as u64);
            entry.extend_from_slice(text.as_bytes());
            entry
        };
        self.strings.iter().map(entry).collect()
    }
}

/// Appends a number as LEB128.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

fn next(length: usize) -> u64 {
    length as u64 + 1
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_STRING {
        return String::from(text);
    }
    let end = text.floor_char_boundary(LONGEST_STRING - '…'.len_utf8());
    String::from(&text[..end]) + "…"
}
