//! Where each goroutine of a trace begins, which formats ask for before its first event of its own.

use super::source::{Place, Program};
use goruntime::trace::{Event, GoroutineId, Trace};

/// The beginnings of the goroutines.
#[derive(Debug)]
pub(crate) struct Lives {
    /// By goroutine, main first.
    lives: Vec<Life>,
}

#[derive(Clone, Debug, Default)]
struct Life {
    /// The line at which its creator was; 0 without one.
    created_at: u32,
    /// The first mark of its own; 0 without one.
    first: u32,
}

impl Lives {
    /// Reads a trace once.
    pub(crate) fn new(trace: &Trace) -> Lives {
        let mut lives = vec![Life::default(); trace.goroutines() as usize];
        let mut marks = vec![0; lives.len()];
        for record in trace.records() {
            let by = record.by.map(index);
            match (record.event, by) {
                (Event::GoCreate { child, .. }, Some(by)) => {
                    lives[index(child)].created_at = marks[by];
                }
                (Event::Mark { line }, Some(by)) => {
                    marks[by] = line;
                    if lives[by].first == 0 {
                        lives[by].first = line;
                    }
                }
                _ => {}
            }
        }
        Lives { lives }
    }

    /// The place of the goroutine's first mark; or, without one, the helper function that its creator called.
    pub(crate) fn beginning(&self, goroutine: GoroutineId, program: &Program) -> Option<Place> {
        let life = self.lives.get(index(goroutine))?;
        match life.first {
            0 if life.created_at > 0 => program.helper(life.created_at),
            0 => None,
            mark => program.place(mark),
        }
    }
}

/// The place of a goroutine in a list of all of them.
pub(crate) fn index(GoroutineId(id): GoroutineId) -> usize {
    (id as usize).saturating_sub(1)
}
