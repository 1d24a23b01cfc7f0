//! Reading a trace, in the format of [`super::format`].

use super::event::{BlockReason, Demand, Event, GoroutineId, Record, Resource, TaskOutcome};
use super::format::{Context, EXTENDED, Tag, WIDE};

/// The events of a trace in order.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    chunks: Vec<&'t [u8]>,
    /// The index of the chunk after the current one.
    next_chunk: usize,
    /// The rest of the current chunk.
    bytes: &'t [u8],
    lines: std::slice::Iter<'t, String>,
    context: Context,
    by: Option<GoroutineId>,
}

/// A position between two events of a trace, from which reading can resume.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    next_chunk: usize,
    bytes_left: usize,
    /// `None` before the first event.
    lines_left: Option<usize>,
    context: Context,
    by: Option<GoroutineId>,
}

impl<'t> Records<'t> {
    /// The events after `cursor`.
    pub(super) fn resume(
        chunks: Vec<&'t [u8]>,
        lines: &'t [String],
        cursor: Cursor,
    ) -> Records<'t> {
        let current = cursor.next_chunk.checked_sub(1);
        let current = current.and_then(|chunk| chunks.get(chunk)).copied();
        let bytes = current.unwrap_or_default();
        let lines_left = cursor.lines_left.unwrap_or(lines.len());
        Records {
            next_chunk: cursor.next_chunk,
            bytes: &bytes[bytes.len().saturating_sub(cursor.bytes_left)..],
            lines: lines[lines.len().saturating_sub(lines_left)..].iter(),
            context: cursor.context,
            by: cursor.by,
            chunks,
        }
    }

    /// The position after the last event read.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            next_chunk: self.next_chunk,
            bytes_left: self.bytes.len(),
            lines_left: Some(self.lines.len()),
            context: self.context.clone(),
            by: self.by,
        }
    }

    #[inline]
    fn byte(&mut self) -> Option<u8> {
        while self.bytes.is_empty() {
            self.bytes = self.chunks.get(self.next_chunk)?;
            self.next_chunk += 1;
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

    /// Decodes an event from its tag and argument; `None` for a tick, which only passes time.
    #[inline]
    fn event(&mut self, tag: Tag, argument: u64) -> Option<Event<'t>> {
        let event = match tag {
            Tag::Create => {
                self.context.goroutines += 1;
                Event::GoCreate {
                    child: GoroutineId(self.context.goroutines),
                }
            }
            Tag::Start => {
                self.context.started = unzigzag(argument, self.context.started);
                self.by = Some(GoroutineId(self.context.started));
                Event::GoStart {
                    goroutine: GoroutineId(self.context.started),
                }
            }
            Tag::Block => {
                self.by = None;
                Event::GoBlock {
                    reason: *BlockReason::ALL.get(index(argument))?,
                }
            }
            Tag::Unblock => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                Event::GoUnblock {
                    goroutine: GoroutineId(self.context.unblocked),
                }
            }
            Tag::Compute => {
                self.by = None;
                Event::GoCompute {
                    processor: u32::try_from(argument).unwrap_or_default(),
                }
            }
            Tag::Stop => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                self.by = None;
                Event::GoStop {
                    goroutine: GoroutineId(self.context.unblocked),
                }
            }
            Tag::Race => Event::Race {
                text: self.lines.next()?,
            },
            Tag::End => {
                self.by = None;
                Event::GoEnd
            }
            Tag::TaskStart => Event::TaskStart {
                task: self.task(argument),
            },
            Tag::TaskEnd => {
                let outcomes = TaskOutcome::ALL.len() as u64;
                let outcome = TaskOutcome::ALL[index(argument % outcomes)];
                Event::TaskEnd {
                    task: self.task(argument / outcomes),
                    outcome,
                }
            }
            Tag::Acquire => {
                let resource = *Resource::ALL.get(index(argument))?;
                Event::Acquire {
                    resource,
                    amount: self.number()?,
                }
            }
            Tag::Release => {
                let resource = *Resource::ALL.get(index(argument))?;
                Event::Release {
                    resource,
                    amount: self.number()?,
                }
            }
            Tag::Demand => {
                let demands = Demand::ALL.len() as u64;
                let resource = *Resource::ALL.get(index(argument / demands))?;
                Demand::ALL[index(argument % demands)].of(resource)
            }
            Tag::Log => Event::Log {
                line: self.lines.next()?,
            },
            Tag::Mark => {
                self.context.line = unzigzag(argument, self.context.line);
                Event::Mark {
                    line: self.context.line,
                }
            }
            Tag::Tick => return None,
        };
        Some(event)
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    #[inline]
    fn next(&mut self) -> Option<Record<'t>> {
        let (tag, argument) = loop {
            let byte = self.byte()?;
            let code = match byte & 15 {
                EXTENDED => self.byte()?,
                code => code,
            };
            let small = u64::from(byte >> 4);
            let argument = if small == WIDE {
                WIDE + self.number()?
            } else {
                small
            };
            let tag = Tag::of(code)?;
            if tag != Tag::Tick {
                break (tag, argument);
            }
            self.context.at.0 += argument;
            // Time passes only while no goroutine runs.
            self.by = None;
        };
        let by = self.by;
        let event = self.event(tag, argument)?;
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

#[inline]
fn unzigzag(step: u64, last: u32) -> u32 {
    let difference = (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
    u32::try_from(i64::from(last) + difference).unwrap_or_default()
}
