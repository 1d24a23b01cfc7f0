//! How a trace is read: the counterpart of [`super::recorder`], whose head tells the format.

use super::event::{BlockReason, Demand, Event, GoroutineId, Record, Resource, TaskOutcome};
use super::recorder::{
    ACQUIRE, BLOCK, COMPUTE, CREATE, Context, DEMAND, END, LOG, MARK, RACE, RELEASE, START, STOP,
    TASK_END, TASK_START, TICK, UNBLOCK, WIDE,
};

/// The events of a trace in order.
#[derive(Clone, Debug)]
pub struct Records<'t> {
    chunks: std::vec::IntoIter<&'t [u8]>,
    bytes: &'t [u8],
    lines: std::slice::Iter<'t, String>,
    context: Context,
    by: Option<GoroutineId>,
}

impl<'t> Records<'t> {
    pub(super) fn new(chunks: Vec<&'t [u8]>, lines: &'t [String]) -> Records<'t> {
        Records {
            chunks: chunks.into_iter(),
            bytes: &[],
            lines: lines.iter(),
            context: Context::default(),
            by: None,
        }
    }

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

    /// What an event's kind and argument say, and who runs after it.
    #[inline]
    fn event(&mut self, kind: u8, argument: u64) -> Option<Event<'t>> {
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
            COMPUTE => {
                self.by = None;
                Event::GoCompute {
                    processor: u32::try_from(argument).unwrap_or_default(),
                }
            }
            STOP => {
                self.context.unblocked = unzigzag(argument, self.context.unblocked);
                self.by = None;
                Event::GoStop {
                    goroutine: GoroutineId(self.context.unblocked),
                }
            }
            RACE => Event::Race {
                text: self.lines.next()?,
            },
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
            DEMAND => {
                let demands = Demand::ALL.len() as u64;
                let resource = *Resource::ALL.get(index(argument / demands))?;
                Demand::ALL[index(argument % demands)].of(resource)
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
        Some(event)
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    #[inline]
    fn next(&mut self) -> Option<Record<'t>> {
        let (kind, argument) = loop {
            let byte = self.byte()?;
            let small = u64::from(byte >> 4);
            let argument = if small == WIDE {
                WIDE + self.number()?
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
        let event = self.event(kind, argument)?;
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
