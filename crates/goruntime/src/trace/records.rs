//! Reading a trace, in the format of [`super::format`].

use super::block_reason::BlockReason;
use super::event::{Demand, Event, GoroutineId, Record, Resource, TaskOutcome};
use super::format::{Context, EXTENDED, Tag, WIDE, name_form};
use super::name::{Name, ObjectId, ObjectKind};
use crate::time::Time;

/// The events of a trace in order.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    chunks: Vec<&'t [u8]>,
    /// The index of the chunk after the current one.
    next_chunk: usize,
    /// The rest of the current chunk.
    bytes: &'t [u8],
    lines: std::slice::Iter<'t, String>,
    names: &'t [String],
    context: Context,
    by: Option<GoroutineId>,
}

/// The texts beside the bytes of a trace.
pub(super) struct Texts<'t> {
    /// Printed lines and races, in the order of their events.
    pub(super) lines: &'t [String],
    /// The texts of names, by place.
    pub(super) names: &'t [String],
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
        Texts { lines, names }: Texts<'t>,
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
            names,
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

    /// Decodes a name from its code.
    fn name(&mut self, code: u64) -> Option<Name<'t>> {
        let code = code.checked_sub(1)?;
        let text = self.names.get(index(code / name_form::COUNT))?;
        let number = match code % name_form::COUNT {
            name_form::PLAIN => None,
            name_form::NEXT => Some(self.context.number.saturating_add(1)),
            _ => Some(u32::try_from(self.number()?).ok()?),
        };
        self.context.number = number.unwrap_or(self.context.number);
        Some(Name { text, number })
    }

    #[inline]
    fn object(&mut self, step: u64) -> ObjectId {
        self.context.object = unzigzag(step, self.context.object);
        ObjectId(self.context.object)
    }

    /// Decodes an object, or none, from a number.
    fn object_or_none(&mut self, code: u64) -> Option<ObjectId> {
        code.checked_sub(1).map(|step| self.object(step))
    }

    fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// Decodes an event from its tag and argument; `None` for a tick, which only passes time.
    #[inline]
    #[expect(clippy::too_many_lines, reason = "an arm for each tag")]
    fn event(&mut self, tag: Tag, argument: u64) -> Option<Event<'t>> {
        let event = match tag {
            Tag::Create => {
                self.context.goroutines += 1;
                Event::GoCreate {
                    child: GoroutineId(self.context.goroutines),
                    name: self.name(argument),
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
                let reason = *BlockReason::ALL.get(index(argument))?;
                let code = if reason.has_object() {
                    self.number()?
                } else {
                    0
                };
                let on = self.object_or_none(code);
                Event::GoBlock { reason, on }
            }
            Tag::Unblock => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                Event::GoUnblock {
                    goroutine: GoroutineId(self.context.unblocked),
                    case: None,
                }
            }
            Tag::UnblockCase => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                Event::GoUnblock {
                    goroutine: GoroutineId(self.context.unblocked),
                    case: Some(self.small()?),
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
                earlier: GoroutineId(u32::try_from(argument).ok()?),
                earlier_at: Time(self.number()?),
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
            Tag::Object => {
                self.context.objects += 1;
                let kind = *ObjectKind::ALL.get(index(argument))?;
                let code = self.number()?;
                Event::Object {
                    object: ObjectId(self.context.objects),
                    kind,
                    name: self.name(code),
                    capacity: self.small()?,
                }
            }
            Tag::SelectCase => {
                let code = self.number()?;
                Event::SelectCase {
                    object: self.object_or_none(code),
                    sends: argument != 0,
                }
            }
            Tag::ChanSend => Event::ChanSend {
                object: self.object(argument),
                length: self.small()?,
            },
            Tag::ChanReceive => Event::ChanReceive {
                object: self.object(argument),
                length: self.small()?,
            },
            Tag::ChanFull => Event::ChanFull {
                object: self.object(argument),
            },
            Tag::Close => Event::Close {
                object: self.object(argument),
            },
            Tag::Lock => Event::Lock {
                object: self.object(argument),
                held: self.small()?,
            },
            Tag::Unlock => Event::Unlock {
                object: self.object(argument),
                held: self.small()?,
            },
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
